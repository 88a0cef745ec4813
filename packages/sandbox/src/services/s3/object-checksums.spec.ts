import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { CHECKSUMS, ALGORITHMS, type ChecksumAlgorithm } from './checksums/algorithms.js';
import { signedFetch } from './testing/signed-fetch.js';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'checksums';
const Key = 'object';
const text = 'some bytes worth checking';

const valueOf = (algorithm: ChecksumAlgorithm, content = text) => {
  const digest = CHECKSUMS[algorithm].create();
  digest.update(Buffer.from(content));
  return digest.digest().toString('base64');
};

describe('checksums of single objects (contract D)', () => {
  let running: RunningS3;
  let client: S3Client;

  beforeEach(async () => {
    running = await startS3();
    client = new S3Client({ ...running.client, maxAttempts: 1 });
    running.s3.store.createBucket(Bucket);
  });
  afterEach(async () => {
    client.destroy();
    await running.stop();
  });

  const put = (extra: Partial<PutObjectCommandInput> = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: text, ...extra }));
  const head = () => client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

  it('JS, string: the CRC32 header is verified, echoed with FULL_OBJECT and returned when asked for', async () => {
    const stored = { ChecksumCRC32: valueOf('CRC32'), ChecksumType: 'FULL_OBJECT' };
    expect(await put()).toMatchObject(stored);
    expect(await head()).toMatchObject(stored);
    const unasked = await signedFetch(running, 'HEAD', `/${Bucket}/${Key}`);
    expect(unasked.headers).not.toHaveProperty('x-amz-checksum-crc32');
  });

  it('JS, stream: aws-chunked with the checksum in the trailer is stored as the plain bytes', async () => {
    const file = join(running.folder, 'source');
    const bytes = Buffer.alloc(3 * 1024 * 1024 + 17, 'stream ');
    await writeFile(file, bytes);
    const Body = createReadStream(file);
    const answer = await put({ Body, ContentLength: bytes.length, ContentEncoding: 'gzip' });
    expect(answer).toMatchObject({ ETag: `"${createHash('md5').update(bytes).digest('hex')}"` });
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(got).toMatchObject({ ContentLength: bytes.length, ContentEncoding: 'gzip' });
    expect(got.ChecksumCRC32).toBe(answer.ChecksumCRC32);
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    expect(await running.blobs()).toHaveLength(1);
  });

  it.each(ALGORITHMS)('%s is computed by the client, verified and kept', async (algorithm) => {
    await put({ ChecksumAlgorithm: algorithm });
    expect(await head()).toMatchObject({ [`Checksum${algorithm}`]: valueOf(algorithm) });
  });

  it('without any checksum CRC64NVME is computed and kept', async () => {
    const plain = new S3Client({ ...running.client, requestChecksumCalculation: 'WHEN_REQUIRED' });
    const answer = await plain.send(new PutObjectCommand({ Bucket, Key, Body: text }));
    plain.destroy();
    const stored = { ChecksumCRC64NVME: valueOf('CRC64NVME'), ChecksumType: 'FULL_OBJECT' };
    expect(answer).toMatchObject(stored);
    expect(await head()).toMatchObject(stored);
  });

  it.each(ALGORITHMS)('a wrong %s header is BadDigest, and nothing is stored', async (algorithm) => {
    await expect(put({ [`Checksum${algorithm}`]: valueOf(algorithm, 'other bytes') })).rejects.toMatchObject({
      name: 'BadDigest',
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
    expect(await running.blobs()).toEqual([]);
    await expect(head()).rejects.toMatchObject({ name: 'NotFound' });
  });

  it.each([
    ['not base64 of the right size', { ChecksumCRC32: 'AAAA' }, 'Value for x-amz-checksum-crc32 header is invalid.'],
    [
      'two checksum headers',
      { ChecksumCRC32: valueOf('CRC32'), ChecksumSHA256: valueOf('SHA256') },
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ],
  ])('%s: InvalidRequest', async (_name, extra, message) => {
    await expect(put(extra)).rejects.toMatchObject({ name: 'InvalidRequest', message });
  });

  const chunked = (trailer: string) =>
    signedFetch(running, 'PUT', `/${Bucket}/${Key}`, {
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': '5',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
      body: `5\r\nhello\r\n0\r\n${trailer}\r\n`,
    });

  it('the right trailer: stored, without aws-chunked in Content-Encoding', async () => {
    const answer = await chunked(`x-amz-checksum-crc32:${valueOf('CRC32', 'hello')}\r\n`);
    expect(answer.status).toBe(200);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(got.ContentEncoding).toBeUndefined();
    expect(await got.Body?.transformToString()).toBe('hello');
  });

  it.each([
    ['a wrong one', `x-amz-checksum-crc32:${valueOf('CRC32')}\r\n`, 'BadDigest'],
    ['a malformed one', 'x-amz-checksum-crc32:nonsense\r\n', 'InvalidRequest'],
    ['none', '', 'MalformedTrailerError'],
  ])('trailer: %s is refused, and nothing is stored', async (_name, trailer, code) => {
    const answer = await chunked(trailer);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(`<Code>${code}</Code>`) });
    expect(await running.blobs()).toEqual([]);
  });

  it('Content-MD5 is held against the bytes', async () => {
    const md5 = (content: string) => createHash('md5').update(content).digest('base64');
    await put({ ContentMD5: md5(text) });
    await expect(put({ ContentMD5: md5('other') })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put({ ContentMD5: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidDigest' });
  });

  it.each([
    ['no length', { 'transfer-encoding': 'chunked' }, 411, 'MissingContentLength'],
    ['an algorithm without a value', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }, 400, 'InvalidRequest'],
    ['an algorithm nobody here knows', { 'x-amz-checksum-xxhash64': 'AAAAAAAAAAA=' }, 501, 'NotImplemented'],
    ['an unknown trailer', { 'x-amz-trailer': 'x-amz-mood' }, 400, 'InvalidRequest'],
  ])('%s is refused', async (_name, headers, status, code) => {
    const answer = await signedFetch(running, 'PUT', `/${Bucket}/${Key}`, { headers, body: 'hello' });
    expect(answer).toMatchObject({ status, body: expect.stringContaining(`<Code>${code}</Code>`) });
  });

  it('no checksum of the whole stands on a ranged answer', async () => {
    await put();
    const got = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=0-3', ChecksumMode: 'ENABLED' }));
    expect(got.ChecksumCRC32).toBeUndefined();
    expect(await got.Body?.transformToString()).toBe('some');
  });

  it('a copy keeps the algorithm of its source unless told otherwise', async () => {
    await put({ ChecksumAlgorithm: 'SHA256' });
    const CopySource = `${Bucket}/${Key}`;
    const same = await client.send(new CopyObjectCommand({ Bucket, Key: 'same', CopySource }));
    const other = await client.send(
      new CopyObjectCommand({ Bucket, Key: 'other', CopySource, ChecksumAlgorithm: 'CRC32C' }),
    );
    expect(same.CopyObjectResult?.ChecksumSHA256).toBe(valueOf('SHA256'));
    expect(other.CopyObjectResult?.ChecksumCRC32C).toBe(valueOf('CRC32C'));
  });
});
