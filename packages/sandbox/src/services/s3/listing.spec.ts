import {
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import { signedFetch } from './testing/signed-fetch.js';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'listing';
const KEYS = ['a', 'photos/2025/1', 'photos/2026/1', 'photos/2026/2', 'photos/x', 'z'];

describe('listings (contract A5, A6, A8)', () => {
  let running: RunningS3;
  let client: S3Client;

  beforeAll(async () => {
    running = await startS3();
    client = new S3Client({ ...running.client, maxAttempts: 1 });
    running.s3.store.createBucket(Bucket);
    for (const key of [...KEYS].reverse()) await running.s3.store.put(Bucket, key, Buffer.from(key));
  });
  afterAll(async () => {
    client.destroy();
    await running.stop();
  });

  const v2 = async (extra: object = {}) => {
    const answer = await client.send(new ListObjectsV2Command({ Bucket, ...extra }));
    const keys = answer.Contents?.map((object) => object.Key) ?? [];
    return { ...answer, keys, prefixes: answer.CommonPrefixes?.map((one) => one.Prefix) ?? [] };
  };

  it.each([
    ['nothing', {}, KEYS, []],
    ['a delimiter', { Delimiter: '/' }, ['a', 'z'], ['photos/']],
    ['prefix and delimiter', { Prefix: 'photos/', Delimiter: '/' }, ['photos/x'], ['photos/2025/', 'photos/2026/']],
    ['a prefix inside a name', { Prefix: 'photos/2026/' }, ['photos/2026/1', 'photos/2026/2'], []],
    ['a prefix nothing has', { Prefix: 'q' }, [], []],
    ['start-after a key', { StartAfter: 'photos/2026/1' }, ['photos/2026/2', 'photos/x', 'z'], []],
    ['start-after between keys', { StartAfter: 'photos/9' }, ['photos/x', 'z'], []],
    ['a delimiter of several characters', { Delimiter: '/20' }, ['a', 'photos/x', 'z'], ['photos/20']],
  ])('ListObjectsV2 with %s', async (_name, extra, keys, prefixes) => {
    expect(await v2(extra)).toMatchObject({
      keys,
      prefixes,
      KeyCount: keys.length + prefixes.length,
      IsTruncated: false,
    });
  });

  it.each([
    ['keys', {}],
    ['keys and prefixes', { Delimiter: '/' }],
    ['keys and prefixes below a prefix', { Prefix: 'photos/', Delimiter: '/' }],
  ])('ListObjectsV2 pages over %s, one at a time, without loss or repetition', async (_name, extra) => {
    const whole = await v2(extra);
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await v2({ ...extra, MaxKeys: 1, ContinuationToken });
      expect(page.KeyCount).toBe(1);
      seen.push(...page.keys, ...page.prefixes);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen.sort()).toEqual([...whole.keys, ...whole.prefixes].sort());
  });

  it('ListObjectsV2 shows ETag, size, checksum algorithm, and the owner only when asked', async () => {
    const { Contents } = await v2({ Prefix: 'a' });
    expect(Contents).toMatchObject([
      {
        ETag: '"0cc175b9c0f1b6a831c399e269772661"',
        Size: 1,
        StorageClass: 'STANDARD',
        ChecksumAlgorithm: ['CRC64NVME'],
      },
    ]);
    expect(Contents?.[0]?.Owner).toBeUndefined();
    expect((await v2({ Prefix: 'a', FetchOwner: true })).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['max-keys 0', { MaxKeys: 0 }, { keys: [], KeyCount: 0, IsTruncated: false }],
    ['max-keys over 1000', { MaxKeys: 5000 }, { MaxKeys: 1000 }],
  ])('ListObjectsV2 with %s', async (_name, extra, expected) => {
    expect(await v2(extra)).toMatchObject(expected);
  });

  it.each([
    ['a token of somebody else', { ContinuationToken: 'nonsense' }],
    ['a negative max-keys', { MaxKeys: -1 }],
    ['an unknown encoding', { EncodingType: 'base64' }],
  ])('ListObjectsV2 with %s: InvalidArgument', async (_name, extra) => {
    await expect(v2(extra)).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('encoding-type=url: names are encoded and the type is echoed', async () => {
    const name = 'é (1)/a+b c~d*e.txt';
    running.s3.store.createBucket('encoded');
    await running.s3.store.put('encoded', name, Buffer.from(''));
    const target = '/encoded?delimiter=%2F&encoding-type=url&list-type=2&prefix=%C3%A9%20%281%29%2F';
    const { body } = await signedFetch(running, 'GET', target);
    expect(body).toContain('<EncodingType>url</EncodingType>');
    expect(body).toContain('<Key>%C3%A9+%281%29/a%2Bb+c%7Ed*e.txt</Key>');
    expect(body).toContain('<Prefix>%C3%A9+%281%29/</Prefix>');
    expect(body).toContain('<Delimiter>/</Delimiter>');
  });

  it('ListObjects (v1) pages by marker; NextMarker only with a delimiter', async () => {
    const v1 = (extra: object) => client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2, ...extra }));
    const plain = await v1({});
    expect(plain).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'a' }, { Key: 'photos/2025/1' }] });
    expect(plain.NextMarker).toBeUndefined();
    const rolled = await v1({ Delimiter: '/' });
    expect(rolled).toMatchObject({ NextMarker: 'photos/', CommonPrefixes: [{ Prefix: 'photos/' }] });
    expect(await v1({ Delimiter: '/', Marker: rolled.NextMarker })).toMatchObject({
      IsTruncated: false,
      Contents: [{ Key: 'z' }],
    });
  });

  it('ListObjectVersions: newest first, delete markers, pages by both markers', async () => {
    const versioned = { Bucket: 'versions' };
    running.s3.store.createBucket('versions', { versioned: true });
    const put = async (Key: string, Body: string) =>
      (await client.send(new PutObjectCommand({ ...versioned, Key, Body }))).VersionId;
    const first = await put('dir/a', '1');
    const second = await put('dir/a', '22');
    const marker = (await client.send(new DeleteObjectCommand({ ...versioned, Key: 'dir/a' }))).VersionId;
    const other = await put('b', '1');
    const idsOf = (answer: ListObjectVersionsCommandOutput) =>
      [...(answer.Versions ?? []), ...(answer.DeleteMarkers ?? [])].map((one) => one.VersionId);

    const whole = await client.send(new ListObjectVersionsCommand(versioned));
    expect(whole.Versions).toMatchObject([
      { Key: 'b', VersionId: other, IsLatest: true },
      { Key: 'dir/a', VersionId: second, IsLatest: false, Size: 2 },
      { Key: 'dir/a', VersionId: first, IsLatest: false, Size: 1 },
    ]);
    expect(whole.DeleteMarkers).toMatchObject([{ Key: 'dir/a', VersionId: marker, IsLatest: true }]);

    const seen: (string | undefined)[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (let pages = 0; pages < 4; pages++) {
      const page = await client.send(new ListObjectVersionsCommand({ ...versioned, MaxKeys: 1, ...markers }));
      seen.push(...idsOf(page));
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      expect(page.IsTruncated).toBe(pages < 3);
    }
    expect(seen).toEqual([other, marker, second, first]);

    const rolled = await client.send(new ListObjectVersionsCommand({ ...versioned, Delimiter: '/' }));
    expect(rolled).toMatchObject({ CommonPrefixes: [{ Prefix: 'dir/' }], Versions: [{ Key: 'b' }] });
    const current = await client.send(new ListObjectsV2Command({ ...versioned, Delimiter: '/' }));
    expect(current.Contents).toMatchObject([{ Key: 'b' }]);
    expect(current.CommonPrefixes).toBeUndefined();
  });
});
