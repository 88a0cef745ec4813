import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  inPlaceEvents,
  writeBundle,
  type DeploymentFacts,
  type EventOutcome,
  type LifecycleEventName,
} from '@bluegreen/appspec';
import { createAddresses } from '../addresses/address-book.js';
import { createHosts, endProcessesOf, type Hosts, type HostsOptions } from './index.js';
import { processesOf } from './processes.js';
import { steppedClock, type SteppedClock } from './testing/stepped-clock.js';

// Real processes on a busy machine.
jest.setTimeout(60_000);

const spec = { groupName: 'blue-asg', tags: { Color: 'blue' }, availabilityZone: 'us-east-1a' };
const SERVER = `require('http').createServer((q, s) => s.end(process.env.BLUEGREEN_INSTANCE)).listen(+process.env.BLUEGREEN_PORT, process.env.BLUEGREEN_HOST, () => process.send && process.send('ready'));`;

let folder: string;
let clock: SteppedClock;
let hosts: Hosts;
let problems: string[];
const archives = new Map<string, string>();

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bluegreen-hosts-')));
  clock = steppedClock();
  problems = [];
  hosts = createHosts(options());
});
afterEach(async () => {
  await hosts.close();
  await rm(folder, { recursive: true, force: true });
});

function options(): HostsOptions {
  return {
    clock,
    folder,
    sandboxId: 'spec',
    addresses: createAddresses({ ownHosts: false }).instances,
    revisions: {
      open: (_bucket, key) => {
        const file = archives.get(key);
        return Promise.resolve(file ? { stream: createReadStream(file), eTag: 'tag' } : null);
      },
    },
    variables: ({ tags }) => ({
      BLUEGREEN_COLOR: tags['Color'] ?? '',
      BLUEGREEN_WORKERS: '2',
      BLUEGREEN_NOTE: "it's here",
    }),
    onProblem: (message) => problems.push(message),
  };
}

/** Packs a revision whose hooks are the given shell scripts. */
async function revision(key: string, hooks: Partial<Record<LifecycleEventName, string>>): Promise<DeploymentFacts> {
  const source = join(folder, `source-${key}`);
  await mkdir(join(source, 'hooks'), { recursive: true });
  await writeFile(join(source, 'server.js'), SERVER);
  const sections = Object.keys(hooks).map(
    (event) => `  ${event}:\n    - location: hooks/${event}.sh\n      timeout: 30\n`,
  );
  await writeFile(
    join(source, 'appspec.yml'),
    `version: 0.0\nos: linux\nfiles:\n  - source: server.js\n    destination: /opt/app\nhooks:\n${sections.join('')}`,
  );
  for (const [event, script] of Object.entries(hooks)) {
    await writeFile(
      join(source, `hooks/${event}.sh`),
      `#!/bin/bash\nset -eu\n. "$BLUEGREEN_ROOT/etc/bluegreen/instance.env"\n${script}\n`,
      { mode: 0o755 },
    );
  }
  const output = join(folder, `${key}.zip`);
  await writeBundle({ source, output });
  archives.set(key, output);
  return {
    deploymentId: `d-${key.toUpperCase().padEnd(9, 'X')}`,
    applicationName: 'shop',
    deploymentGroupName: 'blue',
    deploymentGroupId: 'group-id',
    bundle: { bucket: 'artifacts', key, version: null, eTag: null, type: 'zip' },
    fileExistsBehavior: 'DISALLOW',
    ignoreApplicationStopFailures: false,
  };
}

async function launch(): Promise<{ id: string; root: string; url: string }> {
  const { id } = await hosts.launch(spec);
  expect(hosts.describe(id)).toMatchObject({ state: 'pending', agentAlive: false });
  await clock.advance(5_000);
  const { root, address } = hosts.describe(id) ?? fail(id);
  return { id, root, url: `http://${address.host}:${address.port}/` };
}

function fail(id: string): never {
  throw new Error(`${id} is not there.`);
}

async function deploy(id: string, facts: DeploymentFacts, events = inPlaceEvents): Promise<EventOutcome[]> {
  const outcomes: EventOutcome[] = [];
  for (const event of events) outcomes.push((await hosts.agentOf(id)?.runEvent(event, facts)) ?? fail(id));
  return outcomes;
}

/** The server's answer once it gives one; null when it refuses the connection and `gone` is wanted. */
async function answer(url: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      return await (await fetch(url)).text();
    } catch {
      await delay(25);
    }
  }
  throw new Error(`${url} did not answer.`);
}

const refuses = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  );

