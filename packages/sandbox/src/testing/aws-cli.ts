import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { DEFAULT_KEY_PAIR } from '../signature/credentials.js';

/** Whether the `aws` command is installed. */
export const hasAwsCli = spawnSync('aws', ['--version']).status === 0;

/** Runs `aws <words>` against an endpoint, with nothing of this machine's own AWS set-up; resolves with its stdout. */
export async function awsCli(endpoint: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('aws', words, {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: DEFAULT_KEY_PAIR.accessKeyId,
      AWS_SECRET_ACCESS_KEY: DEFAULT_KEY_PAIR.secretAccessKey,
      AWS_PAGER: '',
    },
  });
  return stdout;
}
