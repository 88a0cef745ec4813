import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetUnfinished } from './forget-unfinished.js';
import { claimFolder } from './claim-folder.js';
import { openStateFolder } from './state-folder.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bluegreen-state-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps the last of several snapshots', async () => {
  const state = await openStateFolder(folder);
  expect(await state.load('a')).toBeNull();
  state.saveSoon('a', () => ({ n: 1 }));
  state.saveSoon('a', () => ({ n: 2 }));
  await state.flush();
  expect(await (await openStateFolder(folder)).load('a')).toEqual({ n: 2 });
  expect(readdirSync(join(folder, 'state'))).toEqual(['a.json']);
});

it('says that a write failed, and writes it with the next flush', async () => {
  const state = await openStateFolder(folder);
  const inTheWay = join(folder, 'state/a.json');
  mkdirSync(inTheWay);
  state.saveSoon('a', () => ({ n: 1 }));
  await expect(state.flush()).rejects.toMatchObject({ code: 'EISDIR' });
  rmSync(inTheWay, { recursive: true });
  await state.flush();
  expect(await state.load('a')).toEqual({ n: 1 });
});

it('names a damaged document', async () => {
  const state = await openStateFolder(folder);
  writeFileSync(join(folder, 'state/a.json'), '{"half');
  await expect(state.load('a')).rejects.toThrow(/^stateDir: .*a\.json is damaged/);
});

it('lets one start at a time at a folder, and does not wait for one that was killed', async () => {
  const letGo = await claimFolder(folder);
  await expect(claimFolder(folder)).rejects.toThrow('another sandbox is being started');
  await letGo();
  await claimFolder(folder);
  const old = new Date(Date.now() - 60_000);
  utimesSync(join(folder, '.starting'), old, old);
  await (
    await claimFolder(folder)
  )();
  expect(readdirSync(folder)).toEqual([]);
});

it.each<[string, string[], string[]]>([
  ['half an environment', ['state/elbv2.json', 'instances/i-1', 's3/b', 'notes.txt'], ['notes.txt']],
  ['a whole one', ['state/elbv2.json', 'state/topology.json', 's3/b'], ['s3', 'state']],
  ['somebody else’s files', ['state/other.json', 's3/b'], ['s3', 'state']],
])('forgets what a first start left unfinished: %s', async (_name, files, left) => {
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '{}');
  }
  await forgetUnfinished(folder);
  expect(readdirSync(folder).sort()).toEqual(left);
});
