import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killMarked, SANDBOX_ID_VARIABLE } from './marked-processes.js';
import { startWatchdog, watchdogStart } from './watchdog.js';

let folder: string;
let sandboxId: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-watchdog-'));
  sandboxId = randomUUID();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that ignores polite signals, as a stuck worker may. */
async function stubborn(id: string) {
  const child = spawn(
    process.execPath,
    ['-e', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')`],
    {
      detached: true,
      env: { PATH: process.env['PATH'], [SANDBOX_ID_VARIABLE]: id },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  return { child, exited };
}

it('kills every process with the mark, and no other', async () => {
  const [ours, others] = [await stubborn(sandboxId), await stubborn(`${sandboxId}-other`)];
  expect(await killMarked(`${SANDBOX_ID_VARIABLE}=${sandboxId}`, folder)).toBe(1);
  expect(await ours.exited).toEqual([null, 'SIGKILL']);
  expect(others.child.exitCode ?? others.child.signalCode).toBeNull();
  others.child.kill('SIGKILL');
  await others.exited;
});

it('cleans up when told to finish', async () => {
  const watchdog = await startWatchdog({ sandboxId, stateDir: folder, removeStateDir: true });
  const { exited } = await stubborn(sandboxId);
  await watchdog.finish();
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(existsSync(folder)).toBe(false);
});

it('leaves a state folder that is to be kept', async () => {
  await (await startWatchdog({ sandboxId, stateDir: folder, removeStateDir: false })).finish();
  expect(existsSync(folder)).toBe(true);
});

it('takes other folders along, whether or not the state folder stays', async () => {
  const logs = ['a', 'b'].map((name) => mkdtempSync(join(tmpdir(), `bluegreen-watchdog-log-${name}-`)));
  const watchdog = await startWatchdog({ sandboxId, stateDir: folder, removeStateDir: false });
  for (const log of logs) watchdog.takeAlong(log);
  await watchdog.finish();
  expect([...logs, folder].map((one) => existsSync(one))).toEqual([false, false, true]);
});

it.each([
  ['was killed with -9', (owner: number) => [owner]],
  ['was killed with all its descendants', (owner: number) => [owner, ...descendantsOf(owner)]],
])('cleans up after a sandbox that %s', async (_how, victims) => {
  const { command, args, stdio } = watchdogStart({ sandboxId, stateDir: folder, removeStateDir: true });
  const script = `
    const dog = require('node:child_process').spawn(${JSON.stringify(command)}, ${JSON.stringify(args)}, { detached: true, stdio: ${JSON.stringify(stdio)} });
    setInterval(() => {}, 1000);
    dog.stdout.on('data', (pid) => console.log(String(pid)));`;
  const owner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(owner.stdout, 'data');
  const { exited } = await stubborn(sandboxId);
  for (const pid of victims(owner.pid!)) process.kill(pid, 'SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  await until(() => !existsSync(folder));
});

/** What a killer of process trees finds below a process. */
function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const rows = table.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] =>
    rows.filter(([, itsParent]) => itsParent === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not come about within 5 s.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
