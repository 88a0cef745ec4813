import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CreateMultipartUploadCommandInput,
  type UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { CHECKSUMS, type ChecksumAlgorithm } from './checksums/algorithms.js';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'multipart';
const Key = 'big';
const MIB = 1024 * 1024;
const first = Buffer.alloc(5 * MIB, 'first part ');
const second = Buffer.from('the rest');
const whole = Buffer.concat([first, second]);

const checksumOf = (algorithm: ChecksumAlgorithm, bytes: Uint8Array) => {
  const digest = CHECKSUMS[algorithm].create();
  digest.update(bytes);
  return digest.digest();
};
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();
const wholeETag = `"${md5(Buffer.concat([md5(first), md5(second)])).toString('hex')}-2"`;

describe('multipart uploads (contract D)', () => {
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

  const create = async (extra: Partial<CreateMultipartUploadCommandInput> = {}) =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...extra }))).UploadId ?? '';
  const send = async (
    UploadId: string,
    PartNumber: number,
    Body: Buffer,
    extra: Partial<UploadPartCommandInput> = {},
  ) => {
    const answer = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...extra }));
    const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 } = answer;
    return { PartNumber, ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 };
  };
  const complete = (UploadId: string, Parts: CompletedPart[], extra: object = {}) =>
    client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...extra }));
  const bare = ({ PartNumber, ETag }: CompletedPart): CompletedPart => ({ PartNumber, ETag });

  it('joins parts in order: md5-of-md5s ETag with -N, metadata of the Create, part files gone', async () => {
    const id = await create({ ContentType: 'text/x-big', Metadata: { release: 'v1' } });
    const two = await send(id, 2, second);
    const one = await send(id, 1, first);
    const done = await complete(id, [bare(one), bare(two)]);
    expect(done).toMatchObject({ ETag: wholeETag, Bucket, Key });
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(got).toMatchObject({ ETag: wholeETag, ContentType: 'text/x-big', Metadata: { release: 'v1' } });
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
    expect(await running.blobs()).toHaveLength(1);
    await expect(complete(id, [bare(one)])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('created without an algorithm: ends with CRC64NVME FULL_OBJECT, ListParts hides part checksums', async () => {
    const id = await create();
    const parts = [await send(id, 1, first), await send(id, 2, second)];
    expect(parts[0]?.ChecksumCRC32).toBe(checksumOf('CRC32', first).toString('base64'));
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId: id }));
    expect(listed.Parts?.[0]).toMatchObject({ PartNumber: 1, Size: first.length });
    expect(listed.Parts?.[0]).not.toHaveProperty('ChecksumCRC32');
    expect(await complete(id, parts.map(bare))).toMatchObject({
      ChecksumCRC64NVME: checksumOf('CRC64NVME', whole).toString('base64'),
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it('created without an algorithm: part checksums listed in Complete are InvalidPart', async () => {
    const id = await create();
    const part = await send(id, 1, second);
    await expect(complete(id, [part])).rejects.toMatchObject({
      name: 'InvalidPart',
      $metadata: { httpStatusCode: 400 },
    });
    await complete(id, [bare(part)]);
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('%s: COMPOSITE with -N by default', async (algorithm) => {
    const id = await create({ ChecksumAlgorithm: algorithm });
    const use = { ChecksumAlgorithm: algorithm };
    const parts = [await send(id, 1, first, use), await send(id, 2, second, use)];
    const value = checksumOf(algorithm, Buffer.concat([checksumOf(algorithm, first), checksumOf(algorithm, second)]));
    const expected = { [`Checksum${algorithm}`]: `${value.toString('base64')}-2`, ChecksumType: 'COMPOSITE' };
    expect(await complete(id, parts)).toMatchObject(expected);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject(expected);
    const attributes = await client.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key,
        ObjectAttributes: ['ObjectParts', 'Checksum', 'ETag', 'ObjectSize'],
      }),
    );
    expect(attributes).toMatchObject({
      ETag: wholeETag.replaceAll('"', ''),
      ObjectSize: whole.length,
      Checksum: expected,
      ObjectParts: { TotalPartsCount: 2, Parts: [{ PartNumber: 1, Size: first.length }, { PartNumber: 2 }] },
    });
  });

  it.each([
    ['CRC64NVME', undefined],
    ['CRC32', 'FULL_OBJECT'],
    ['CRC32C', 'FULL_OBJECT'],
  ] as const)('%s as %s: FULL_OBJECT over all bytes, parts need not be listed with theirs', async (algorithm, type) => {
    const id = await create({ ChecksumAlgorithm: algorithm, ChecksumType: type });
    const use = { ChecksumAlgorithm: algorithm };
    const parts = [await send(id, 1, first, use), await send(id, 2, second, use)];
    const value = checksumOf(algorithm, whole).toString('base64');
    expect(await complete(id, parts.map(bare), { [`Checksum${algorithm}`]: value })).toMatchObject({
      [`Checksum${algorithm}`]: value,
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it('a claim about the whole that is wrong fails and leaves the upload open', async () => {
    const id = await create({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const part = await send(id, 1, second);
    const wrong = checksumOf('CRC32', first).toString('base64');
    await expect(complete(id, [part], { ChecksumCRC32: wrong })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(complete(id, [part], { MpuObjectSize: 1 })).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(complete(id, [part], { ChecksumType: 'COMPOSITE' })).rejects.toMatchObject({ name: 'InvalidRequest' });
    await complete(id, [part], { MpuObjectSize: second.length });
  });

  it.each([
    ['SHA256 as FULL_OBJECT', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' }],
    ['CRC64NVME as COMPOSITE', { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }],
    ['a type without an algorithm', { ChecksumType: 'COMPOSITE' }],
  ] as const)('CreateMultipartUpload refuses %s: InvalidRequest', async (_name, extra) => {
    await expect(create(extra)).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('a composite part must carry the checksum of its upload, and be listed with it', async () => {
    const id = await create({ ChecksumAlgorithm: 'SHA256' });
    await expect(send(id, 1, second)).rejects.toMatchObject({
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
    const part = await send(id, 1, second, { ChecksumAlgorithm: 'SHA256' });
    await expect(complete(id, [bare(part)])).rejects.toMatchObject({ name: 'InvalidRequest' });
    const wrong = { ...part, ChecksumSHA256: checksumOf('SHA256', first).toString('base64') };
    await expect(complete(id, [wrong])).rejects.toMatchObject({ name: 'InvalidPart' });
    await complete(id, [part]);
  });

  it.each([
    ['parts out of order', 'InvalidPartOrder', (one: CompletedPart, two: CompletedPart) => [two, one]],
    ['a part twice', 'InvalidPartOrder', (one: CompletedPart) => [one, one]],
    ['an unknown part', 'InvalidPart', (one: CompletedPart) => [one, { PartNumber: 9, ETag: one.ETag }]],
    ['a wrong ETag', 'InvalidPart', (one: CompletedPart) => [{ ...one, ETag: '"0123"' }]],
    ['a small part that is not the last', 'EntityTooSmall', (one: CompletedPart, two: CompletedPart) => [one, two]],
    ['no part', 'MalformedXML', () => []],
  ])('Complete with %s: %s', async (_name, code, choose) => {
    const id = await create();
    const one = bare(await send(id, 1, second));
    const two = bare(await send(id, 2, second));
    await expect(complete(id, choose(one, two))).rejects.toMatchObject({
      name: code,
      $metadata: { httpStatusCode: 400 },
    });
    await expect(complete('nonsense', [one])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('a part sent again replaces the former; an abort removes all', async () => {
    const id = await create();
    await send(id, 1, first);
    const again = await send(id, 1, second);
    expect(await running.blobs()).toHaveLength(1);
    const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId: id }));
    expect(Parts).toMatchObject([{ PartNumber: 1, ETag: again.ETag, Size: second.length }]);
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
    expect(await running.blobs()).toEqual([]);
    await expect(send(id, 1, second)).rejects.toMatchObject({
      name: 'NoSuchUpload',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('ListParts and ListMultipartUploads page by their markers', async () => {
    const ids = [await create(), await create(), await create({ Key: 'dir/other' })];
    for (const number of [1, 2, 3]) await send(ids[0] ?? '', number, second);
    const page = { Bucket, Key, UploadId: ids[0], MaxParts: 2 };
    const one = await client.send(new ListPartsCommand(page));
    expect(one).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    const two = await client.send(new ListPartsCommand({ ...page, PartNumberMarker: one.NextPartNumberMarker }));
    expect(two.Parts?.map((part) => part.PartNumber)).toEqual([3]);

    const uploads: (string | undefined)[] = [];
    let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
    for (let pages = 0; pages < 3; pages++) {
      const listed = await client.send(new ListMultipartUploadsCommand({ Bucket, MaxUploads: 1, ...marker }));
      uploads.push(...(listed.Uploads ?? []).map((upload) => upload.UploadId));
      marker = { KeyMarker: listed.NextKeyMarker, UploadIdMarker: listed.NextUploadIdMarker };
    }
    expect(uploads).toEqual(ids);
    const rolled = await client.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: '/' }));
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: 'dir/' }]);
    expect(rolled.Uploads).toHaveLength(2);
  });

  it('UploadPartCopy takes an object or a range of it', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: whole }));
    const id = await create();
    const CopySource = `${Bucket}/source`;
    const copy = (PartNumber: number, CopySourceRange: string) =>
      client.send(new UploadPartCopyCommand({ Bucket, Key, UploadId: id, PartNumber, CopySource, CopySourceRange }));
    const one = await copy(1, `bytes=0-${first.length - 1}`);
    const two = await copy(2, `bytes=${first.length}-${whole.length - 1}`);
    await expect(copy(3, `bytes=0-${whole.length}`)).rejects.toMatchObject({ name: 'InvalidArgument' });
    const done = await complete(id, [
      { PartNumber: 1, ETag: one.CopyPartResult?.ETag },
      { PartNumber: 2, ETag: two.CopyPartResult?.ETag },
    ]);
    expect(done.ETag).toBe(wholeETag);
  });

  it('GET and HEAD by partNumber give that part', async () => {
    const id = await create();
    await complete(id, [bare(await send(id, 1, first)), bare(await send(id, 2, second))]);
    const got = await client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
    expect(got).toMatchObject({
      PartsCount: 2,
      ContentRange: `bytes ${first.length}-${whole.length - 1}/${whole.length}`,
    });
    expect(await got.Body?.transformToString()).toBe(second.toString());
  });

  it('lib-storage: a stream of unknown length goes up in parts and comes back the same', async () => {
    const file = join(running.folder, 'source');
    const bytes = Buffer.alloc(12 * MIB + 5, 'lib-storage ');
    await writeFile(file, bytes);
    const upload = new Upload({ client, params: { Bucket, Key, Body: createReadStream(file) } });
    const done = await upload.done();
    expect(done.ETag).toMatch(/-3"$/);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    expect(await running.blobs()).toHaveLength(1);
  });
});
