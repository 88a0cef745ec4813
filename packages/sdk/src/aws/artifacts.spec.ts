import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, FakeEndpoint, SeenCall } from './testing/fake-endpoint.js';
import { s3Error, startFakeEndpoint } from './testing/fake-endpoint.js';

const MEBIBYTE = 1024 * 1024;
let folder: string;
let fake: FakeEndpoint;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'bluegreen-artifacts-'))));
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true });
});

async function fileOf(bytes: number): Promise<string> {
  const path = join(folder, 'bundle.zip');
  await writeFile(path, Buffer.alloc(bytes, 'x'));
  return path;
}
const operations = (calls: readonly SeenCall[]) => calls.map((call) => call.operation);
const PUT: Answer = { headers: { etag: '"e1"', 'x-amz-version-id': 'v1' } };

/** S3's multipart calls, answered well unless `instead` says otherwise. */
function multipart(instead: (call: SeenCall) => Answer | undefined = () => undefined) {
  return startFakeEndpoint((call) => {
    const other = instead(call);
    if (other) return other;
    if (call.operation === 'CreateMultipartUpload') {
      return { body: '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>' };
    }
    if (call.operation === 'CompleteMultipartUpload') {
      return {
        body: '<CompleteMultipartUploadResult><ETag>"e1-2"</ETag></CompleteMultipartUploadResult>',
        headers: { 'x-amz-version-id': 'v1' },
      };
    }
    return call.operation === 'AbortMultipartUpload' ? { status: 204 } : PUT;
  });
}

describe('createArtifacts find', () => {
  it('tells where an object is', async () => {
    fake = await startFakeEndpoint(() => ({
      headers: { ...(PUT as { headers: object }).headers, 'content-length': '7' },
    }));
    expect(await fake.ports().artifacts.find('b', 'a/k.zip')).toEqual({
      bucket: 'b',
      commit: null,
      key: 'a/k.zip',
      eTag: 'e1',
      versionId: 'v1',
      bytes: 7,
    });
    expect(fake.calls[0]).toMatchObject({ operation: 'HeadObject', path: '/b/a/k.zip' });
  });

  it('tells an object that is not there from a bucket that is not there', async () => {
    fake = await startFakeEndpoint(({ operation, path }) => ({
      status: operation === 'HeadBucket' && path.startsWith('/there') ? 200 : 404,
    }));
    const { artifacts } = fake.ports();
    expect(await artifacts.find('there', 'k.zip')).toBeNull();
    await expect(artifacts.find('gone', 'k.zip')).rejects.toMatchObject({
      code: 'BUCKET_MISSING',
      message: expect.stringContaining('`gone`'),
    });
  });

  it('names the permission when S3 says 403, which has no text', async () => {
    fake = await startFakeEndpoint(() => ({ status: 403 }));
    await expect(fake.ports().artifacts.find('b', 'k.zip')).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: 'AWS denied s3:GetObject on arn:aws:s3:::b/k.zip.',
      next: expect.stringMatching(/Without s3:ListBucket/),
    });
  });
});

describe('createArtifacts upload', () => {
  it('sends a small file with one request, which overwrites nothing', async () => {
    fake = await startFakeEndpoint(() => PUT);
    const progress: [number, number][] = [];
    const location = await fake
      .ports()
      .artifacts.upload('b', 'k.zip', await fileOf(5), (...step) => progress.push(step));
    expect(location).toEqual({ bucket: 'b', key: 'k.zip', eTag: 'e1', versionId: 'v1' });
    expect(progress).toEqual([
      [0, 5],
      [5, 5],
    ]);
    expect(operations(fake.calls)).toEqual(['PutObject']);
    expect(fake.calls[0]!.headers['if-none-match']).toBe('*');
    expect(fake.calls[0]!.body.toString()).toBe('xxxxx');
  });

  it('sends a large file in parts', async () => {
    fake = await multipart();
    const bytes = 9 * MEBIBYTE;
    const progress: number[] = [];
    const location = await fake
      .ports()
      .artifacts.upload('b', 'k.zip', await fileOf(bytes), (sent) => progress.push(sent));
    expect(location).toEqual({ bucket: 'b', key: 'k.zip', eTag: 'e1-2', versionId: 'v1' });
    expect(operations(fake.calls).sort()).toEqual([
      'CompleteMultipartUpload',
      'CreateMultipartUpload',
      'UploadPart',
      'UploadPart',
    ]);
    const parts = fake.calls.filter((call) => call.operation === 'UploadPart').map((call) => call.body.length);
    expect(parts.sort()).toEqual([MEBIBYTE, 8 * MEBIBYTE].sort());
    expect(progress).toEqual([...progress].sort((left, right) => left - right));
    expect([progress[0], progress.at(-1)]).toEqual([0, bytes]);
    expect(fake.calls.find((call) => call.operation === 'CompleteMultipartUpload')?.headers['if-none-match']).toBe('*');
  });

  it.each([
    ['small', 5, ['HeadObject', 'PutObject']],
    [
      'large',
      9 * MEBIBYTE,
      [
        'AbortMultipartUpload',
        'CompleteMultipartUpload',
        'CreateMultipartUpload',
        'HeadObject',
        'UploadPart',
        'UploadPart',
      ],
    ],
  ])('takes a %s object that somebody else has just uploaded for its own', async (_name, bytes, expected) => {
    fake = await multipart(({ operation }) =>
      operation === 'PutObject' || operation === 'CompleteMultipartUpload'
        ? s3Error('PreconditionFailed', 412)
        : undefined,
    );
    const location = await fake.ports().artifacts.upload('b', 'k.zip', await fileOf(bytes), () => undefined);
    expect(location).toMatchObject({ eTag: 'e1', versionId: 'v1' });
    expect(operations(fake.calls).sort()).toEqual(expected);
  });

  it.each([
    ['is aborted', ({ operation }: SeenCall) => (operation === 'UploadPart' ? 'silence' : undefined), 'ABORTED'],
    [
      'loses a part for good',
      ({ operation }: SeenCall) => (operation === 'UploadPart' ? s3Error('AccessDenied', 403) : undefined),
      'ACCESS_DENIED',
    ],
  ] as const)('leaves no unfinished upload behind when it %s', async (_name, instead, code) => {
    const abort = new AbortController();
    fake = await multipart((call) => {
      if (call.operation === 'UploadPart' && code === 'ABORTED') abort.abort();
      return instead(call);
    });
    const uploading = fake
      .ports()
      .artifacts.upload('b', 'k.zip', await fileOf(9 * MEBIBYTE), () => undefined, { signal: abort.signal });
    await expect(uploading).rejects.toMatchObject({ code });
    expect(fake.calls.at(-1)).toMatchObject({ operation: 'AbortMultipartUpload', form: { uploadId: 'u1' } });
    expect(operations(fake.calls)).not.toContain('CompleteMultipartUpload');
  });

  it('refuses a missing bucket and a missing file', async () => {
    fake = await startFakeEndpoint(() => s3Error('NoSuchBucket', 404));
    const { artifacts } = fake.ports();
    const upload = (file: string) => artifacts.upload('gone', 'k.zip', file, () => undefined);
    await expect(upload(await fileOf(1))).rejects.toMatchObject({ code: 'BUCKET_MISSING' });
    await expect(upload(await fileOf(9 * MEBIBYTE))).rejects.toMatchObject({ code: 'BUCKET_MISSING' });
    await expect(upload(join(folder, 'none.zip'))).rejects.toMatchObject({ code: 'BUNDLE_INVALID' });
  });
});
