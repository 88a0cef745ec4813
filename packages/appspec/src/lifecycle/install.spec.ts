import { lstat, mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deploymentRig } from '../testing/deployment-rig.js';
import type { DeploymentRig } from '../testing/deployment-rig.js';
import { contents, plant, temporaryFolders } from '../testing/temp-folder.js';
import type { Tree } from '../testing/temp-folder.js';
import type { LifecycleEventName } from '../lifecycle-event.js';

const deploy: LifecycleEventName[] = ['DownloadBundle', 'BeforeInstall', 'Install'];

function appSpec(rest: string): string {
  return `version: 0.0\nos: linux\n${rest}`;
}

const files = (...mappings: [source: string, destination: string][]): string =>
  `files:\n${mappings.map(([source, destination]) => `  - source: ${source}\n    destination: ${destination}\n`).join('')}`;

describe('Install and DownloadBundle', () => {
  const { create, removeAll } = temporaryFolders();
  let rig: DeploymentRig;
  beforeEach(async () => {
    rig = await deploymentRig(await create());
  });
  afterEach(removeAll);

  const instructions = (name: string): string => path.join(rig.deploymentRoot, 'deployment-instructions', name);
  const installed = async (): Promise<Record<string, string>> => {
    const all = Object.entries(await contents(rig.root));
    return Object.fromEntries(all.filter(([each]) => !each.startsWith('opt/codedeploy-agent')));
  };
  const publishAndRun = async (id: string, tree: Tree, changes?: Parameters<DeploymentRig['run']>[2]) => {
    await rig.publish(id, tree);
    return rig.run(id, deploy, changes);
  };

  it('copies folders, single files, dotfiles and links, with mode and time', async () => {
    const outcome = await publishAndRun('d-1', {
      'appspec.yml': appSpec(files(['/app', '/opt/app'], ['conf/site.conf', '/etc/nginx'])),
      'app/.env': 'A=1',
      'app/bin/run': ['#!/bin/sh\n', 0o755],
      'app/bin/link': { link: 'run' },
      'app/deep': { link: '../extra' },
      'app/empty/': '',
      'extra/e.txt': 'e',
      'conf/site.conf': 'server',
    });
    expect(outcome).toMatchObject({ status: 'Succeeded' });
    expect(await installed()).toEqual({
      'etc/nginx/site.conf': 'server',
      'opt/app/.env': 'A=1',
      'opt/app/bin/link': '-> run',
      'opt/app/bin/run': '#!/bin/sh\n',
      'opt/app/deep/e.txt': 'e',
      'opt/app/empty/': '',
    });
    expect((await stat(path.join(rig.root, 'opt/app/bin/run'))).mode & 0o777).toBe(0o755);
    const unpacked = await stat(path.join(rig.deploymentRoot, 'group-1/d-1/deployment-archive/app/.env'));
    expect((await stat(path.join(rig.root, 'opt/app/.env'))).mtimeMs).toBe(unpacked.mtimeMs);
  });

  it('installs the whole bundle from /, appspec and all', async () => {
    await publishAndRun('d-1', { 'appspec.yml': appSpec(files(['/', '/srv'])), a: 'x' });
    expect(Object.keys(await installed())).toEqual(['srv/a', 'srv/appspec.yml']);
  });

  it('keeps the list of what it does and did, and points to the deployment', async () => {
    await publishAndRun('d-1', { 'appspec.yml': appSpec(files(['a', '/opt/x'])), a: 'x' });
    const target = path.join(rig.root, 'opt/x');
    const source = path.join(rig.deploymentRoot, 'group-1/d-1/deployment-archive/a');
    expect(JSON.parse(await readFile(instructions('group-1-install.json'), 'utf8'))).toEqual({
      instructions: [
        { type: 'mkdir', directory: target },
        { type: 'copy', source, destination: path.join(target, 'a') },
      ],
    });
    expect(await readFile(instructions('group-1-cleanup'), 'utf8')).toBe(`${target}\n${target}/a\n`);
    for (const name of ['group-1_last_successful_install', 'group-1_most_recent_install']) {
      expect(await readFile(instructions(name), 'utf8')).toBe(path.join(rig.deploymentRoot, 'group-1/d-1'));
    }
  });

  it('takes away what the last installation put there, but not what others did', async () => {
    await publishAndRun('d-1', {
      'appspec.yml': appSpec(files(['app', '/opt/app'])),
      'app/old': '1',
      'app/gone/x': '1',
      'app/logs/y': '1',
    });
    await plant(rig.root, { 'opt/app/logs/app.log': 'mine' });
    await publishAndRun('d-2', { 'appspec.yml': appSpec(files(['app', '/opt/app'])), 'app/new': '2' });
    expect(await installed()).toEqual({ 'opt/app/logs/app.log': 'mine', 'opt/app/new': '2' });
  });

  it('does not see what another group installed', async () => {
    await publishAndRun('d-1', { 'appspec.yml': appSpec(files(['a', '/opt'])), a: '1' });
    const outcome = await publishAndRun(
      'd-2',
      { 'appspec.yml': appSpec(files(['a', '/opt'])), a: '2' },
      { deploymentGroupId: 'group-2' },
    );
    expect(outcome).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
      message: `The deployment failed because a specified file already exists at this location: ${rig.root}/opt/a`,
    });
  });

  it('has removed the old revision when a file is in the way, and copied nothing of the new one', async () => {
    await publishAndRun('d-1', { 'appspec.yml': appSpec(files(['app', '/opt/app'])), 'app/a': '1', 'app/b': '1' });
    await plant(rig.root, { 'opt/app/foreign': 'mine' });
    const outcome = await publishAndRun('d-2', {
      'appspec.yml': appSpec(files(['app', '/opt/app'])),
      'app/b': '2',
      'app/foreign': '2',
    });
    expect(outcome).toMatchObject({ status: 'Failed', message: expect.stringContaining('already exists') });
    expect(await installed()).toEqual({ 'opt/app/foreign': 'mine' });
    expect(await readFile(instructions('group-1_last_successful_install'), 'utf8')).toContain('d-1');
    await expect(stat(instructions('group-1-cleanup'))).rejects.toThrow();
  });

  it.each([
    ['OVERWRITE', null, '2', {}],
    ['RETAIN', null, 'mine', { 'opt/a': 'mine' }],
    ['DISALLOW', 'OVERWRITE', '2', {}],
    ['OVERWRITE', 'RETAIN', 'mine', { 'opt/a': 'mine' }],
  ] as const)(
    'with %s (appspec: %s) leaves %s in place, and the next deployment removes what it owns',
    async (asked, own, content, after) => {
      await plant(rig.root, { 'opt/a': 'mine' });
      const behavior = own === null ? '' : `file_exists_behavior: ${own}\n`;
      await publishAndRun(
        'd-1',
        { 'appspec.yml': appSpec(behavior + files(['a', '/opt'])), a: '2' },
        { fileExistsBehavior: asked },
      );
      expect(await installed()).toEqual({ 'opt/a': content });
      await publishAndRun('d-2', { 'appspec.yml': appSpec('') });
      expect(await installed()).toEqual(after);
    },
  );

  it.each<[string, string, Tree, RegExp]>([
    [
      'two sources for one destination',
      files(['one/a', '/opt'], ['two/a', '/opt']),
      { 'one/a': '1', 'two/a': '2' },
      /Two sources/,
    ],
    [
      'a file where a folder is needed',
      files(['a', '/opt'], ['b', '/opt/a']),
      { a: '1', b: '2' },
      /A folder is needed/,
    ],
    [
      'a file where a folder is made',
      files(['tree', '/opt'], ['x/d', '/opt']),
      { 'tree/d/e': '1', 'x/d': '2' },
      /which is a folder/,
    ],
    ['a source that is not there', files(['none', '/opt']), {}, /ENOENT/],
    [
      'a permission given twice',
      `${files(['a', '/opt'])}permissions:\n  - {object: /opt/a, mode: 600}\n  - {object: /opt/, mode: 644}\n`,
      { a: '1' },
      /more than once/,
    ],
    [
      'a pattern for a file',
      `${files(['a', '/opt'])}permissions:\n  - {object: /opt/a, pattern: "*.x", mode: 600}\n`,
      { a: '1' },
      /cannot have the pattern/,
    ],
    [
      'except for a file',
      `${files(['a', '/opt'])}permissions:\n  - {object: /opt/a, except: [b], mode: 600}\n`,
      { a: '1' },
      /cannot have except/,
    ],
    [
      'a default access entry for a file',
      `${files(['a', '/opt'])}permissions:\n  - {object: /opt, acls: ["d:u:x:r"]}\n`,
      { a: '1' },
      /default entry/,
    ],
  ])('fails for %s', async (_what, rest, tree, reason) => {
    expect(await publishAndRun('d-1', { 'appspec.yml': appSpec(rest), ...tree })).toMatchObject({
      status: 'Failed',
      message: expect.stringMatching(reason),
    });
  });

  it('sets modes only on what it installs, by pattern, depth and type', async () => {
    await plant(rig.root, { 'opt/app/foreign.sh': 'x' });
    await publishAndRun('d-1', {
      'appspec.yml': appSpec(
        `${files(['app', '/opt/app'])}permissions:
  - {object: /opt/app, pattern: "*.sh", except: ["keep*"], type: [file], mode: 700}
  - {object: /opt/app/lib, mode: 750}
  - {object: /opt/elsewhere, mode: 777}
`,
      ),
      'app/a.sh': 'x',
      'app/keep.sh': 'x',
      'app/b.txt': 'x',
      'app/sub/c.sh': 'x',
      'app/lib/deep/d': 'x',
    });
    const modeOf = async (file: string): Promise<string> =>
      ((await stat(path.join(rig.root, 'opt/app', file))).mode & 0o7777).toString(8);
    expect(
      await Promise.all(
        ['a.sh', 'keep.sh', 'b.txt', 'sub/c.sh', 'lib', 'lib/deep', 'lib/deep/d', 'foreign.sh'].map(modeOf),
      ),
    ).toEqual(['700', '644', '644', '644', '755', '750', '750', '644']);
  });

  it('writes owners, access lists and contexts down where identities are skipped', async () => {
    const outcome = await publishAndRun('d-1', {
      'appspec.yml': appSpec(
        `${files(['a', '/opt'])}permissions:\n  - object: /opt/a\n    owner: nobody\n    group: nogroup\n    acls: ["u:x:r"]\n    context: {type: t, range: s0}\n`,
      ),
      a: '1',
    });
    expect(outcome).toMatchObject({ status: 'Succeeded' });
    const log = await readFile(
      path.join(rig.deploymentRoot, 'deployment-logs/codedeploy-agent-deployments.log'),
      'utf8',
    );
    expect(log.match(/not applied here: (acls u:x:r|context t|owner nobody:nogroup) on .*\/opt\/a\n/g)).toHaveLength(3);
  });

  it("never leaves the host's file system, whatever a destination says", async () => {
    await publishAndRun('d-1', {
      'appspec.yml': appSpec(files(['a', '/../../../outside'], ['b', 'relative/../..'])),
      a: '1',
      b: '2',
    });
    expect(await installed()).toEqual({ 'outside/a': '1', b: '2' });
    expect(await contents(path.dirname(rig.root))).not.toHaveProperty(['outside/a']);
  });

  it('ignores a half-written line at the end of a cleanup list, and paths that are gone', async () => {
    await plant(rig.root, { 'opt/a': 'keep', 'opt/ab': 'remove' });
    await plant(rig.deploymentRoot, {
      'deployment-instructions/group-1-cleanup': `${rig.root}/opt/ab\n${rig.root}/opt/none/x\n${rig.root}/opt/a`,
    });
    await publishAndRun('d-1', { 'appspec.yml': appSpec('') });
    expect(await installed()).toEqual({ 'opt/a': 'keep' });
  });

  it('removes a link that it installed, not what the link leads to', async () => {
    await publishAndRun('d-1', {
      'appspec.yml': appSpec(files(['app', '/opt'])),
      'app/l': { link: 'x' },
      'app/x': '1',
    });
    await plant(rig.root, { 'data/keep': 'k' });
    await rig.run('d-1', ['ApplicationStart']);
    await mkdir(path.join(rig.root, 'tmp'), { recursive: true });
    await writeFile(instructions('group-1-cleanup'), `${rig.root}/tmp/to-data\n`);
    await symlink(path.join(rig.root, 'data'), path.join(rig.root, 'tmp/to-data'));
    await publishAndRun('d-2', { 'appspec.yml': appSpec('') });
    await expect(lstat(path.join(rig.root, 'tmp/to-data'))).rejects.toThrow();
    expect((await installed())['data/keep']).toBe('k');
  });

  it('fails a download whose eTag is another, before it unpacks', async () => {
    await rig.publish('d-1', { 'appspec.yml': appSpec('') });
    const bundle = { ...rig.facts('d-1').bundle, eTag: 'other' };
    expect(await rig.run('d-1', ['DownloadBundle'], { bundle })).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
      message: expect.stringContaining('eTag'),
    });
    await expect(stat(path.join(rig.deploymentRoot, 'group-1/d-1/deployment-archive'))).rejects.toThrow();
    expect(await rig.run('d-1', ['DownloadBundle'], { bundle: { ...bundle, eTag: 'etag' } })).toMatchObject({
      status: 'Succeeded',
    });
  });

  it('reports a download that fails', async () => {
    expect(await rig.run('d-9', ['DownloadBundle'])).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
      scriptName: null,
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('keeps five archives and always the last installed one', async () => {
    await publishAndRun('d-0', { 'appspec.yml': appSpec('') });
    for (let index = 1; index <= 6; index += 1) {
      await rig.publish(`d-${index}`, { 'appspec.yml': appSpec('') });
      await rig.run(`d-${index}`, ['DownloadBundle']);
      const time = new Date(2_000_000_000_000 + index * 1000);
      await utimes(path.join(rig.deploymentRoot, 'group-1', `d-${index}`), time, time);
    }
    const kept = new Set(
      Object.keys(await contents(path.join(rig.deploymentRoot, 'group-1'))).map((each) => each.split('/')[0]),
    );
    expect([...kept]).toEqual(['d-0', 'd-3', 'd-4', 'd-5', 'd-6']);
  });
});
