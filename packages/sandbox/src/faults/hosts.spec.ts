import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBundle, type DeploymentFacts, type LifecycleEventName } from '@bluegreen/appspec';
import { scaledClock } from '../clock.js';
import { createHosts, type Hosts } from '../hosts/index.js';
import { until } from '../testing/until.js';
import { createFaultBook, type FaultBook } from './index.js';

// Real processes on a busy machine.
jest.setTimeout(30_000);

let folder: string;
let hosts: Hosts;
let faults: FaultBook;
let id: string;

const facts: DeploymentFacts = {
  ...{ deploymentId: 'd-1', applicationName: 'shop', deploymentGroupName: 'blue', deploymentGroupId: 'g-1' },
  bundle: { bucket: 'b', key: 'shop.zip', version: null, eTag: null, type: 'zip' },
  fileExistsBehavior: 'OVERWRITE',
  ignoreApplicationStopFailures: false,
};
const run = (event: LifecycleEventName) => hosts.agentOf(id)!.runEvent(event, facts);

async function revision(): Promise<void> {
  const source = join(folder, 'revision');
  await mkdir(join(source, 'hooks'), { recursive: true });
  const hook = (event: string, timeout: number) => [
    ...[`  ${event}:`, '    - location: hooks/start.sh', `      timeout: ${timeout}`],
  ];
  const hooks = ['hooks:', ...hook('AfterInstall', 25), ...hook('ApplicationStart', 2)];
  await writeFile(join(source, 'appspec.yml'), ['version: 0.0', 'os: linux', ...hooks, ''].join('\n'));
  await writeFile(join(source, 'hooks/start.sh'), '#!/usr/bin/env bash\nbash -c "echo started"\n', { mode: 0o755 });
  await writeBundle({ source, output: join(folder, 'shop.zip') });
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bluegreen-faults-')));
  await revision();
  faults = createFaultBook({ now: Date.now, known: () => new Map(), hosts: () => hosts.faulty() });
  hosts = createHosts({
    clock: scaledClock(1000),
    folder,
    sandboxId: 'spec',
    addresses: { allot: () => Promise.resolve({ host: '127.0.0.1', port: 1 }) },
    revisions: {
      open: (_bucket, key) => Promise.resolve({ stream: createReadStream(join(folder, key)), eTag: 'tag' }),
    },
    variables: () => ({}),
    faults,
  });
  const tags = { BlueGreenColor: 'blue' };
  ({ id } = await hosts.launch({ groupName: 'blue-asg', tags, availabilityZone: 'us-east-1a' }));
  await until(
    () => hosts.state(id),
    (state) => state === 'running',
  );
});
afterEach(async () => {
  await hosts.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['hook-hangs', 'ApplicationStart', { status: 'Failed', errorCode: 'ScriptTimedOut' }],
  [
    'hook-keeps-output-open',
    'ApplicationStart',
    { status: 'Failed', message: expect.stringContaining('failed to close STDOUT') as string },
  ],
  ['hook-floods', 'AfterInstall', { status: 'Succeeded', logTail: expect.stringContaining('started') as string }],
] as const)('%s: the event ends as the agent ends it, and the next one is well', async (kind, event, outcome) => {
  await run('DownloadBundle');
  faults.add({ kind, where: 'blue', event });
  expect(await run(event)).toMatchObject(outcome);
  expect(await run(event)).toMatchObject({ status: 'Succeeded' });
  expect(faults.list()).toMatchObject([{ acted: 1, armed: false }]);
});

it('disk-full: the bundle cannot be written, once', async () => {
  faults.add({ kind: 'disk-full' });
  expect(await run('DownloadBundle')).toMatchObject({
    status: 'Failed',
    message: expect.stringContaining('ENOSPC') as string,
  });
  expect(await run('DownloadBundle')).toMatchObject({ status: 'Succeeded' });
});

it('agent-dies: it answers no more until the fault is cleared', async () => {
  faults.add({ id: 'dead', kind: 'agent-dies', event: 'DownloadBundle' });
  expect(hosts.agentOf(id)!.alive).toBe(true);
  await run('DownloadBundle');
  expect(hosts.agentOf(id)!.alive).toBe(false);
  faults.clear('dead');
  expect(hosts.agentOf(id)!.alive).toBe(true);
});

it('agent-freezes: the event stands still until the fault is cleared', async () => {
  faults.add({ kind: 'agent-freezes', where: id });
  let ended = false;
  const event = run('DownloadBundle').finally(() => (ended = true));
  await until(
    () => faults.list()[0]!.acted,
    (acted) => acted === 1,
  );
  expect([ended, hosts.agentOf(id)!.alive]).toEqual([false, true]);
  faults.clear();
  expect(await event).toMatchObject({ status: 'Succeeded' });
});

it.each([
  ['at once', undefined],
  ['in mid event', 'DownloadBundle'],
] as const)('instance-dies %s: it is gone, and nobody asked for it', async (_when, event) => {
  faults.add({ kind: 'instance-dies', where: 'blue-asg', event });
  if (event) await run(event);
  await until(
    () => hosts.state(id),
    (state) => state === 'terminated',
  );
  expect(hosts.describe(id)).toMatchObject({ stateReason: 'Server.InternalError' });
});

it('is about the instances it names, and no others', async () => {
  faults.add({ kind: 'instance-dies', where: 'green' });
  faults.add({ kind: 'disk-full', where: 'green' });
  expect(await run('DownloadBundle')).toMatchObject({ status: 'Succeeded' });
  expect(hosts.state(id)).toBe('running');
});
