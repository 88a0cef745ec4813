import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { plant, temporaryFolders } from '../testing/temp-folder.js';
import type { Tree } from '../testing/temp-folder.js';
import { checkRevision } from './check-revision.js';

const head = 'version: 0.0\nos: linux\n';
const sh = (body: string): [string, number] => [`#!/bin/bash\n${body}\n`, 0o755];
const oneHook = `${head}hooks:\n  AfterInstall:\n    - location: hooks/a.sh\n`;

describe('checkRevision', () => {
  const { create, removeAll } = temporaryFolders();
  afterEach(removeAll);

  async function check(tree: Tree): Promise<{ ok: boolean; problems: string[]; warnings: string[] }> {
    const { ok, problems, warnings } = await checkRevision(await plant(await create(), tree));
    const shown = (each: { line: number | null; code: string; path: string }): string =>
      `${each.line}:${each.code} ${each.path}`;
    return { ok, problems: problems.map(shown), warnings: warnings.map(shown) };
  }

  it('takes a revision that is in order', async () => {
    const tree: Tree = {
      'appspec.yml': `${head}files:\n  - {source: app, destination: /opt/app}\npermissions:\n  - {object: /opt/app, mode: 755, type: [file]}\nhooks:\n  AfterInstall:\n    - location: hooks/a.sh\n`,
      'app/x': 'x',
      'hooks/a.sh': sh('node server.js >> log 2>&1 </dev/null &'),
    };
    expect(await check(tree)).toEqual({ ok: true, problems: [], warnings: [] });
  });

  it.each<[string, Tree, string[]]>([
    ['no appspec', { a: '' }, ['null:APPSPEC_MISSING appspec.yml']],
    ['appspec.yaml', { 'appspec.yaml': head }, ['null:APPSPEC_SPELLING appspec.yaml']],
    [
      'another case',
      { 'AppSpec.yml': `${head}hooks: {Nope: [{location: a}]}\n` },
      ['null:APPSPEC_SPELLING AppSpec.yml', '3:HOOK_EVENT_UNKNOWN hooks.Nope'],
    ],
    ['a script that is missing', { 'appspec.yml': oneHook }, ['5:SCRIPT_MISSING hooks.AfterInstall[0].location']],
    [
      'a folder as script',
      { 'appspec.yml': oneHook, 'hooks/a.sh/x': '' },
      ['5:SCRIPT_NOT_A_FILE hooks.AfterInstall[0].location'],
    ],
    [
      'an interpreter with a carriage return',
      { 'appspec.yml': oneHook, 'hooks/a.sh': ['#!/bin/bash\r\necho\r\n', 0o755] },
      ['5:SCRIPT_CRLF hooks.AfterInstall[0].location'],
    ],
    [
      'a shell script with Windows line ends',
      { 'appspec.yml': oneHook, 'hooks/a.sh': ['#!/bin/bash\necho\r\n', 0o755] },
      ['5:SCRIPT_CRLF hooks.AfterInstall[0].location'],
    ],
    [
      'a script name with a space',
      { 'appspec.yml': `${head}hooks: {AfterInstall: [{location: a b.sh}]}\n`, 'a b.sh': sh('') },
      ['3:HOOK_LOCATION_SHELL hooks.AfterInstall[0].location'],
    ],
    [
      'a source that is missing',
      { 'appspec.yml': `${head}files:\n  - {source: dist, destination: /x}\n` },
      ['4:FILE_SOURCE_MISSING files[0]'],
    ],
    [
      'two sources for one destination',
      {
        'appspec.yml': `${head}files:\n  - {source: a, destination: /x}\n  - {source: b, destination: /x}\n`,
        'a/f': '',
        'b/f': '',
      },
      ['null:FILE_DESTINATION_TWICE files'],
    ],
    [
      'permissions given twice',
      {
        'appspec.yml': `${head}files:\n  - {source: a, destination: /x}\npermissions:\n  - {object: /x/a, mode: 600}\n  - {object: /x, mode: 600}\n`,
        a: '',
      },
      ['7:PERMISSION_TWICE permissions[1]'],
    ],
    ['a link that leads out', { 'appspec.yml': head, l: { link: '../x' } }, ['null:ENTRY_REFUSED l']],
    [
      'a link to a folder above',
      { 'appspec.yml': `${head}files:\n  - {source: /, destination: /x}\n`, 'a/l': { link: '..' } },
      ['null:ENTRY_REFUSED a/l'],
    ],
  ])('refuses %s', async (_what, tree, problems) => {
    const found = await check(tree);
    expect(found.problems).toEqual(problems);
    expect(found.ok).toBe(false);
  });

  it.each<[string, Tree, string[]]>([
    [
      'a script that is not executable',
      { 'appspec.yml': oneHook, 'hooks/a.sh': '#!/bin/sh\n' },
      ['5:SCRIPT_NOT_EXECUTABLE hooks.AfterInstall[0].location'],
    ],
    [
      'a script without an interpreter line',
      { 'appspec.yml': oneHook, 'hooks/a.sh': ['echo\n', 0o755] },
      ['5:SCRIPT_SHEBANG_MISSING hooks.AfterInstall[0].location'],
    ],
    [
      'a background process that holds the output',
      { 'appspec.yml': oneHook, 'hooks/a.sh': sh('nohup node server.js &') },
      ['5:SCRIPT_KEEPS_OUTPUT_OPEN hooks.AfterInstall[0].location'],
    ],
    [
      'Windows line ends where the interpreter does not mind',
      { 'appspec.yml': oneHook, 'hooks/a.sh': ['#!/usr/bin/env node\nx\r\n', 0o755] },
      ['5:SCRIPT_CRLF hooks.AfterInstall[0].location'],
    ],
    [
      'permissions of what is not installed',
      { 'appspec.yml': `${head}permissions:\n  - {object: /var/log, mode: 755}\n` },
      ['4:PERMISSION_WITHOUT_EFFECT permissions[0]'],
    ],
  ])('takes %s with a warning', async (_what, tree, warnings) => {
    expect(await check(tree)).toEqual({ ok: true, problems: [], warnings });
  });

  it('tells everything at once: appspec, scripts, files and links', async () => {
    const found = await check({
      'appspec.yml': `version: 1\nos: linux\nfiles:\n  - {source: none, destination: /x}\nhooks:\n  AfterInstall:\n    - location: gone.sh\n    - location: crlf.sh\n`,
      'crlf.sh': ['#!/bin/sh\r\n', 0o755],
      l: { link: '/etc' },
    });
    expect(found.problems).toEqual([
      'null:ENTRY_REFUSED l',
      '1:VERSION_INVALID version',
      '7:SCRIPT_MISSING hooks.AfterInstall[0].location',
      '8:SCRIPT_CRLF hooks.AfterInstall[1].location',
    ]);
  });

  it('does not walk a folder that has no appspec: it may be a whole disk', async () => {
    const folder = await plant(await create(), { a: '' });
    await symlink('/', path.join(folder, 'everything'));
    const { problems } = await checkRevision(folder);
    expect(problems.map(({ code }) => code)).toEqual(['APPSPEC_MISSING']);
  });

  it('takes a program as a hook', async () => {
    const found = await check({ 'appspec.yml': oneHook, 'hooks/a.sh': ['\x7fELF\0\r\n &\n', 0o755] });
    expect(found).toEqual({ ok: true, problems: [], warnings: [] });
  });

  it('rejects for a folder that is not there', async () => {
    await expect(checkRevision(path.join(await create(), 'none'))).rejects.toThrow('ENOENT');
  });
});
