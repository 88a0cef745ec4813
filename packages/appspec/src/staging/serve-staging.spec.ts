import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeBundle } from '../bundle/write-bundle.js';
import { plant, temporaryFolders } from '../testing/temp-folder.js';
import { lockHost } from './host-lock.js';
import type { StagingMessage, StagingRequest } from './messages.js';
import { serveStaging } from './serve-staging.js';

const folders = temporaryFolders();
let folder: string;
let root: string;
beforeEach(async () => {
  folder = await folders.create();
  root = path.join(folder, 'host');
  await mkdir(root);
});
afterEach(() => folders.removeAll());

const EVENTS = 'ApplicationStop DownloadBundle BeforeInstall Install AfterInstall ApplicationStart ValidateService';
const HOOKS = ['ApplicationStop', 'ApplicationStart', 'ValidateService'];
const APPSPEC = [
  'version: 0.0\nos: linux\nfile_exists_behavior: OVERWRITE\nfiles:\n  - source: /app.txt\n    destination: /opt/app\nhooks:',
  ...HOOKS.map((event) => `  ${event}:\n    - location: ${event}.sh\n      timeout: 20`),
].join('\n');

/** A release whose hooks write down that they ran; `hooks` replaces what follows that. */
async function pack(release: string, hooks: Readonly<Record<string, string>> = {}) {
  const note = (event: string) => `#!/bin/sh\necho "${release} ${event}" >> "$BLUEGREEN_ROOT/ran"\n`;
  const scripts = HOOKS.map((event) => [`${event}.sh`, [`${note(event)}${hooks[event] ?? ''}\n`, 0o755]] as const);
  const source = await plant(path.join(folder, release), {
    ...{ 'appspec.yml': `${APPSPEC}\n`, 'app.txt': release },
    ...(Object.fromEntries(scripts) as Record<string, [string, number]>),
  });
  const { path: file, digest } = await writeBundle({ source, output: path.join(folder, `${release}.zip`) });
  return { archive: await readFile(file), digest };
}

function requestOf(release: string, packed: Awaited<ReturnType<typeof pack>>): StagingRequest {
  const { archive, digest } = packed;
  const sha256 = createHash('sha256').update(archive).digest('hex');
  const key = `releases/app/${release}-${digest}.zip`;
  const id = `s-${release}`;
  return { version: 1, id, application: 'app', release, digest, key, bytes: archive.length, sha256, owner: 'jane' };
}

async function* chunks(...parts: Buffer[]) {
  for (const part of parts) yield await Promise.resolve(part);
}

async function serve(...parts: Buffer[]): Promise<StagingMessage[]> {
  const told: StagingMessage[] = [];
  const environment = { ...process.env, BLUEGREEN_ROOT: root, SSH_CONNECTION: 'from here to there' };
  const tell = (message: StagingMessage) => void told.push(message);
  await serveStaging({ input: chunks(...parts), tell, environment, identity: 'skip', now: Date.now });
  return told;
}

async function stage(release: string, hooks: Readonly<Record<string, string>> = {}, changes: object = {}) {
  const packed = await pack(release, hooks);
  const line = JSON.stringify({ ...requestOf(release, packed), ...changes });
  return serve(Buffer.concat([Buffer.from(`${line}\n`), packed.archive]));
}

const host = (name: string) => path.join(root, name);
const text = (name: string) => readFile(host(name), 'utf8');
const left = () => readdir(host('var/lib/bluegreen/staging'));
const endedWell = (told: StagingMessage[]) =>
  told.flatMap((message) => (message.kind === 'event' && message.status === 'Succeeded' ? [message.event] : []));

