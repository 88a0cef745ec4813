import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createS3 } from './index.js';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'artifacts';

describe('object store and saved state', () => {
  let running: RunningS3;
  let client: S3Client;

  beforeEach(async () => {
    running = await startS3();
    client = new S3Client({ ...running.client, maxAttempts: 1 });
    running.s3.store.createBucket(Bucket, { versioned: true });
  });
  afterEach(async () => {
    client.destroy();
    await running.stop();
  });

  it('shares its objects with the wire, both ways', async () => {
    const { store } = running.s3;
    const put = await store.put(Bucket, 'a', Readable.from([Buffer.from('from inside')]), {
      contentType: 'text/plain',
    });
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: put.versionId ?? '' }));
    expect(got).toMatchObject({ ETag: `"${put.eTag}"`, ContentType: 'text/plain' });
    expect(await got.Body?.transformToString()).toBe('from inside');

    const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'from outside' }));
    const opened = await store.open(Bucket, 'a');
    expect(opened).toMatchObject({ bytes: 12, versionId: VersionId });
    expect(opened && (await text(opened.stream))).toBe('from outside');
    const older = await store.open(Bucket, 'a', put.versionId ?? '');
    expect(older && (await text(older.stream))).toBe('from inside');
  });

  it.each([
    ['bucket', 'nowhere', 'a', undefined],
    ['key', Bucket, 'absent', undefined],
    ['version', Bucket, 'a', 'x'.repeat(32)],
  ])('opens null when the %s is missing', async (_name, bucket, key, version) => {
    await running.s3.store.put(Bucket, 'a', Buffer.from('x'));
    expect(await running.s3.store.open(bucket, key, version)).toBeNull();
  });

  it('refuses a put into a bucket that is not there', async () => {
    await expect(running.s3.store.put('nowhere', 'a', Buffer.from('x'))).rejects.toMatchObject({
      code: 'NoSuchBucket',
    });
    expect(running.s3.store.buckets()).toEqual([Bucket]);
  });

  const restarted = async () => {
    const state = JSON.parse(JSON.stringify(running.s3.snapshot())) as object;
    const { folder } = running;
    const again = createS3({ clock: { now: Date.now }, folder, account: '123456789012', region: 'us-east-1' });
    await again.restore(state);
    return { again, state };
  };

  it('a snapshot survives JSON: versions, markers, settings and open uploads come back', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'one', Metadata: { x: 'y' }, Tagging: 'k=v' }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'two' }));
    const upload = { Bucket, Key: 'b' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1 };
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: 'part' }));
    const before = running.s3.snapshot();

    const { again } = await restarted();
    expect(again.snapshot()).toEqual(before);
    const opened = await again.store.open(Bucket, 'a');
    expect(opened && (await text(opened.stream))).toBe('two');

    await running.s3.restore(before);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
    const joined = await running.s3.store.open(Bucket, 'b');
    expect(joined && (await text(joined.stream))).toBe('part');
  });

  it('restore leaves out what has lost its bytes and removes bytes nothing refers to', async () => {
    await running.s3.store.put(Bucket, 'lost', Buffer.from('lost'));
    for (const blob of readdirSync(join(running.folder, 'blobs'))) rmSync(join(running.folder, 'blobs', blob));
    const state = running.s3.snapshot();
    await running.s3.store.put(Bucket, 'after the snapshot', Buffer.from('orphan'));
    await running.s3.restore(state);
    expect(await running.s3.store.open(Bucket, 'lost')).toBeNull();
    expect(await running.blobs()).toEqual([]);
  });

  it('tells of every change, of reads and refusals nothing', async () => {
    const changes = jest.fn();
    const told = await startS3({ onChange: changes });
    told.s3.store.createBucket(Bucket);
    await told.s3.store.put(Bucket, 'a', Buffer.from('x'));
    expect(changes).toHaveBeenCalledTimes(2);
    const wire = new S3Client({ ...told.client, maxAttempts: 1 });
    await wire.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'y' }));
    await wire.send(new GetObjectCommand({ Bucket, Key: 'a' })).then((got) => got.Body?.transformToString());
    await expect(wire.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'z', IfNoneMatch: '*' }))).rejects.toThrow();
    expect(changes).toHaveBeenCalledTimes(3);
    wire.destroy();
    await told.stop();
  });

  it('refuses a state of another version', async () => {
    await expect(running.s3.restore({ version: 99 })).rejects.toThrow('version 99');
    expect(running.s3.store.buckets()).toEqual([Bucket]);
  });
});
