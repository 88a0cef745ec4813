import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
export const CLI = join(root, 'apps/cli/bin/bluegreen.cjs');
export const APP = join(root, 'apps/web/dist/revision');

/** This shell's environment without what slows every Node 20 start by itself (reading the extra certificates). */
export function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_EXTRA_CA_CERTS'));
}

/** Starts `bluegreen sandbox up` and waits until it says that it is ready. */
export async function startSandbox() {
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, 'sandbox', 'up', '--port', '0', '--json', '--quiet'], {
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  while (!output.includes('}')) {
    const [chunk] = await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => {
        throw new Error('the sandbox did not start');
      }),
    ]);
    output += chunk;
  }
  const readyMs = performance.now() - started;
  const { endpoint } = JSON.parse(output);
  const port = new URL(endpoint).port;
  const variables = JSON.parse(
    execFileSync(process.execPath, [CLI, 'sandbox', 'env', '--port', port, '--json'], { encoding: 'utf8' }),
  );
  return {
    readyMs,
    environment: { ...plainEnvironment(), ...variables },
    residentMegabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
