import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { controlOf } from './control/control-client.js';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
import { clientOf, type SandboxClient } from './testing/client-of.js';
import { processesNaming } from './testing/processes.js';
import { TINY_APP } from './testing/tiny-app.js';
import { until } from './testing/until.js';
import { SHIPPED } from './topology/names.js';

jest.setTimeout(120_000);

/** Sandboxes make their temporary folders in here, so that what they leave can be seen. */
let temporary: string;
beforeAll(() => {
  temporary = realpathSync(mkdtempSync(join(os.tmpdir(), 'bluegreen-sandbox-spec-')));
  jest.spyOn(os, 'tmpdir').mockReturnValue(temporary);
});
afterAll(() => {
  jest.restoreAllMocks();
  rmSync(temporary, { recursive: true, force: true });
});

const options: SandboxOptions = { port: 0, instances: 1, workers: 1, timeScale: 20, app: TINY_APP };
const left = () => ({ processes: processesNaming(temporary), folders: readdirSync(temporary) });
const NOTHING = { processes: [], folders: [] };

describe('a running sandbox', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;
  const lines: string[] = [];
  beforeAll(async () => {
    sandbox = await startSandbox({ ...options, onProgress: (line) => lines.push(line) });
    client = clientOf(sandbox);
  });
  afterAll(async () => {
    await sandbox.stop();
    expect(left()).toEqual(NOTHING);
  });

  it('starts with the app on both colours and BLUE live', async () => {
    const status = await sandbox.status();
    expect(status).toMatchObject({ ready: true, pid: process.pid, endpoint: sandbox.endpoint, timeScale: 20 });
    expect(status.instances.map(({ color, state, health }) => [color, state, health])).toEqual([
      ['blue', 'running', 'healthy'],
      ['green', 'running', 'healthy'],
    ]);
    expect(await client.answer()).toMatchObject({
      release: 'tiny-1',
      color: 'blue',
      instance: status.instances[0]?.id,
    });
    const byHeader = await fetch(status.testUrl!, { headers: { [SHIPPED.colorHeader]: 'green' } });
    expect(await byHeader.json()).toMatchObject({ color: 'green' });
    expect(lines).toContain(`AWS answers at ${sandbox.endpoint}`);
  });

  it('gives the variables that clients and the pipeline need', async () => {
    const { productionUrl, listeners } = await sandbox.status();
    expect(sandbox.environment()).toMatchObject({
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_REGION: 'us-east-1',
      ALB_LISTENER_ARN: listeners.find(({ port }) => port === 80)?.arn,
      ALB_DNS_NAME: productionUrl?.slice('http://'.length),
      CODEDEPLOY_APPLICATION_NAME: SHIPPED.application,
      CODEDEPLOY_S3_BUCKET: SHIPPED.bucket,
    });
  });

  it('deploys for real, and traffic goes where the listener says', async () => {
    expect(await client.deploy('green', 'tiny-2')).toMatchObject({ status: 'Succeeded' });
    expect(await client.answer()).toMatchObject({ release: 'tiny-1', color: 'blue' });
    await until(
      () => client.health('green'),
      (states) => states.every((state) => state === 'healthy'),
    );
    await client.makeLive('green');
    await until(
      () => client.answer(),
      ({ release, color }) => release === 'tiny-2' && color === 'green',
    );
    await client.makeLive('blue');
    await until(
      () => client.answer(),
      ({ color }) => color === 'blue',
    );
  });

  it('a new instance gets its group’s last successful revision before it counts, and an empty colour has none', async () => {
    await client.deploy('green', 'tiny-3');
    await client.setCapacity('green', 2);
    const group = async () => {
      const answer = await client.autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [SHIPPED.autoScalingGroup('green')] }),
      );
      return (answer.AutoScalingGroups?.[0]?.Instances ?? []).map(({ LifecycleState }) => LifecycleState);
    };
    await until(group, (states) => states.length === 2 && states.every((state) => state === 'InService'));
    const green = (await sandbox.status()).instances.filter(({ color }) => color === 'green');
    const releases = green.map(async ({ address }) => {
      const answer = await fetch(`http://${address}/`);
      return ((await answer.json()) as { release: string }).release;
    });
    expect(await Promise.all(releases)).toEqual(['tiny-3', 'tiny-3']);
    const { deployments } = await client.codedeploy.send(new ListDeploymentsCommand({}));
    const { deploymentInfo } = await client.codedeploy.send(
      new GetDeploymentCommand({ deploymentId: deployments?.[0] }),
    );
    expect(deploymentInfo).toMatchObject({ creator: 'autoscaling', status: 'Succeeded' });
    await until(
      () => client.health('green'),
      (states) => states.join() === 'healthy,healthy',
    );

    await client.setCapacity('green', 0);
    await until(group, (states) => states.length === 0);
    await until(
      () => client.health('green'),
      (states) => states.length === 0,
    );
    for (const { id } of green) expect(processesNaming(id)).toEqual([]);
    expect(await client.answer()).toMatchObject({ color: 'blue' });
  });
});

