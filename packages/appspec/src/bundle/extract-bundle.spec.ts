import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, open, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { contents, plant, temporaryFolders } from '../testing/temp-folder.js';
import type { Tree } from '../testing/temp-folder.js';
import { extractBundle } from './extract-bundle.js';
import { createZipWriter } from './zip-writer.js';

const run = promisify(execFile);

type Forged = [path: string, text?: string, mode?: number];

describe('extractBundle', () => {
  const { create, removeAll } = temporaryFolders();
  afterEach(removeAll);

  /** A zip with any names and modes, which no tool would make. */
  async function forgedZip(entries: Forged[]): Promise<string> {
    const archive = path.join(await create(), 'a.zip');
    const file = await open(archive, 'w');
    const zip = createZipWriter(file);
    for (const [name, text = '', mode = 0o100644] of entries) {
      const data = Buffer.from(text);
      await zip.add(
        { path: name, mode },
        { method: 'stored', crc32: crc32(data), bytes: data.length, compressedBytes: data.length },
        data,
      );
    }
    await zip.end();
    await file.close();
    return archive;
  }

  async function tarOf(tree: Tree, ...options: string[]): Promise<string> {
    const root = await create();
    await plant(path.join(root, 'tree'), tree);
    await run('tar', [...options, '-cf', path.join(root, 'a.tar'), '-C', path.join(root, 'tree'), '.']);
    return path.join(root, 'a.tar');
  }

  const link = (target: string): [string, number] => [target, 0o120777];

  it.each<[string, Forged[], RegExp]>([
    ['a path upwards', [['../evil', 'x']], /relative path|leads upwards/],
    ['a path upwards in the middle', [['a/../../evil', 'x']], /relative path|leads upwards/],
    ['an absolute path', [['/tmp/evil', 'x']], /absolute/],
    ['a drive', [['C:/evil', 'x']], /absolute/],
    ['a backslash', [['..\\evil', 'x']], /invalid characters|backslash|relative/],
    [
      'a file through a symlink',
      [
        ['d', ...link('/tmp')],
        ['d/evil', 'x'],
      ],
      /d is not a folder/,
    ],
    [
      'a file through a symlink that comes later',
      [
        ['d/evil', 'x'],
        ['d', ...link('/tmp')],
      ],
      /d is not a folder/,
    ],
    [
      'a file beneath a file',
      [
        ['d', 'x'],
        ['d/evil', 'x'],
      ],
      /d is not a folder/,
    ],
    ['a symlink to an absolute place', [['l', ...link('/etc/passwd')]], /leads out of the bundle/],
    ['a symlink upwards', [['a/l', ...link('../../x')]], /leads out of the bundle/],
    [
      'a symlink upwards through another',
      [
        ['a/b/d', ...link('../..')],
        ['a/b/e', ...link('d/../x')],
      ],
      /a\/b\/e leads out/,
    ],
    [
      'symlinks in a circle',
      [
        ['a', ...link('b')],
        ['b', ...link('a')],
      ],
      /circle/,
    ],
    [
      'an entry that comes twice',
      [
        ['a', 'x'],
        ['a', 'y'],
      ],
      /comes twice/,
    ],
    [
      'a file that is a folder too',
      [
        ['a', 'x'],
        ['a/', '', 0o040755],
      ],
      /both a folder and not one/,
    ],
    ['a device', [['dev', '', 0o020666]], /device/],
    ['an empty part', [['a//b', 'x']], /empty parts/],
    [
      'a symlink that leads out once the top folder is gone',
      [
        ['top/appspec.yml', ''],
        ['top/l', ...link('../top/x')],
      ],
      /leads out/,
    ],
  ])('refuses a zip with %s and leaves nothing behind', async (_what, entries, reason) => {
    const archive = await forgedZip(
      [['good.txt', 'x'], ...entries].slice(entries[0]?.[0].startsWith('top/') === true ? 1 : 0) as Forged[],
    );
    const root = await create();
    const attempt = extractBundle({ archive, type: 'zip', destination: path.join(root, 'out') });
    await expect(attempt).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringMatching(reason) });
    expect(await readdir(root)).toEqual([]);
  });

  it('refuses a tar with names that leave the folder', async () => {
    const root = await create();
    await plant(root, { 'in/a': 'x', evil: 'y' });
    await run('tar', ['-P', '-cf', 'up.tar', '-C', 'in', 'a', '../evil'], { cwd: root });
    await run('tar', ['-P', '-cf', 'absolute.tar', path.join(root, 'evil')], { cwd: root });
    for (const archive of ['up.tar', 'absolute.tar']) {
      const attempt = extractBundle({
        archive: path.join(root, archive),
        type: 'tar',
        destination: path.join(root, 'out'),
      });
      await expect(attempt).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    }
    expect((await readdir(root)).sort()).toEqual(['absolute.tar', 'evil', 'in', 'up.tar']);
  });

  it.each<[string, Tree]>([
    ['a symlink out of the folder', { l: { link: '../../x' } }],
    ['an absolute symlink', { l: { link: '/etc' } }],
  ])('refuses a tar with %s', async (_what, tree) => {
    const root = await create();
    const attempt = extractBundle({ archive: await tarOf(tree), type: 'tar', destination: path.join(root, 'out') });
    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
      message: expect.stringContaining('leads out'),
    });
    expect(await readdir(root)).toEqual([]);
  });

  it('refuses a tar with a pipe, and one that writes through a symlink', async () => {
    const root = await create();
    await mkdir(path.join(root, 'in'));
    await run('mkfifo', [path.join(root, 'in', 'pipe')]);
    await run('tar', ['-cf', 'pipe.tar', '-C', 'in', '.'], { cwd: root });
    await plant(root, { 'one/d': { link: '/tmp' }, 'two/d/evil': 'x' });
    await run('tar', ['-cf', 'through.tar', '-C', path.join(root, 'one'), 'd'], { cwd: root });
    await run('tar', ['-rf', 'through.tar', '-C', path.join(root, 'two'), 'd/evil'], { cwd: root });
    for (const archive of ['pipe.tar', 'through.tar']) {
      const attempt = extractBundle({
        archive: path.join(root, archive),
        type: 'tar',
        destination: path.join(root, 'out'),
      });
      await expect(attempt).rejects.toMatchObject({
        code: 'ARCHIVE_REFUSED',
        message: expect.stringMatching(/pipe|not a folder/),
      });
    }
  });

  it.each<['tar' | 'tgz', string[]]>([
    ['tar', []],
    ['tgz', ['-z']],
  ])('unpacks a %s with modes, links and names in any script', async (type, options) => {
    const tree: Tree = {
      'appspec.yml': 'x',
      'bin/run.sh': ['#!/bin/sh\n', 0o755],
      'bin/current': { link: 'run.sh' },
      '한글/a b.txt': 'y',
    };
    const archive = await tarOf(tree, ...options);
    const destination = path.join(await create(), 'out');
    await extractBundle({ archive, type, destination });
    expect(await contents(destination)).toEqual({
      'appspec.yml': 'x',
      'bin/run.sh': '#!/bin/sh\n',
      'bin/current': '-> run.sh',
      '한글/a b.txt': 'y',
    });
    expect((await stat(path.join(destination, 'bin/run.sh'))).mode & 0o777).toBe(0o755);
  });

  it.each<[string, Forged[], string[]]>([
    [
      'strips one top folder with an appspec',
      [
        ['app/AppSpec.yaml', ''],
        ['app/b', ''],
      ],
      ['AppSpec.yaml', 'b'],
    ],
    ['keeps one top folder without an appspec', [['app/a', '']], ['app/a']],
    [
      'keeps two top folders',
      [
        ['app/appspec.yml', ''],
        ['other/a', ''],
      ],
      ['app/appspec.yml', 'other/a'],
    ],
    ['keeps a top file', [['appspec.yml', '']], ['appspec.yml']],
  ])('%s', async (_what, entries, expected) => {
    const destination = path.join(await create(), 'out');
    await extractBundle({ archive: await forgedZip(entries), type: 'zip', destination });
    expect(Object.keys(await contents(destination))).toEqual(expected);
    expect(await readdir(path.dirname(destination))).toEqual(['out']);
  });

  it('never makes a file setuid or root-writable by a zip, and reads archives of systems without modes', async () => {
    const archive = await forgedZip([
      ['a', 'x', 0o104755],
      ['b', 'x', 0],
    ]);
    const destination = path.join(await create(), 'out');
    await extractBundle({ archive, type: 'zip', destination });
    expect((await lstat(path.join(destination, 'a'))).mode & 0o7777).toBe(0o755);
    expect((await lstat(path.join(destination, 'b'))).mode & 0o7777).toBe(0o644);
  });

  it.each(['zip', 'tar', 'tgz'] as const)('says so when a %s is not one', async (type) => {
    const root = await create();
    await writeFile(path.join(root, 'a'), 'this is no archive, whatever it is called');
    const attempt = extractBundle({ archive: path.join(root, 'a'), type, destination: path.join(root, 'out') });
    await expect(attempt).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    expect(await readdir(root)).toEqual(['a']);
  });

  it('says so when a zip is cut short or its content was changed', async () => {
    const archive = await forgedZip([['a', 'some content']]);
    const root = await create();
    const file = await open(archive, 'r+');
    await file.write('X', 32);
    await file.close();
    const attempt = extractBundle({ archive, type: 'zip', destination: path.join(root, 'out') });
    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
      message: expect.stringContaining('cannot be unpacked'),
    });
  });

  it('unpacks only into a folder with nothing in it', async () => {
    const archive = await forgedZip([['a', 'x']]);
    const root = await create();
    await plant(root, { 'out/mine': 'keep' });
    const attempt = extractBundle({ archive, type: 'zip', destination: path.join(root, 'out') });
    await expect(attempt).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    expect(await contents(root)).toEqual({ 'out/mine': 'keep' });
    await chmod(archive, 0o600);
  });
});
