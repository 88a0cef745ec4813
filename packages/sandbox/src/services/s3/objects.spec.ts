import { readdir } from 'node:fs/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { signedFetch } from './testing/signed-fetch.js';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'objects';
const Key = 'releases/v1.zip';
const start = Date.parse('2026-01-02T03:04:05.678Z');

/** Fails the test when `holds` does not come true in time. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('objects (contract A5, A8, D)', () => {
  let running: RunningS3;
  let client: S3Client;

  beforeEach(async () => {
    running = await startS3({ now: () => start });
    client = new S3Client({ ...running.client, maxAttempts: 1 });
    running.s3.store.createBucket(Bucket);
  });
  afterEach(async () => {
    client.destroy();
    await running.stop();
  });

  const put = (extra: Partial<PutObjectCommandInput> = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789', ...extra }));
  const get = async (extra: Partial<GetObjectCommandInput> = {}) => {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, ...extra }));
    return { ...answer, text: await answer.Body?.transformToString() };
  };
  const head = (extra: Partial<GetObjectCommandInput> = {}) =>
    client.send(new HeadObjectCommand({ Bucket, Key, ...extra }));

  it('keeps what the client says about an object', async () => {
    const said = {
      ContentType: 'application/zip',
      ContentEncoding: 'gzip',
      ContentDisposition: 'attachment; filename="v1.zip"',
      ContentLanguage: 'ko',
      CacheControl: 'no-store',
      Metadata: { digest: 'abc', 'made-by': 'ci' },
    };
    await put({ ...said, StorageClass: 'STANDARD_IA' });
    const shown = {
      ...said,
      ETag: '"781e5e245d69b566979b86e28d23f2c7"',
      ContentLength: 10,
      StorageClass: 'STANDARD_IA',
    };
    expect(await head()).toMatchObject(shown);
    expect(await get()).toMatchObject({ ...shown, text: '0123456789', LastModified: new Date('2026-01-02T03:04:05Z') });
    expect(await get({ ResponseContentType: 'text/plain' })).toMatchObject({ ContentType: 'text/plain' });
  });

  it('an empty object is an object', async () => {
    await put({ Body: Buffer.alloc(0), ContentLength: 0 });
    expect(await get()).toMatchObject({ text: '', ContentLength: 0, ETag: '"d41d8cd98f00b204e9800998ecf8427e"' });
    await expect(get({ Range: 'bytes=0-1' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=7-100', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-100', '0123456789', 'bytes 0-9/10'],
  ])('GET %s: 206', async (Range, text, ContentRange) => {
    await put();
    const answer = await get({ Range });
    expect(answer).toMatchObject({
      text,
      ContentRange,
      ContentLength: text.length,
      $metadata: { httpStatusCode: 206 },
    });
    expect(await head({ Range })).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } });
  });

  it.each(['bytes=4-2', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=-'])('GET %s: ignored, 200', async (Range) => {
    await put();
    expect(await get({ Range })).toMatchObject({ text: '0123456789', $metadata: { httpStatusCode: 200 } });
  });

  it('GET of a range behind the end: 416 InvalidRange', async () => {
    await put();
    await expect(get({ Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      ActualObjectSize: '10',
      $metadata: { httpStatusCode: 416 },
    });
  });

  const other = '"0123"';
  const before = new Date(start - 60_000);
  const after = new Date(start);
  it.each<[string, number, Partial<GetObjectCommandInput> | 'own']>([
    ['If-Match own', 200, 'own'],
    ['If-Match other', 412, { IfMatch: other }],
    ['If-None-Match other', 200, { IfNoneMatch: other }],
    ['If-None-Match own', 304, { IfNoneMatch: '"781e5e245d69b566979b86e28d23f2c7"' }],
    ['If-Modified-Since before', 200, { IfModifiedSince: before }],
    ['If-Modified-Since after', 304, { IfModifiedSince: after }],
    ['If-Unmodified-Since before', 412, { IfUnmodifiedSince: before }],
    ['If-Unmodified-Since after', 200, { IfUnmodifiedSince: after }],
    ['If-None-Match other wins over If-Modified-Since', 200, { IfNoneMatch: other, IfModifiedSince: after }],
  ])('GET and HEAD with %s: %d', async (_name, status, given) => {
    const { ETag } = await put();
    const extra = given === 'own' ? { IfMatch: ETag } : given;
    const statusOf = (call: Promise<{ $metadata: { httpStatusCode?: number } }>) =>
      call.then(
        (answer) => answer.$metadata.httpStatusCode,
        (error: { $metadata: { httpStatusCode?: number } }) => error.$metadata.httpStatusCode,
      );
    expect(await statusOf(get(extra))).toBe(status);
    expect(await statusOf(head(extra))).toBe(status);
  });

  it('a missing key: NoSuchKey 404 with its name; HEAD has no body, so NotFound', async () => {
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey', Key, $metadata: { httpStatusCode: 404 } });
    await expect(head()).rejects.toMatchObject({ name: 'NotFound' });
    await expect(get({ Bucket: 'nowhere' })).rejects.toMatchObject({ name: 'NoSuchBucket', BucketName: 'nowhere' });
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
  });

  it.each([
    ['odd signs', 'a b+c&d=e?f#g%h'],
    ['Hangul', '배포/릴리스 v1.zip'],
    ['a leading slash', '/leading/slash'],
    ['a trailing slash', 'trailing/'],
    ['an emoji and XML signs', '😀 <xml> "quoted" \'single\''],
    ['1024 bytes', 'x'.repeat(1024)],
    ['a way out of the folder', '../../../etc/passwd'],
    ['dots that a URL would resolve', 'a/../b/./c//d'],
    ['nothing but dots', '..'],
  ])('a key with %s is stored, read, listed, copied and deleted under its own name', async (_name, key) => {
    await expectOwnName(key);
  });

  it('a path that is not UTF-8 is InvalidURI, whoever signed it', async () => {
    const answer = await signedFetch(running, 'GET', `/${Bucket}/a/../%FF`);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<Code>InvalidURI</Code>') });
    expect(answer.body).toContain(`<Resource>/${Bucket}/a/../%FF</Resource>`);
  });

  it('a call is in the log once its answer is there', async () => {
    await put();
    const logged = () => running.gateway.calls().map(({ operation, status }) => [operation, status]);
    expect(logged()).toEqual([['PutObject', 200]]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(logged()).toEqual([
      ['PutObject', 200],
      ['GetObject', 200],
    ]);
    await Body?.transformToString();
    expect(logged()).toHaveLength(2);
  });

  async function expectOwnName(key: string): Promise<void> {
    const listed = async () =>
      (await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map((object) => object.Key);
    await client.send(new PutObjectCommand({ Bucket, Key: key, Body: 'mine' }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    expect(await got.Body?.transformToString()).toBe('mine');
    expect(await listed()).toEqual([key]);
    const CopySource = `${Bucket}/${encodeURIComponent(key)}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect((await readdir(running.folder)).sort()).toEqual(['blobs', 'incoming']);
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    expect(await listed()).toEqual(['copy']);
  }

  it('a key of 1025 bytes is KeyTooLongError', async () => {
    await expect(put({ Key: '가'.repeat(341) + 'ab' })).rejects.toMatchObject({ name: 'KeyTooLongError' });
    await put({ Key: '가'.repeat(341) + 'a' });
  });

  it('virtual host: bucket.localhost addresses the bucket', async () => {
    await put();
    const host = `${Bucket}.localhost:${new URL(running.client.endpoint).port}`;
    const answer = await signedFetch(running, 'GET', `/${Key}`, { headers: { host } });
    expect(answer).toMatchObject({ status: 200, body: '0123456789' });
  });

  it('CopyObject keeps or replaces metadata, and refuses an idle copy onto itself', async () => {
    await put({ ContentType: 'text/plain', Metadata: { from: 'source' }, Tagging: 'team=web' });
    const copy = (Key: string, extra: object = {}) =>
      client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `/${Bucket}/releases/v1.zip`, ...extra }));
    await copy('kept');
    expect(await get({ Key: 'kept' })).toMatchObject({
      ContentType: 'text/plain',
      Metadata: { from: 'source' },
      TagCount: 1,
    });
    await copy('replaced', { MetadataDirective: 'REPLACE', Metadata: { from: 'copy' }, TaggingDirective: 'REPLACE' });
    const replaced = await get({ Key: 'replaced' });
    expect(replaced).toMatchObject({ Metadata: { from: 'copy' }, text: '0123456789' });
    expect(replaced.TagCount).toBeUndefined();
    await expect(copy(Key)).rejects.toMatchObject({ name: 'InvalidRequest' });
    await copy(Key, { MetadataDirective: 'REPLACE', ContentType: 'text/html' });
    expect(await get()).toMatchObject({ ContentType: 'text/html', text: '0123456789' });
  });

  it.each([
    ['If-Match', { CopySourceIfMatch: other }],
    ['If-None-Match', { CopySourceIfNoneMatch: '"781e5e245d69b566979b86e28d23f2c7"' }],
    ['If-Modified-Since', { CopySourceIfModifiedSince: after }],
    ['If-Unmodified-Since', { CopySourceIfUnmodifiedSince: before }],
  ])('CopyObject whose source fails %s: 412 naming it', async (name, extra) => {
    await put();
    const copy = new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}`, ...extra });
    await expect(client.send(copy)).rejects.toMatchObject({
      name: 'PreconditionFailed',
      Condition: `x-amz-copy-source-${name}`,
    });
  });

  it('tags: put with the object, read, replaced, removed', async () => {
    await put({ Tagging: 'team=web&stage=blue%20green' });
    const tags = async () => (await client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
    expect(await tags()).toEqual([
      { Key: 'team', Value: 'web' },
      { Key: 'stage', Value: 'blue green' },
    ]);
    const replace = (TagSet: { Key: string; Value: string }[]) =>
      client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    await replace([{ Key: 'one', Value: '' }]);
    expect(await tags()).toEqual([{ Key: 'one', Value: '' }]);
    expect(await get()).toMatchObject({ TagCount: 1 });
    await expect(
      replace([
        { Key: 'twice', Value: '1' },
        { Key: 'twice', Value: '2' },
      ]),
    ).rejects.toMatchObject({ name: 'InvalidTag' });
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(await tags()).toEqual([]);
  });

  it('shows the encryption that was asked for: S3’s own keys, else those of KMS', async () => {
    await put({});
    expect(await get()).toMatchObject({ ServerSideEncryption: 'AES256' });
    const asked = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/mine' } as const;
    expect(await put(asked)).toMatchObject(asked);
    expect(await get()).toMatchObject(asked);
  });

  it.each<[string, Partial<PutObjectCommandInput>, string]>([
    ['two layers of encryption', { ServerSideEncryption: 'aws:kms:dsse' }, 'NotImplemented'],
    ['a key of its own', { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'k'.repeat(32) }, 'NotImplemented'],
    ['object lock', { ObjectLockLegalHoldStatus: 'ON' }, 'NotImplemented'],
    ['a public ACL', { ACL: 'public-read' }, 'AccessControlListNotSupported'],
    ['metadata over 2 KiB', { Metadata: { long: 'x'.repeat(2048) } }, 'MetadataTooLarge'],
  ])('PutObject with %s is refused, not ignored: %s', async (_name, extra, code) => {
    await expect(put(extra)).rejects.toMatchObject({ name: code });
    expect(await running.blobs()).toEqual([]);
  });

  it('a body shorter than announced leaves nothing', async () => {
    const sent = signedFetch(running, 'PUT', `/${Bucket}/${Key}`, {
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': '6',
      },
      body: '5\r\nhello\r\n0\r\n\r\n',
    });
    expect(await sent).toMatchObject({ status: 400, body: expect.stringContaining('<Code>IncompleteBody</Code>') });
    expect(await running.blobs()).toEqual([]);
  });

  it('a client that goes away in the middle of a body leaves nothing', async () => {
    const gone = signedFetch(running, 'PUT', `/${Bucket}/${Key}`, {
      headers: { 'content-length': '100' },
      body: 'part',
    });
    await until(async () => (await running.blobs()).length === 1);
    await running.gateway.close();
    await expect(gone).rejects.toThrow();
    await until(async () => (await running.blobs()).length === 0);
  });

  it('reading goes on while the object is overwritten and deleted', async () => {
    const old = Buffer.alloc(4 * 1024 * 1024, 'old');
    await put({ Body: old });
    const reading = await client.send(new GetObjectCommand({ Bucket, Key }));
    await put({ Body: 'new' });
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await reading.Body?.transformToByteArray()) ?? []).equals(old)).toBe(true);
  });
});
