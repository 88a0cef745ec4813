import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { controlOf } from './control/control-client.js';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
import { buildSandbox } from './testing/build-sandbox.js';
import { clientOf } from './testing/client-of.js';
import { processesNaming } from './testing/processes.js';
import { TINY_APP } from './testing/tiny-app.js';
import { until } from './testing/until.js';
import { COLORS, SHIPPED } from './topology/names.js';

jest.setTimeout(120_000);

let stateDir: string;
beforeEach(() => (stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'bluegreen-sandbox-kept-')))));
afterEach(() => {
  expect(processesNaming(stateDir)).toEqual([]);
  rmSync(stateDir, { recursive: true, force: true });
});

const options = (): SandboxOptions => ({ port: 0, instances: 1, timeScale: 20, app: TINY_APP, stateDir });

/** Everything a user would want to find again. */
async function pictureOf(sandbox: Pick<Sandbox, 'endpoint' | 'stateDir' | 'environment' | 'status'>) {
  const client = clientOf(sandbox);
  for (const color of COLORS) {
    await until(
      () => client.health(color),
      (states) => states.join() === 'healthy',
    );
  }
  const { instances, listeners, productionUrl, testUrl } = await sandbox.status();
  // The endpoint's port is a new one each time.
  const environment = { ...sandbox.environment(), AWS_ENDPOINT_URL: undefined };
  const { deployments = [] } = await client.codedeploy.send(new ListDeploymentsCommand({}));
  const history = deployments.map(async (deploymentId) => {
    const { deploymentInfo } = await client.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    const { status, deploymentGroupName, completeTime, revision } = deploymentInfo ?? {};
    return { deploymentId, status, deploymentGroupName, completeTime, revision };
  });
  const { Versions = [] } = await client.s3.send(new ListObjectVersionsCommand({ Bucket: SHIPPED.bucket }));
  const versions = Versions.map(({ Key, VersionId, ETag, Size, IsLatest }) => [Key, VersionId, ETag, Size, IsLatest]);
  const serving = instances.map(async ({ address }) => (await fetch(`http://${address}/`)).json());
  const live = await client.answer();
  const all = { history: await Promise.all(history), versions, serving: await Promise.all(serving), live };
  return { instances, listeners, productionUrl, testUrl, environment, ...all };
}

/** Makes the sandbox differ in every way from a new one. */
async function use(sandbox: Pick<Sandbox, 'endpoint' | 'stateDir' | 'environment'>) {
  const client = clientOf(sandbox);
  for (const Body of ['one', 'two']) {
    await client.s3.send(new PutObjectCommand({ Bucket: SHIPPED.bucket, Key: 'note', Body }));
  }
  await client.deploy('green', 'tiny-2');
  await client.makeLive('green');
  await until(
    () => client.answer(),
    ({ color }) => color === 'green',
  );
}

it('goes on where it stopped', async () => {
  const first = await startSandbox(options());
  await use(first);
  const before = await pictureOf(first);
  expect(before).toMatchObject({ live: { release: 'tiny-2', color: 'green' }, history: [{}, {}, {}] });
  await first.stop();

  // No app is needed any more, and what is asked for otherwise is what was there before.
  const second = await startSandbox({ ...options(), app: undefined, instances: 2 });
  try {
    expect((await second.status()).instances.map(({ health }) => health)).toEqual(['healthy', 'healthy']);
    expect(await pictureOf(second)).toEqual(before);
    expect(await clientOf(second).deploy('blue', 'tiny-3')).toMatchObject({ status: 'Succeeded' });
  } finally {
    await second.stop();
  }
});

it('goes on after a kill -9', async () => {
  const built = await buildSandbox();
  try {
    const child = await startInChild(built.file);
    await use(child);
    const before = await pictureOf(child);
    const processes = processesNaming(stateDir);
    expect(processes.length).toBeGreaterThanOrEqual(4);
    await child.kill();

    const second = await startSandbox(options());
    try {
      expect(await pictureOf(second)).toEqual(before);
      expect(processes.filter((pid) => processesNaming(stateDir).includes(pid))).toEqual([]);
    } finally {
      await second.stop();
    }
  } finally {
    rmSync(built.folder, { recursive: true });
  }
});

it('starts over after a first start that was cut off', async () => {
  const stopping = new AbortController();
  const onProgress = (line: string) => line.startsWith('Waiting until') && stopping.abort(new Error('cut off'));
  await expect(startSandbox({ ...options(), signal: stopping.signal, onProgress })).rejects.toThrow('cut off');
  expect(readdirSync(join(stateDir, 'instances'))).toHaveLength(2);

  const second = await startSandbox(options());
  const { instances, live, history } = await pictureOf(second);
  await second.stop();
  expect({ live, instances, history }).toMatchObject({
    live: { release: 'tiny-1' },
    instances: [{}, {}],
    history: [{}, {}],
  });
  expect(readdirSync(join(stateDir, 'instances')).sort()).toEqual(instances.map(({ id }) => id).sort());
});

async function startInChild(file: string) {
  const script = `
    require(${JSON.stringify(file)}).startSandbox(${JSON.stringify(options())})
      .then(({ endpoint }) => console.log(endpoint), (error) => { console.error(error); process.exit(1); });`;
  const process_ = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(process_, 'exit');
  const [endpoint] = (await Promise.race([
    once(createInterface(process_.stdout), 'line'),
    exited.then(() => Promise.reject(new Error('The sandbox did not start.'))),
  ])) as [string];
  const control = controlOf(endpoint);
  const environment = await control.environment();
  return {
    endpoint,
    stateDir,
    environment: () => environment,
    status: () => control.status(),
    async kill() {
      process_.kill('SIGKILL');
      await exited;
    },
  };
}
