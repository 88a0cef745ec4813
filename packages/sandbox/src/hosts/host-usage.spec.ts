import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureUsage, usageGauge, type MeasuredHost } from './host-usage.js';
import { INSTANCE_ROOT_VARIABLE } from './processes.js';

let root: string;
let child: ChildProcess | undefined;
beforeEach(async () => (root = await realpath(await mkdtemp(join(tmpdir(), 'bluegreen-usage-')))));
afterEach(async () => {
  if (child) await end(child);
  await rm(root, { recursive: true, force: true });
});

async function end(running: ChildProcess): Promise<void> {
  child = undefined;
  running.kill('SIGKILL');
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
}

async function startProcess(): Promise<ChildProcess> {
  const program = 'process.stdout.write("up"); setInterval(() => {}, 60_000);';
  const env = { ...process.env, [INSTANCE_ROOT_VARIABLE]: root };
  child = spawn(process.execPath, ['-e', program], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout!, 'data');
  return child;
}

const host = (given: Partial<MeasuredHost> = {}): MeasuredHost => ({
  ...{ instanceId: 'i-1', root, groupName: 'blue-asg', diskFull: false },
  ...given,
});

describe('measureUsage', () => {
  it('counts the memory of the processes of each instance, as long as they live', async () => {
    const running = await startProcess();
    const other = host({ root: join(root, '..'), groupName: 'green-asg' });
    const [blue, green] = await measureUsage([host(), other]);
    expect(blue).toMatchObject({ groupName: 'blue-asg' });
    expect(blue!.memoryPercent).toBeGreaterThan(0);
    expect(blue!.memoryPercent).toBeLessThan(100);
    expect(green).toMatchObject({ groupName: 'green-asg', memoryPercent: 0 });
    await end(running);
    expect(await measureUsage([host()])).toMatchObject([{ memoryPercent: 0 }]);
  });

  it('shows the disk that the folder lies on, and a full one while it is full on purpose', async () => {
    const [real, full] = await measureUsage([host(), host({ diskFull: true })]);
    expect(real!.diskPercent).toBeGreaterThan(0);
    expect(real!.diskPercent).toBeLessThanOrEqual(100);
    expect(full!.diskPercent).toBe(100);
  });

  it('leaves out what is gone', async () => {
    expect(await measureUsage([host({ root: join(root, 'gone') })])).toEqual([]);
    expect(await measureUsage([])).toEqual([]);
  });
});

describe('usageGauge', () => {
  it('looks at most once a second', async () => {
    let now = 0;
    const hosts = [host()];
    const usage = usageGauge(
      () => hosts,
      () => now,
    );
    expect(await usage()).toHaveLength(1);
    hosts.push(host());
    now = 999;
    expect(await usage()).toHaveLength(1);
    now = 1_000;
    expect(await usage()).toHaveLength(2);
  });
});
