import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { bluegreen } from './testing/cli.js';
import { sandboxUp, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(120_000);

const linux = process.platform === 'linux' ? it : it.skip;

/** Processes whose environment or command line names the sandbox's folder. */
function processesOf(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const dead = /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
        return !dead && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    });
}

async function gone(mark: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (processesOf(mark).length > 0) {
    if (Date.now() > deadline) throw new Error(`still there: ${processesOf(mark).join(', ')}`);
    await new Promise(setImmediate);
  }
}

async function refuses(endpoint: string): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => 'open'),
    once(socket, 'error').then(() => 'closed'),
  ]).catch(() => 'closed');
  socket.destroy();
  return outcome === 'closed';
}

describe('a sandbox leaves nothing behind', () => {
  const up = () => sandboxUp('--instances', '1', '--workers', '1', '--empty');
  const endpointOf = (sandbox: TestSandbox) => sandbox.environment['AWS_ENDPOINT_URL']!;
  const markOf = async (sandbox: TestSandbox) => {
    const { id } = await sandbox.json<{ id: string }>('sandbox', 'status', '--port', new URL(endpointOf(sandbox)).port);
    return `BLUEGREEN_SANDBOX_ID=${id}`;
  };

  it('after down', async () => {
    const sandbox = await up();
    const mark = await markOf(sandbox);
    const run = await bluegreen(['sandbox', 'down', '--port', new URL(endpointOf(sandbox)).port], sandbox.environment);
    expect(run).toMatchObject({ code: 0 });
    expect(await refuses(endpointOf(sandbox))).toBe(true);
    if (process.platform === 'linux') await gone(mark);
  });

  it('after Ctrl-C', async () => {
    const sandbox = await up();
    const mark = await markOf(sandbox);
    process.kill(sandbox.pid, 'SIGINT');
    await sandbox.stop();
    expect(await refuses(endpointOf(sandbox))).toBe(true);
    if (process.platform === 'linux') await gone(mark);
  });

  linux('after kill -9, with the app running', async () => {
    const sandbox = await sandboxUp('--instances', '1', '--workers', '2');
    const mark = await markOf(sandbox);
    expect(processesOf(mark).length).toBeGreaterThan(4);
    process.kill(sandbox.pid, 'SIGKILL');
    await gone(mark);
  });

  it('and two run side by side', async () => {
    const [one, two] = await Promise.all([up(), up()]);
    expect(endpointOf(one)).not.toBe(endpointOf(two));
    expect(one.environment['ALB_DNS_NAME']).not.toBe(two.environment['ALB_DNS_NAME']);
    await Promise.all([one.stop(), two.stop()]);
  });
});