const START = 'nohup node "$BLUEGREEN_ROOT/opt/app/server.js" >/dev/null 2>&1 </dev/null &';
const EXPORT = 'export BLUEGREEN_HOST BLUEGREEN_PORT BLUEGREEN_INSTANCE';

describe('an instance', () => {
  it("is a folder with its environment, its tools and nothing of the parent's secrets", async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'parent-secret';
    const { id, root } = await launch();
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    const facts = await revision('v1', {
      BeforeInstall:
        'env > "$BLUEGREEN_ROOT/seen"; pwd >> "$BLUEGREEN_ROOT/seen"; command -v node pm2 >> "$BLUEGREEN_ROOT/seen"; echo "note=$BLUEGREEN_NOTE" >> "$BLUEGREEN_ROOT/seen"',
    });
    await deploy(id, facts);
    const seen = (await readFile(join(root, 'seen'), 'utf8')).split('\n');
    expect(seen).toEqual(
      expect.arrayContaining([
        `BLUEGREEN_ROOT=${root}`,
        'BLUEGREEN_SANDBOX_ID=spec',
        `HOME=${root}`,
        `PM2_HOME=${root}/var/lib/bluegreen/pm2`,
        'PM2_DISABLE_VERSION_CHECK=true',
        'LIFECYCLE_EVENT=BeforeInstall',
        'BUNDLE_KEY=v1',
        root,
        `${root}/bin/node`,
        `${root}/bin/pm2`,
        "note=it's here",
      ]),
    );
    expect(seen.join()).not.toContain('parent-secret');
    expect((await stat(join(root, 'var/lib/bluegreen/pm2/touch'))).isFile()).toBe(true);
    const env = await readFile(join(root, 'etc/bluegreen/instance.env'), 'utf8');
    expect(env).toMatch(
      new RegExp(`BLUEGREEN_INSTANCE=${id}\nBLUEGREEN_HOST=127.0.0.1\nBLUEGREEN_PORT=\\d+\nBLUEGREEN_NGINX=off`),
    );
    expect(env).toContain('BLUEGREEN_COLOR=blue\nBLUEGREEN_WORKERS=2\n');
  });

  it('gets an address of its own for the workers when nginx stands before them', async () => {
    hosts = createHosts({ ...options(), nginx: true });
    const { id } = await launch();
    const { address, appAddress, root } = hosts.describe(id) ?? fail(id);
    expect(appAddress?.port).not.toBe(address.port);
    expect(await readFile(join(root, 'etc/bluegreen/instance.env'), 'utf8')).toContain(
      `BLUEGREEN_NGINX=on\nBLUEGREEN_APP_HOST=127.0.0.1\nBLUEGREEN_APP_PORT=${appAddress?.port}`,
    );
  });

  it('reports what S3 does not have as a failed DownloadBundle (contract C5)', async () => {
    const { id } = await launch();
    const facts = await revision('v1', {});
    archives.delete('v1');
    expect((await deploy(id, facts, ['DownloadBundle']))[0]).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
      message: expect.stringContaining('s3://artifacts/v1'),
    });
  });

  it('is found by tags only while it runs', async () => {
    const { id } = await launch();
    expect(hosts.taggedWith([{ Key: 'Color', Value: 'blue', Type: 'KEY_AND_VALUE' }])).toEqual([id]);
    expect(
      hosts.taggedWith([
        { Key: 'Color', Value: 'green' },
        { Value: 'red', Type: 'VALUE_ONLY' },
      ]),
    ).toEqual([]);
    await hosts.terminate(id);
    expect(hosts.taggedWith([{ Key: 'Color', Type: 'KEY_ONLY' }])).toEqual([]);
  });
});

