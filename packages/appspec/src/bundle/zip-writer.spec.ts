import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { openPromise } from 'yauzl';
import type { Entry } from 'yauzl';
import { temporaryFolders } from '../testing/temp-folder.js';
import { centralHeader, localHeader } from './zip-records.js';
import { createZipWriter } from './zip-writer.js';

const gibibyte = 1024 ** 3;

describe('createZipWriter', () => {
  const { create, removeAll } = temporaryFolders();
  afterEach(removeAll);

  async function entriesOf(file: string): Promise<Entry[]> {
    const zip = await openPromise(file, { lazyEntries: true });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return entries;
  }

  const empty = { method: 'stored', crc32: 0, bytes: 0, compressedBytes: 0 } as const;

  it('writes more entries than 16 bits can count', async () => {
    const file = path.join(await create(), 'a.zip');
    const handle = await open(file, 'w');
    const zip = createZipWriter(handle);
    for (let index = 0; index < 66_000; index += 1)
      await zip.add({ path: `f${index}`, mode: 0o100644 }, empty, Buffer.alloc(0));
    const bytes = await zip.end();
    await handle.close();
    expect((await stat(file)).size).toBe(bytes);
    const read = await openPromise(file, { lazyEntries: true });
    expect(read.entryCount).toBe(66_000);
    read.close();
  });

  it('writes entries that begin beyond 4 GiB', async () => {
    const file = path.join(await create(), 'a.zip');
    const handle = await open(file, 'w');
    const zip = createZipWriter(handle, 5 * gibibyte);
    await zip.add(
      { path: 'far.txt', mode: 0o100755 },
      { ...empty, bytes: 2, compressedBytes: 2, crc32: 0xd8932aac },
      Buffer.from('hi'),
    );
    await zip.end();
    await handle.close();
    const [entry] = await entriesOf(file);
    expect(entry).toMatchObject({
      fileName: 'far.txt',
      relativeOffsetOfLocalHeader: 5 * gibibyte,
      uncompressedSize: 2,
    });
  });

  it('keeps room for 64-bit sizes where a large entry is expected', async () => {
    const file = path.join(await create(), 'a.zip');
    const handle = await open(file, 'w');
    const zip = createZipWriter(handle);
    await zip.addStreamed({ path: 'large', mode: 0o100644 }, 6 * gibibyte, async (write) => {
      await write(Buffer.from('abc'));
      return { method: 'deflated', crc32: 1, bytes: 6 * gibibyte, compressedBytes: 3 };
    });
    await zip.end();
    await handle.close();
    const [entry] = await entriesOf(file);
    expect(entry).toMatchObject({ fileName: 'large', uncompressedSize: 6 * gibibyte, compressedSize: 3, crc32: 1 });
  });

  it('is read by other tools, entry by entry', async () => {
    const file = path.join(await create(), 'a.zip');
    const handle = await open(file, 'w');
    const zip = createZipWriter(handle);
    for (const name of ['a', 'b/', 'ü/c'])
      await zip.add({ path: name, mode: name.endsWith('/') ? 0o040755 : 0o100755 }, empty, Buffer.alloc(0));
    await zip.end();
    await handle.close();
    const entries = await entriesOf(file);
    expect(entries.map((entry) => [entry.fileName, (entry.externalFileAttributes >>> 16).toString(8)])).toEqual([
      ['a', '100755'],
      ['b/', '40755'],
      ['ü/c', '100755'],
    ]);
  });

  it('refuses an entry that grows beyond what its header can say', async () => {
    const handle = await open(path.join(await create(), 'a.zip'), 'w');
    const zip = createZipWriter(handle);
    const attempt = zip.addStreamed({ path: 'a', mode: 0o100644 }, 10, () =>
      Promise.resolve({ method: 'stored', crc32: 1, bytes: 5 * gibibyte, compressedBytes: 5 * gibibyte }),
    );
    await expect(attempt).rejects.toThrow('grew beyond 4 GiB');
    await handle.close();
  });

  it('says the same in both headers', () => {
    const record = {
      name: Buffer.from('n'),
      mode: 0o100644,
      method: 'deflated',
      crc32: 7,
      bytes: 10,
      compressedBytes: 5,
      offset: 0,
      wide: false,
    } as const;
    expect(centralHeader(record).subarray(6, 32).toString('hex')).toBe(
      localHeader(record).subarray(4, 30).toString('hex'),
    );
  });
});
