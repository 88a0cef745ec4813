import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP, bluegreen, CLI, start } from './testing/cli.js';
import { eventually } from './testing/eventually.js';
import { gitlabProject, MISSING_TOOLS } from './testing/gitlab-runner.js';
import { NO_SSHD, startSshServer, type SshServer } from './testing/ssh-server.js';

jest.setTimeout(60_000);

const overSsh = NO_SSHD === '' ? describe : describe.skip;
const NEWLINE = /\n/;

overSsh(`staging over a real sshd (${NO_SSHD || 'it is here'})`, () => {
  let folder: string;
  let temporary: string;
  let server: SshServer;
  let environment: NodeJS.ProcessEnv;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-staging-'));
    temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    server = await startSshServer(folder);
    environment = {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], USER: 'jane', TMPDIR: temporary },
      ...{
        STAGING_SERVER: server.address,
        STAGING_SSH_PRIVATE_KEY: server.key,
        STAGING_KNOWN_HOSTS: server.knownHosts,
      },
    };
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A release of one file; `validate` is what its ValidateService does. */
  function revision(release: string, validate = 'exit 0'): string {
    const source = join(folder, release);
    mkdirSync(source);
    const hook = '  ValidateService:\n    - location: validate.sh\n      timeout: 30\n';
    writeFileSync(
      join(source, 'appspec.yml'),
      `version: 0.0\nos: linux\nfiles:\n  - source: /app.txt\n    destination: /opt/app\nhooks:\n${hook}`,
    );
    writeFileSync(join(source, 'app.txt'), release);
    writeFileSync(join(source, 'validate.sh'), `#!/bin/sh\n${validate}\n`, { mode: 0o755 });
    return source;
  }
  const words = (release: string, source: string) => ['staging', 'deploy', '--source', source, '--release', release];
  const stage = (release: string, validate?: string, changes: NodeJS.ProcessEnv = {}) =>
    bluegreen(words(release, revision(release, validate)), { ...environment, ...changes });
  const onHost = (name: string) => join(server.root, name);
  const installed = () => readFileSync(onHost('opt/app/app.txt'), 'utf8');
  const untouched = () => expect(existsSync(onHost('opt'))).toBe(false);

  /** Starts a deployment and waits until its ValidateService waits for `open()`. */
  async function held(release: string) {
    const wait = 'touch "$BLUEGREEN_ROOT/waiting"; until test -e "$BLUEGREEN_ROOT/open"; do sleep 0.05; done';
    const running = start(words(release, revision(release, wait)), environment);
    await eventually(() => existsSync(onHost('waiting')));
    return { ...running, open: () => writeFileSync(onHost('open'), '') };
  }

  it('deploys, deploys the next, and brings the former back when validation fails', async () => {
    const first = await stage('v1');
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^127\.0\.0\.1:\d+ runs v1, validated\.\n$/) as string,
    });
    expect((await stage('v2')).stdout).toMatch(/runs v2, validated; v1 before\.\n$/);
    const failed = await stage('v3', 'echo "the port is silent" >&2; exit 4');
    expect(failed.code).toBe(7);
    expect(failed.stderr).toMatch(
      /ValidateService \(validate\.sh\) failed: .*exit code 4\n.*\n?.*\n? *\[stderr\]the port is silent/,
    );
    expect(failed.stderr).toMatch(/STAGING_ROLLED_BACK: .*runs v2 again/);
    expect(installed()).toBe('v2');
  });

  it('says when there is no release to go back to', async () => {
    const failed = await stage('v1', 'exit 1');
    expect([failed.code, failed.stderr]).toEqual([8, expect.stringMatching(/STAGING_FAILED: ACT NOW/)]);
  });

  it('runs the very app that goes to production, with PM2', async () => {
    const port = await freePort();
    mkdirSync(onHost('etc/bluegreen'), { recursive: true });
    const facts = { COLOR: 'blue', INSTANCE: 'staging', HOST: '127.0.0.1', PORT: port, WORKERS: 1, NGINX: 'off' };
    const lines = Object.entries(facts).map(([name, value]) => `BLUEGREEN_${name}=${value}\n`);
    writeFileSync(onHost('etc/bluegreen/instance.env'), lines.join(''));
    const app = join(folder, 'app');
    cpSync(APP, app, { recursive: true });
    try {
      const run = await bluegreen(words('v1', app), environment);
      expect(run).toMatchObject({ code: 0 });
      const version = await fetch(`http://127.0.0.1:${port}/version`);
      expect(await version.json()).toMatchObject({ release: 'v1', instance: 'staging' });
    } finally {
      execFileSync(join(app, 'hooks/stop.sh'), { env: { ...process.env, BLUEGREEN_ROOT: server.root } });
    }
  });

  (MISSING_TOOLS.length === 0 ? it : it.skip)('is what the job of the component does', async () => {
    const inputs = `      branch: main\n      source: v1\n      cli: ${process.execPath} ${CLI}\n`;
    const include = `stages: [deploy]\ninclude:\n  - local: /templates/staging.yml\n    inputs:\n${inputs}`;
    const project = gitlabProject({ '.gitlab-ci.yml': include });
    try {
      cpSync(revision('v1'), join(project.folder, 'v1'), { recursive: true });
      const key = { STAGING_SSH_PRIVATE_KEY: join(folder, 'user-key'), STAGING_KNOWN_HOSTS: server.knownHosts.trim() };
      const variables = { STAGING_SERVER: server.address, ...key };
      const { output } = await project.start(['deploy-to-staging'], variables).finished;
      expect(output).toMatch(/PASS .*deploy-to-staging/);
      expect(project.result()).toMatchObject({ command: 'staging deploy', exitCode: 0 });
      expect(installed()).toBe('v1');
    } finally {
      project.remove();
    }
  });

  it.each([
    [
      'a host key that nobody accepted',
      { STAGING_KNOWN_HOSTS: '' },
      /HOST_KEY_UNKNOWN[^]*SHA256:[^]*`ssh-keyscan -p \d+ 127\.0\.0\.1 >> ~\/\.ssh\/known_hosts`/,
    ],
    [
      'another host key than the known one',
      { STAGING_KNOWN_HOSTS: 'other' },
      /HOST_KEY_UNKNOWN[^]*another key than the one that is known[^]*SHA256:/,
    ],
    [
      'a key that the host does not know',
      { STAGING_SSH_PRIVATE_KEY: 'other' },
      /HOST_ACCESS_DENIED[^]*authorized_keys/,
    ],
    ['what is no key', { STAGING_SSH_PRIVATE_KEY: '-----BEGIN NOTHING-----' }, /HOST_ACCESS_DENIED[^]*BEGIN line/],
  ])('refuses %s, and changes nothing', async (_name, given, told) => {
    const known = server.knownHosts.split(' ')[0]!;
    const otherPublic = readFileSync(join(folder, 'other-key.pub'), 'utf8');
    const changes = {
      ...given,
      ...('STAGING_KNOWN_HOSTS' in given && given.STAGING_KNOWN_HOSTS === 'other'
        ? { STAGING_KNOWN_HOSTS: `${known} ${otherPublic}` }
        : {}),
      ...('STAGING_SSH_PRIVATE_KEY' in given && given.STAGING_SSH_PRIVATE_KEY === 'other'
        ? { STAGING_SSH_PRIVATE_KEY: server.otherKey }
        : {}),
    };
    const run = await stage('v1', undefined, changes);
    expect([run.code, run.stderr]).toEqual([3, expect.stringMatching(told)]);
    untouched();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    ['no server', { STAGING_SERVER: '' }, 2, /CONFIG_MISSING[^]*STAGING_SERVER/],
    ['no key', { STAGING_SSH_PRIVATE_KEY: '' }, 2, /CONFIG_MISSING[^]*never taken from a flag/],
    ['a server that is an option', { STAGING_SERVER: '-oProxyCommand=sh' }, 2, /CONFIG_INVALID[^]*no server/],
    ['a server that nobody is', { STAGING_SERVER: 'jane@127.0.0.1:1' }, 6, /HOST_UNREACHABLE[^]*nothing was changed/],
  ])('refuses %s', async (_name, changes, code, told) => {
    const run = await stage('v1', undefined, changes);
    expect([run.code, run.stderr]).toEqual([code, expect.stringMatching(told)]);
    untouched();
  });

  it('takes key and known hosts from files too', async () => {
    const changes = { STAGING_SSH_PRIVATE_KEY: join(folder, 'user-key'), STAGING_KNOWN_HOSTS: join(folder, 'known') };
    writeFileSync(changes.STAGING_KNOWN_HOSTS, server.knownHosts);
    expect((await stage('v1', undefined, changes)).code).toBe(0);
  });

  it('never writes the key down, and holds it no longer than until the host has answered', async () => {
    const running = await held('v1');
    const secret = server.key.split(NEWLINE)[2]!;
    const written = filesBelow(temporary).filter((file) => readFileSync(file, 'utf8').includes(secret));
    expect(written).toEqual([]);
    expect(filesBelow(server.root).filter((file) => readFileSync(file, 'latin1').includes(secret))).toEqual([]);
    expect(commandLines().filter((line) => line.includes(secret))).toEqual([]);
    expect(commandLines().filter((line) => line.startsWith('ssh-agent') && line.includes(temporary))).toEqual([]);
    running.open();
    expect((await running.finished).code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('lets one job in, and names it to the other', async () => {
    const running = await held('v1');
    const other = await stage('v2');
    expect([other.code, other.stderr]).toEqual([4, expect.stringMatching(/HOST_BUSY: .*jane@\S+ is deploying/)]);
    running.open();
    expect((await running.finished).code).toBe(0);
    expect(installed()).toBe('v1');
  });

  it.each([
    ['the connection breaks', 10, /HOST_LOST[^]*carries on by itself/, () => server.cut()],
    ['the job is cancelled', 143, /ABORTED[^]*carries the deployment on by itself/, null],
  ])('leaves the deployment to the host when %s', async (_name, code, told, cut) => {
    const running = await held('v1');
    if (cut) cut();
    else running.child.kill('SIGTERM');
    const run = await running.finished;
    expect([run.code, run.stderr]).toEqual([code, expect.stringMatching(told)]);
    running.open();
    await eventually(() => existsSync(onHost('var/lib/bluegreen/staging/last-good.json')));
    await eventually(() => !existsSync(onHost('var/lib/bluegreen/staging/lock')));
    expect((await stage('v2')).stdout).toMatch(/runs v2, validated; v1 before/);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** Of every process that may be looked at. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