describe('its processes', () => {
  it('end with it, its folder too; it stays known for an hour', async () => {
    const { id, root, url } = await launch();
    await deploy(id, await revision('v1', { ApplicationStart: `${EXPORT}\n${START}` }));
    expect(await answer(url)).toBe(id);
    expect(hosts.addressOf(id)).toBeDefined();
    await hosts.terminate(id);
    expect(await processesOf(root)).toEqual([]);
    expect(await refuses(url)).toBe(true);
    await expect(stat(root)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(hosts.describe(id)).toMatchObject({ state: 'terminated', stateReason: 'Client.UserInitiatedShutdown' });
    expect(hosts.addressOf(id)).toBeUndefined();
    expect(hosts.agentOf(id)).toBeUndefined();
    await clock.advance(3_600_000);
    expect(hosts.describe(id)).toBeUndefined();
  });

  it('end also when they ignore SIGTERM, and a hook that hangs ends with them', async () => {
    const { id, root } = await launch();
    const facts = await revision('v1', {
      BeforeInstall: `trap '' TERM; set -m; nohup bash -c "trap '' TERM; while :; do sleep 0.1; done" >/dev/null 2>&1 </dev/null & touch "$BLUEGREEN_ROOT/up"; sleep 60`,
    });
    await deploy(id, facts, ['DownloadBundle']);
    const hanging = hosts.agentOf(id)?.runEvent('BeforeInstall', facts);
    for (let tries = 0; tries < 200 && !(await stat(join(root, 'up')).catch(() => null)); tries += 1) await delay(20);
    expect((await processesOf(root)).length).toBeGreaterThanOrEqual(2);
    await hosts.crash(id);
    expect(await hanging).toMatchObject({ status: 'Failed' });
    expect(await processesOf(root)).toEqual([]);
    expect(hosts.describe(id)).toMatchObject({ state: 'terminated', stateReason: 'Server.InternalError' });
  });

  it('of PM2 end with its daemon and nothing restarts them', async () => {
    const { id, root, url } = await launch();
    const start = `${EXPORT}\npm2 start "$BLUEGREEN_ROOT/opt/app/server.js" -i 2 >/dev/null`;
    const outcomes = await deploy(id, await revision('v1', { ApplicationStart: start }));
    expect(outcomes.filter(({ status }) => status === 'Failed')).toEqual([]);
    expect(await answer(url)).toBe(id);
    expect((await processesOf(root)).length).toBeGreaterThanOrEqual(3);
    await endProcessesOf(root);
    expect(await processesOf(root)).toEqual([]);
    expect(await refuses(url)).toBe(true);
  });

  it('of another instance are left alone', async () => {
    const one = await launch();
    const two = await launch();
    const facts = await revision('v1', { ApplicationStart: `${EXPORT}\n${START}` });
    await Promise.all([deploy(one.id, facts), deploy(two.id, facts)]);
    await Promise.all([answer(one.url), answer(two.url)]);
    await hosts.terminate(one.id);
    expect(await answer(two.url)).toBe(two.id);
  });
});

describe('stop, start, and a sandbox that comes back', () => {
  it('stops everything, and starts the installed application again', async () => {
    const { id, url } = await launch();
    await deploy(id, await revision('v1', { ApplicationStart: `${EXPORT}\n${START}` }));
    await answer(url);
    await hosts.stop(id);
    expect(hosts.state(id)).toBe('stopped');
    expect(hosts.agentOf(id)?.alive).toBe(false);
    expect(await refuses(url)).toBe(true);
    const started = hosts.start(id);
    await clock.advance(5_000);
    await started;
    expect(hosts.state(id)).toBe('running');
    expect(await answer(url)).toBe(id);
    expect(problems).toEqual([]);
  });

  it('brings instances of a snapshot back at their address with their application', async () => {
    const { id, url } = await launch();
    await deploy(id, await revision('v1', { ApplicationStart: `${EXPORT}\n${START}` }));
    await answer(url);
    const saved = JSON.parse(JSON.stringify(hosts.snapshot())) as object;
    await hosts.close();
    expect(await refuses(url)).toBe(true);
    hosts = createHosts(options());
    await hosts.restore(saved);
    expect(hosts.describe(id)).toMatchObject({ state: 'running', agentAlive: true, tags: { Color: 'blue' } });
    expect(await answer(url)).toBe(id);
  });

  it('says so when an application does not come up again', async () => {
    const { id } = await launch();
    await deploy(id, await revision('v1', { ApplicationStart: 'echo broken >&2; test -e "$BLUEGREEN_ROOT/never"' }));
    await hosts.stop(id);
    const started = hosts.start(id);
    await clock.advance(5_000);
    await started;
    expect(problems).toEqual([expect.stringContaining('the application did not start')]);
  });

  it('moves an instance to another address when its own was taken meanwhile', async () => {
    const { id } = await launch();
    const former = hosts.describe(id)?.address;
    const saved = JSON.parse(JSON.stringify(hosts.snapshot())) as object;
    await hosts.close();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(former?.port, '127.0.0.1', resolve));
    hosts = createHosts(options());
    await hosts.restore(saved);
    await new Promise((resolve) => squatter.close(resolve));
    const address = hosts.describe(id)?.address;
    expect(address?.port).not.toBe(former?.port);
    expect(await readFile(join(folder, 'instances', id, 'etc/bluegreen/instance.env'), 'utf8')).toContain(
      `BLUEGREEN_PORT=${address?.port}\n`,
    );
  });
});