it('leaves nothing after stop, and anyone can wait for the end', async () => {
  const sandbox = await startSandbox({ ...options, empty: true });
  expect(left()).toEqual({ processes: [expect.any(Number)], folders: [expect.any(String)] });
  const ended = sandbox.ended();
  await Promise.all([sandbox.stop(), sandbox.stop()]);
  await ended;
  expect(left()).toEqual(NOTHING);
  await expect(fetch(sandbox.endpoint)).rejects.toThrow();
});

it('stopped from outside, it is gone when the one who asked is told so', async () => {
  const sandbox = await startSandbox(options);
  await controlOf(sandbox.endpoint).stop();
  expect(left()).toEqual(NOTHING);
  await sandbox.ended();
});

it.each(['Waiting for the instances', 'Deploying tiny-1 to BLUE and GREEN', 'Waiting until every instance is healthy'])(
  'aborted at "%s", it ends everything and rejects with the reason',
  async (moment) => {
    const stopping = new AbortController();
    const reason = new Error('enough');
    const onProgress = (line: string) => line === moment && stopping.abort(reason);
    await expect(startSandbox({ ...options, signal: stopping.signal, onProgress })).rejects.toBe(reason);
    expect(left()).toEqual(NOTHING);
  },
);

it('stopped from outside while it starts, it ends everything and says so', async () => {
  let stopped: Promise<void> | undefined;
  const onProgress = (line: string) => {
    const endpoint = /^AWS answers at (.*)$/.exec(line)?.[1];
    if (endpoint) stopped = controlOf(endpoint).stop();
  };
  await expect(startSandbox({ ...options, onProgress })).rejects.toThrow('stopped while it was starting');
  expect(left()).toEqual(NOTHING);
  await stopped;
});

it('of two starts in one folder at once, one comes up', async () => {
  const stateDir = join(temporary, 'state');
  const both = await Promise.allSettled([1, 2].map(() => startSandbox({ ...options, empty: true, stateDir })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  for (const one of both) {
    if (one.status === 'fulfilled') await one.value.stop();
    else expect(String(one.reason)).toContain('another sandbox is being started');
  }
  expect(processesNaming(temporary)).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

it('says that a port is taken, and leaves nothing', async () => {
  const squatter = await listening();
  const { port } = squatter.address() as AddressInfo;
  await expect(startSandbox({ ...options, port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining(`127.0.0.1:${port}`),
  });
  expect(left()).toEqual(NOTHING);
  await new Promise((resolve) => squatter.close(resolve));
});

it('refuses a state folder in which a sandbox runs, and takes it once that one has stopped', async () => {
  const stateDir = join(temporary, 'state');
  const first = await startSandbox({ ...options, empty: true, stateDir });
  await expect(startSandbox({ ...options, empty: true, stateDir })).rejects.toThrow(
    `stateDir: a sandbox runs in ${stateDir} already (process ${process.pid}, ${first.endpoint}).`,
  );
  expect((await first.status()).ready).toBe(true);
  await first.stop();
  await (await startSandbox({ ...options, empty: true, stateDir })).stop();
  rmSync(stateDir, { recursive: true });
});

it.each<[SandboxOptions, string]>([
  [{ port: 70_000 }, 'port must be'],
  [{ instances: 5 }, 'instances must be'],
  [{ workers: 0 }, 'workers must be'],
  [{ timeScale: 0 }, 'timeScale must be'],
  [{ app: undefined }, 'app: name the folder'],
  [{ app: '/nowhere/at/all' }, 'app: /nowhere/at/all cannot be read (ENOENT).'],
  [{ app: __filename }, `app: ${__filename} is not a folder.`],
  [{ app: __dirname }, 'there is no appspec.yml at the top of'],
  [{ stateDir: __filename }, `stateDir: ${__filename} cannot be made or opened as a folder (EEXIST).`],
])('refuses %j before anything is left behind', async (wrong, message) => {
  await expect(startSandbox({ ...options, ...wrong })).rejects.toThrow(message);
  expect(left()).toEqual(NOTHING);
});

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}
