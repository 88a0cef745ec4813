import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createBlobStore } from './blobs.js';

describe('blob store', () => {
  let folder: string;
  const files = () => [...readdirSync(join(folder, 'blobs')), ...readdirSync(join(folder, 'incoming'))];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-blobs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads back what it wrote, whole and in part', async () => {
    const blobs = createBlobStore(folder);
    const { blob, bytes } = await blobs.write(Readable.from([Buffer.from('hello '), Buffer.from('world')]), []);
    expect(bytes).toBe(11);
    expect(await text(blobs.read(blob, 0, 10))).toBe('hello world');
    expect(await text(blobs.read(blob, 6, 8))).toBe('wor');
    expect(await text(blobs.read(blob, 0, -1))).toBe('');
  });

  it('leaves nothing behind when the source fails half way', async () => {
    const blobs = createBlobStore(folder);
    async function* broken() {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('gone');
    }
    await expect(blobs.write(broken(), [])).rejects.toThrow('gone');
    expect(files()).toEqual([]);
  });

  it('keeps a discarded blob until its last reader is done', async () => {
    const blobs = createBlobStore(folder);
    const { blob } = await blobs.write(Readable.from([Buffer.from('still here')]), []);
    const reading = blobs.read(blob, 0, 9);
    const release = blobs.hold(blob);
    blobs.discard(blob);
    expect(await text(reading)).toBe('still here');
    expect(blobs.has(blob)).toBe(true);
    release();
    expect(files()).toEqual([]);
  });

  it('sweeps what nothing refers to', async () => {
    const blobs = createBlobStore(folder);
    const kept = await blobs.write(Readable.from([Buffer.from('kept')]), []);
    await blobs.write(Readable.from([Buffer.from('orphan')]), []);
    blobs.sweep(new Set([kept.blob]));
    expect(files()).toEqual([kept.blob]);
  });
});
