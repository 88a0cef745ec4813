import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const MIB = 1024 * 1024;
const run = promisify(execFile);

function whyNot(): string | null {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'the aws command is not installed';
  }
}

const reason = whyNot();

(reason ? describe.skip : describe)(`aws CLI (contract A8, D)${reason ? `: skipped, ${reason}` : ''}`, () => {
  let running: RunningS3;
  let folder: string;

  beforeAll(async () => {
    running = await startS3();
    folder = await mkdtemp(join(tmpdir(), 'bluegreen-cli-'));
  });
  afterAll(async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const aws = async (...args: string[]) => {
    const { credentials, endpoint, region } = running.client;
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    return (await run('aws', args, { env, timeout: 60_000 })).stdout;
  };

  it('mb, cp of 20 MB up (multipart) and down (ranged, If-Match), ls, rm, rb', async () => {
    const source = join(folder, 'source.bin');
    const bytes = Buffer.alloc(20 * MIB);
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at ^ 0x5bd1e995, at);
    await writeFile(source, bytes);
    await aws('s3', 'mb', 's3://cli-bucket');
    await aws('s3', 'cp', source, 's3://cli-bucket/dir/b i+g.bin', '--only-show-errors');
    await aws('s3', 'cp', 's3://cli-bucket/dir/b i+g.bin', join(folder, 'back.bin'), '--only-show-errors');
    expect((await readFile(join(folder, 'back.bin'))).equals(bytes)).toBe(true);
    expect(await aws('s3', 'ls', 's3://cli-bucket/')).toMatch(/PRE dir\/\n$/);
    expect(await aws('s3', 'ls', 's3://cli-bucket/dir/')).toMatch(/ 20971520 b i\+g\.bin\n$/);
    const operations = running.gateway.calls().map((call) => call.operation);
    expect(operations).toEqual(
      expect.arrayContaining(['CreateMultipartUpload', 'CompleteMultipartUpload', 'HeadObject']),
    );
    expect(operations.filter((name) => name === 'UploadPart')).toHaveLength(3);
    expect(operations.filter((name) => name === 'GetObject').length).toBeGreaterThan(1);
    await aws('s3', 'rm', 's3://cli-bucket', '--recursive');
    await aws('s3', 'rb', 's3://cli-bucket');
    expect(running.s3.store.buckets()).toEqual([]);
    expect(await running.blobs()).toEqual([]);
  }, 120_000);
});