describe('one staging deployment', () => {
  it('runs the events of the agent in their order, and keeps the archive', async () => {
    const told = await stage('v1');
    expect(told[0]).toEqual({ kind: 'ready', former: null });
    expect(told[1]).toEqual({ kind: 'received' });
    expect(endedWell(told).join(' ')).toBe(EVENTS);
    expect(told.at(-1)).toEqual({ kind: 'ended', outcome: 'done', message: '' });
    expect(await text('opt/app/app.txt')).toBe('v1');
    expect(await left()).toEqual(['archives', 'deployment-root', 'incoming', 'last-good.json']);
    expect(await readdir(host('var/lib/bluegreen/staging/archives'))).toHaveLength(1);
  });

  it('stops the former release with its own script, and keeps only the newest archive', async () => {
    await stage('v1');
    const told = await stage('v2');
    expect(told[0]).toMatchObject({ kind: 'ready', former: { release: 'v1' } });
    expect((await text('ran')).trim().split('\n').slice(2)).toEqual([
      'v1 ApplicationStop',
      'v2 ApplicationStart',
      'v2 ValidateService',
    ]);
    expect(await readdir(host('var/lib/bluegreen/staging/archives'))).toHaveLength(1);
  });

  it('tells hooks nothing of the connection', async () => {
    await stage('v1', { ApplicationStart: 'env > "$BLUEGREEN_ROOT/seen"' });
    expect(await text('seen')).toMatch(/^BUNDLE_KEY=releases\/app\/v1-[0-9a-f]{64}\.zip$/m);
    expect(await text('seen')).not.toContain('SSH_');
  });

  it('brings the former release back when a hook fails, though the failed one cannot be stopped', async () => {
    await stage('v1');
    const told = await stage('v2', { ValidateService: 'echo "no answer"; exit 3', ApplicationStop: 'exit 1' });
    expect(told).toContainEqual(expect.objectContaining({ kind: 'restoring', release: 'v1' }));
    expect(told.at(-1)).toMatchObject({
      outcome: 'rolled-back',
      message: expect.stringMatching(/^ValidateService of v2 failed: .*exit code 3\.$/) as string,
    });
    expect(told).toContainEqual(
      expect.objectContaining({ status: 'Failed', logTail: expect.stringContaining('no answer') as string }),
    );
    expect(await text('opt/app/app.txt')).toBe('v1');
    expect((await text('ran')).trim().split('\n').slice(-3)).toEqual([
      'v2 ApplicationStop',
      'v1 ApplicationStart',
      'v1 ValidateService',
    ]);
    // What was good stays good: the next one can go back to it too.
    expect((await stage('v3', { ApplicationStart: 'exit 1' })).at(-1)).toMatchObject({ outcome: 'rolled-back' });
  });

  it.each([
    ['there is none', false, /No earlier release/],
    ['it fails too', true, /Going back failed too: ValidateService of v1 failed/],
  ])('says that the host is degraded when the former release cannot come back: %s', async (_name, hasFormer, why) => {
    if (hasFormer) await stage('v1', { ValidateService: 'test ! -e "$BLUEGREEN_ROOT/broken"' });
    const told = await stage('v2', { ValidateService: 'touch "$BLUEGREEN_ROOT/broken"; exit 1' });
    expect(told.at(-1)).toMatchObject({ outcome: 'degraded', message: expect.stringMatching(why) as string });
    expect(await left()).not.toContain('lock');
  });
});

describe('a request that cannot be carried out changes nothing', () => {
  it.each([
    ['a connection that breaks', (archive: Buffer) => archive.subarray(0, 10), {}, /ended after 10 of/],
    ['a damaged archive', (archive: Buffer) => Buffer.from(archive).fill(0, 4, 8), {}, /arrived damaged/],
    ['an id that leads elsewhere', (archive: Buffer) => archive, { id: '../../etc' }, /id is not valid/],
    ['another version', (archive: Buffer) => archive, { version: 2 }, /another version/],
    ['no size', (archive: Buffer) => archive, { bytes: -1 }, /size is not valid/],
  ])('%s', async (_name, cut, changes, reason) => {
    await stage('v1');
    const packed = await pack('v2');
    const line = JSON.stringify({ ...requestOf('v2', packed), ...changes });
    const told = await serve(Buffer.from(`${line}\n`), cut(packed.archive));
    expect(told.at(-1)).toMatchObject({
      ...{ kind: 'ended', outcome: 'refused' },
      message: expect.stringMatching(reason) as string,
    });
    expect(told.filter(({ kind }) => kind === 'event')).toEqual([]);
    expect(await text('opt/app/app.txt')).toBe('v1');
    expect(await left()).not.toContain('lock');
  });

  it('a sender that says nothing', async () => {
    expect(await serve()).toMatchObject([{ kind: 'ended', outcome: 'refused' }]);
    expect(existsSync(host('var'))).toBe(false);
  });
});

describe('the lock of a host', () => {
  const file = () => host('lock');
  const holder = (id: string) => ({ id, owner: `job ${id}`, since: '2026-01-05T03:00:00.000Z' });

  it('lets one in, names it to the other, and lets the next in after it', async () => {
    const [one, two] = await Promise.all(['1', '2'].map((id) => lockHost(file(), holder(id), Date.now)));
    const [won, lost] = 'lock' in one! ? [one, two] : [two, one];
    const winner = 'lock' in two! ? '2' : '1';
    expect(lost).toEqual({ heldBy: holder(winner) });
    if (!won || !('lock' in won)) throw new Error('nobody got the lock');
    await won.lock.release();
    const next = await lockHost(file(), holder('3'), Date.now);
    if (!('lock' in next)) throw new Error('the lock was not free');
    await next.lock.release();
    expect(await readdir(root)).toEqual([]);
  });

  it('is taken from a holder that gave no sign of life for a minute, by one alone', async () => {
    await writeFile(file(), JSON.stringify(holder('dead')));
    const justNow = await lockHost(file(), holder('1'), Date.now);
    expect(justNow).toEqual({ heldBy: holder('dead') });
    const longAgo = new Date(Date.now() - 61_000);
    await utimes(file(), longAgo, longAgo);
    const all = await Promise.all(['2', '3', '4'].map((id) => lockHost(file(), holder(id), Date.now)));
    const holding = all.flatMap((result) => ('lock' in result ? [result.lock] : []));
    expect(holding).toHaveLength(1);
    await holding[0]!.release();
    expect(await readdir(root)).toEqual([]);
  });

  it('keeps a second deployment out, whatever it wants', async () => {
    await mkdir(host('var/lib/bluegreen/staging'), { recursive: true });
    await writeFile(host('var/lib/bluegreen/staging/lock'), JSON.stringify(holder('1')));
    expect(await stage('v1')).toEqual([{ kind: 'locked', owner: 'job 1', since: '2026-01-05T03:00:00.000Z' }]);
    expect(existsSync(host('opt'))).toBe(false);
  });
});
