import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deploymentRig } from '../testing/deployment-rig.js';
import type { DeploymentRig } from '../testing/deployment-rig.js';
import { hook, sh } from '../testing/hook-scripts.js';
import { contents, temporaryFolders } from '../testing/temp-folder.js';

/** Whether a process runs; one that has ended and waits to be collected by init does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Reads a file until it has something in it. */
async function appearing(file: string): Promise<string> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.endsWith('\n')) return text.trim();
    if (performance.now() > deadline) throw new Error(`${file} does not appear`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function gone(pid: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (isAlive(pid)) {
    if (performance.now() > deadline) throw new Error(`process ${pid} stays`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Seconds in which a shell has surely set its trap, also on a busy machine. */
const LONG_ENOUGH_TO_START = 4;

describe('processes of hooks', () => {
  const { create, removeAll } = temporaryFolders();
  const left: number[] = [];
  let rig: DeploymentRig;
  beforeEach(async () => {
    rig = await deploymentRig(await create());
  });
  afterEach(async () => {
    for (const pid of left.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await removeAll();
  });

  const hooksOf = async (deployment: string) => rig.run(deployment, ['DownloadBundle', 'BeforeInstall']);

  it('ends the whole process group of a script that takes too long, with SIGTERM', async () => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall', 'hook.sh', LONG_ENOUGH_TO_START),
      'hook.sh': sh(
        'sh -c \'trap "echo obeyed > child.end; exit" TERM; echo $$ > child.pid; while :; do sleep 0.02; done\' &\nwait',
      ),
    });
    expect(await hooksOf('d-1')).toMatchObject({ errorCode: 'ScriptTimedOut' });
    await gone(Number(await appearing(path.join(rig.root, 'child.pid'))));
    expect(await appearing(path.join(rig.root, 'child.end'))).toBe('obeyed');
  }, 20_000);

  it.each([
    ['STDOUT', 'sleep 30 2>/dev/null &'],
    ['STDERR', 'sleep 30 >/dev/null &'],
  ])('fails when a background process keeps %s open, and leaves the process alone', async (stream, command) => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall', 'hook.sh', 1),
      'hook.sh': sh(`${command}\necho $! > child.pid`),
    });
    const outcome = await hooksOf('d-1');
    const pid = Number(await appearing(path.join(rig.root, 'child.pid')));
    left.push(pid);
    expect(outcome).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
      scriptName: 'hook.sh',
      message: `Script at specified location: hook.sh failed to close ${stream}`,
    });
    expect(isAlive(pid)).toBe(true);
  });

  it('does not wait for a background process that holds no output', async () => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall'),
      'hook.sh': sh('sleep 30 >/dev/null 2>&1 </dev/null &\necho $! > child.pid'),
    });
    expect(await hooksOf('d-1')).toMatchObject({ status: 'Succeeded' });
    const pid = Number(await appearing(path.join(rig.root, 'child.pid')));
    left.push(pid);
    expect(isAlive(pid)).toBe(true);
  });

  it('stops a script and its children when the signal fires', async () => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall'),
      'hook.sh': sh('sleep 60 &\necho $! > child.pid\nwait'),
    });
    const stop = new AbortController();
    await rig.run('d-1', ['DownloadBundle']);
    const running = rig.host.runEvent('BeforeInstall', rig.facts('d-1'), stop.signal);
    const pid = Number(await appearing(path.join(rig.root, 'child.pid')));
    stop.abort();
    expect(await running).toMatchObject({
      status: 'Failed',
      errorCode: 'ScriptFailed',
      message: expect.stringContaining('was stopped'),
    });
    await gone(pid);
  });

  it('kills what does not obey SIGTERM when the signal fires', async () => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall'),
      'hook.sh': sh('trap "" TERM\necho $$ > own.pid\nwhile :; do sleep 0.05; done'),
    });
    const stop = new AbortController();
    await rig.run('d-1', ['DownloadBundle']);
    const running = rig.host.runEvent('BeforeInstall', rig.facts('d-1'), stop.signal);
    const pid = Number(await appearing(path.join(rig.root, 'own.pid')));
    stop.abort();
    expect(await running).toMatchObject({ status: 'Failed' });
    expect(isAlive(pid)).toBe(false);
  }, 15_000);

  it('does nothing for a signal that has fired before', async () => {
    await rig.publish('d-1', { 'appspec.yml': hook('BeforeInstall'), 'hook.sh': sh('touch ran') });
    await rig.run('d-1', ['DownloadBundle']);
    const outcome = await rig.host.runEvent('BeforeInstall', rig.facts('d-1'), AbortSignal.abort(new Error('halted')));
    expect(outcome).toMatchObject({ status: 'Failed', message: 'halted' });
    expect(Object.keys(await contents(rig.root))).not.toContain('ran');
  });
});
