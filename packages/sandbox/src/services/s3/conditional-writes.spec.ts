import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const bucket = 'conditional';
const key = 'lock';

describe('conditional writes (contract D)', () => {
  let running: RunningS3;
  let client: S3Client;

  beforeEach(async () => {
    running = await startS3();
    client = new S3Client({ ...running.client, maxAttempts: 1 });
    running.s3.store.createBucket(bucket);
    running.s3.store.createBucket(`${bucket}-versioned`, { versioned: true });
  });
  afterEach(async () => {
    client.destroy();
    await running.stop();
  });

  const put = async (body: string, conditions: { IfMatch?: string; IfNoneMatch?: string } = {}, Bucket = bucket) =>
    (await client.send(new PutObjectCommand({ Bucket, Key: key, Body: body, ...conditions }))).ETag ?? '';
  const remove = (Bucket = bucket) => client.send(new DeleteObjectCommand({ Bucket, Key: key }));
  const body = async (Bucket = bucket) =>
    (await client.send(new GetObjectCommand({ Bucket, Key: key }))).Body?.transformToString();
  const failure = (code: string, status: number, members: object = {}) => ({
    name: code,
    $metadata: { httpStatusCode: status },
    ...members,
  });

  it('PutObject If-None-Match *, key absent: 200', async () => {
    await put('one', { IfNoneMatch: '*' });
    expect(await body()).toBe('one');
  });

  it('PutObject If-None-Match *, newest version a delete marker: 200', async () => {
    await put('old', {}, `${bucket}-versioned`);
    await remove(`${bucket}-versioned`);
    await put('new', { IfNoneMatch: '*' }, `${bucket}-versioned`);
    expect(await body(`${bucket}-versioned`)).toBe('new');
  });

  it('PutObject If-None-Match *, object exists: 412 with the condition, object and disk as before', async () => {
    await put('first');
    await expect(put('second', { IfNoneMatch: '*' })).rejects.toMatchObject(
      failure('PreconditionFailed', 412, {
        Condition: 'If-None-Match',
        message: 'At least one of the pre-conditions you specified did not hold',
      }),
    );
    expect(await body()).toBe('first');
    expect(await running.blobs()).toHaveLength(1);
  });

  it.each([
    ['If-None-Match <etag>', { IfNoneMatch: '"abc"' }, 'If-None-Match'],
    ['If-Match *', { IfMatch: '*' }, 'If-Match'],
    ['both headers', { IfMatch: '"abc"', IfNoneMatch: '*' }, 'If-Match,If-None-Match'],
  ])('PutObject %s: 501 naming the header', async (_name, conditions, header) => {
    await expect(put('x', conditions)).rejects.toMatchObject(failure('NotImplemented', 501, { Header: header }));
  });

  it.each([
    ['with quotes', (eTag: string) => eTag],
    ['without quotes', (eTag: string) => eTag.replaceAll('"', '')],
  ])('PutObject If-Match equal, %s: 200', async (_name, form) => {
    const eTag = await put('one');
    await put('two', { IfMatch: form(eTag) });
    expect(await body()).toBe('two');
  });

  it('PutObject If-Match different: 412', async () => {
    await put('one');
    await expect(put('two', { IfMatch: '"0123"' })).rejects.toMatchObject(
      failure('PreconditionFailed', 412, { Condition: 'If-Match' }),
    );
    expect(await body()).toBe('one');
  });

  it.each([
    ['key absent', bucket],
    ['delete marker', `${bucket}-versioned`],
  ])('PutObject If-Match, %s: 404 NoSuchKey', async (_name, Bucket) => {
    const eTag = await put('one', {}, Bucket);
    await remove(Bucket);
    await expect(put('two', { IfMatch: eTag }, Bucket)).rejects.toMatchObject(failure('NoSuchKey', 404, { Key: key }));
  });

  it('CopyObject honours the same conditions on its destination', async () => {
    await put('one');
    const copy = (conditions: { IfMatch?: string; IfNoneMatch?: string }, Key = 'copy') =>
      client.send(new CopyObjectCommand({ Bucket: bucket, Key, CopySource: `${bucket}/${key}`, ...conditions }));
    const first = await copy({ IfNoneMatch: '*' });
    await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
    await expect(copy({ IfMatch: '"0123"' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
    await expect(copy({ IfMatch: '"0123"' }, 'absent')).rejects.toMatchObject(failure('NoSuchKey', 404));
    await copy({ IfMatch: first.CopyObjectResult?.ETag });
    expect(await running.blobs()).toHaveLength(2);
  });

  it.each([2, 8])('%d racing If-None-Match * puts: exactly one 200, the rest 412', async (racers) => {
    const answers = await Promise.allSettled(
      Array.from({ length: racers }, (_, index) => put(`racer ${index}`, { IfNoneMatch: '*' })),
    );
    const winners = answers.flatMap((answer, index) => (answer.status === 'fulfilled' ? [index] : []));
    expect(winners).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject(failure('PreconditionFailed', 412));
    }
    expect(await body()).toBe(`racer ${winners[0]}`);
    expect(await running.blobs()).toHaveLength(1);
  });

  it('racing If-Match renewals of one ETag: exactly one 200', async () => {
    const eTag = await put('epoch 0');
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => put(`epoch 1 of ${index}`, { IfMatch: eTag })),
    );
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  });

  describe('CompleteMultipartUpload', () => {
    const create = async () =>
      (await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }))).UploadId;
    const complete = async (UploadId: string | undefined, conditions: { IfMatch?: string; IfNoneMatch?: string }) => {
      const target = { Bucket: bucket, Key: key, UploadId };
      const { ETag } = await client.send(new UploadPartCommand({ ...target, PartNumber: 1, Body: 'parts' }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      return client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload, ...conditions }));
    };

    it('If-None-Match *, key absent (other uploads in progress do not count): 200', async () => {
      await create();
      await complete(await create(), { IfNoneMatch: '*' });
      expect(await body()).toBe('parts');
    });

    it('If-None-Match *, object put during the upload: 412, and the upload stays open', async () => {
      const UploadId = await create();
      await put('meanwhile');
      await expect(complete(UploadId, { IfNoneMatch: '*' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
      const { Parts } = await client.send(new ListPartsCommand({ Bucket: bucket, Key: key, UploadId }));
      expect(Parts).toHaveLength(1);
      await complete(UploadId, {});
      expect(await body()).toBe('parts');
    });

    it('If-None-Match *, key deleted after the upload was created: 409; a new upload works', async () => {
      await put('before');
      const UploadId = await create();
      await remove();
      await expect(complete(UploadId, { IfNoneMatch: '*' })).rejects.toMatchObject(
        failure('ConditionalRequestConflict', 409, {
          message: 'The conditional request cannot succeed due to a conflicting operation against this resource.',
        }),
      );
      await complete(await create(), { IfNoneMatch: '*' });
    });

    it('If-Match not current: 412; key gone: 404 NoSuchKey', async () => {
      await put('before');
      const UploadId = await create();
      await expect(complete(UploadId, { IfMatch: '"0123"' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
      await remove();
      await expect(complete(UploadId, { IfMatch: '"0123"' })).rejects.toMatchObject(failure('NoSuchKey', 404));
    });

    it('If-Match current but written after the upload was created, identical bytes: 409', async () => {
      await put('same');
      const UploadId = await create();
      const eTag = await put('same');
      await expect(complete(UploadId, { IfMatch: eTag })).rejects.toMatchObject(
        failure('ConditionalRequestConflict', 409),
      );
      await complete(await create(), { IfMatch: eTag });
      expect(await body()).toBe('parts');
    });

    it('two racing conditional Completes: exactly one 200', async () => {
      const uploads = [await create(), await create()];
      const answers = await Promise.allSettled(uploads.map((id) => complete(id, { IfNoneMatch: '*' })));
      expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    });
  });

  describe('DeleteObject', () => {
    const removeIf = (extra: object) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...extra }));

    it('If-Match wrong: 412 and the object stays; right or *: 204', async () => {
      const eTag = await put('one');
      await expect(removeIf({ IfMatch: '"0123"' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
      expect(await body()).toBe('one');
      await removeIf({ IfMatch: eTag });
      await put('two');
      await removeIf({ IfMatch: '*' });
      await expect(body()).rejects.toMatchObject(failure('NoSuchKey', 404));
    });

    it.each([
      ['x-amz-if-match-size', { IfMatchSize: 3 }],
      ['x-amz-if-match-last-modified-time', { IfMatchLastModifiedTime: new Date() }],
    ])('%s: 501 on a general bucket', async (header, extra) => {
      await put('one');
      await expect(removeIf(extra)).rejects.toMatchObject(failure('NotImplemented', 501, { Header: header }));
      expect(await body()).toBe('one');
    });

    it('DeleteObjects judges the ETag key by key', async () => {
      await put('one');
      const Delete = { Objects: [{ Key: key, ETag: '"0123"' }, { Key: 'absent' }] };
      const answer = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
      expect(answer.Deleted).toEqual([{ Key: 'absent' }]);
      expect(answer.Errors).toMatchObject([{ Key: key, Code: 'PreconditionFailed' }]);
      expect(await body()).toBe('one');
    });
  });
});
