import { execFile } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(__dirname, '../..');

const BUILD = `
import { rolldown } from 'rolldown';
const bundle = await rolldown({
  input: process.argv[1],
  platform: 'node',
  logLevel: 'warn',
  resolve: { conditionNames: ['@bluegreen/source', 'require', 'node', 'default'] },
  external: ['pm2'],
});
await bundle.write({ file: process.argv[2], format: 'cjs', codeSplitting: false });
await bundle.close();
`;

/** The sandbox's sources as one file that plain Node runs, in a folder of its own below this project (for PM2). */
export async function buildSandbox(): Promise<{ readonly folder: string; readonly file: string }> {
  await mkdir(join(PROJECT, '.tsbuild'), { recursive: true });
  const folder = await mkdtemp(join(PROJECT, '.tsbuild/sandbox-'));
  const file = join(folder, 'sandbox.cjs');
  const build = ['--input-type=module', '-e', BUILD, join(PROJECT, 'src/index.ts'), file];
  await promisify(execFile)(process.execPath, build, { cwd: PROJECT });
  return { folder, file };
}
