import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type Gateway } from '../../../gateway.js';
import { DEFAULT_KEY_PAIR } from '../../../signature/credentials.js';
import { createS3, type S3 } from '../index.js';

/** S3 behind a gateway of its own, for contract tests with real clients. */
export interface RunningS3 {
  readonly s3: S3;
  readonly gateway: Gateway;
  readonly folder: string;
  /** For `new S3Client(...)`. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Files that hold bytes now: finished blobs and unfinished writes. */
  blobs(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startS3(
  options: { region?: string; now?: () => number; onChange?: () => void } = {},
): Promise<RunningS3> {
  const region = options.region ?? 'us-east-1';
  const folder = await mkdtemp(join(tmpdir(), 'bluegreen-s3-'));
  const clock = { now: options.now ?? Date.now };
  const s3 = createS3({ clock, folder, account: '123456789012', region, onChange: options.onChange });
  const gateway = await startGateway({ services: [s3.service], region });
  const { accessKeyId, secretAccessKey } = DEFAULT_KEY_PAIR;
  return {
    s3,
    gateway,
    folder,
    client: { endpoint: gateway.endpoint, region, credentials: { accessKeyId, secretAccessKey } },
    blobs: async () => [...(await readdir(join(folder, 'blobs'))), ...(await readdir(join(folder, 'incoming')))],
    async stop() {
      await gateway.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
