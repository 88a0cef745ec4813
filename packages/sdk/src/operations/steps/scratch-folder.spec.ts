import { mkdtempSync, mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scratchFolder } from './scratch-folder.js';

/** Above what Linux gives to a process. */
const NOBODY = 2 ** 30;

describe('scratchFolder', () => {
  let within: string;
  beforeEach(() => (within = mkdtempSync(join(tmpdir(), 'scratch-'))));
  afterEach(() => rmSync(within, { recursive: true }));

  const left = (name: string, agoMs: number) => {
    mkdirSync(join(within, name));
    const then = new Date(Date.now() - agoMs);
    utimesSync(join(within, name), then, then);
  };

  it('makes a folder of its own each time', async () => {
    const folders = [await scratchFolder(within), await scratchFolder(within)];
    expect(readdirSync(within)).toHaveLength(2);
    expect(new Set(folders).size).toBe(2);
  });

  it('sweeps what a killed process has left, and nothing else', async () => {
    left(`bluegreen-bundle-${NOBODY}-old`, 7_200_000);
    left(`bluegreen-bundle-${NOBODY}-new`, 60_000);
    left(`bluegreen-bundle-${process.pid}-mine`, 7_200_000);
    left('bluegreen-bundle-notes', 7_200_000);
    await scratchFolder(within);
    const stays = readdirSync(within).filter((name) => /-(old|new|mine|notes)$/.test(name));
    expect(stays.sort()).toEqual(
      ['bluegreen-bundle-notes', `bluegreen-bundle-${NOBODY}-new`, `bluegreen-bundle-${process.pid}-mine`].sort(),
    );
  });
});
