import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { contents, plant, temporaryFolders } from '../testing/temp-folder.js';
import type { Tree } from '../testing/temp-folder.js';
import { contentDigest } from './content-digest.js';
import { extractBundle } from './extract-bundle.js';
import { writeBundle } from './write-bundle.js';

const run = promisify(execFile);

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

const name = fc.stringMatching(/^[a-zé가][a-z0-9._ -]{0,6}$/u).filter((each) => each !== '.git');
const trees = fc
  .dictionary(
    fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
    fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.tuple(fc.string({ maxLength: 20 }), fc.constantFrom(0o755, 0o700, 0o644, 0o600)),
    ),
    { maxKeys: 8 },
  )
  .map((tree) => {
    const paths = Object.keys(tree);
    return Object.fromEntries(
      Object.entries(tree).filter(([each]) => !paths.some((other) => other.startsWith(`${each}/`))),
    );
  });

describe('writeBundle', () => {
  const { create: folder, removeAll } = temporaryFolders();
  afterEach(removeAll);

  async function source(tree: Tree): Promise<string> {
    return plant(path.join(await folder(), 'source'), { 'appspec.yml': 'version: 0.0\n', ...tree });
  }

  it('packs content and modes, which come back as they were', async () => {
    const from = await source({
      'run.sh': ['#!/bin/sh\n', 0o755],
      'lib/deep/a.txt': 'a'.repeat(10_000),
      'lib/한글.txt': 'text',
      'lib/current': { link: 'deep/a.txt' },
      'logs/': '',
      empty: '',
    });
    const root = await folder();
    const output = path.join(root, 'out', 'bundle.zip');

    const written = await writeBundle({ source: from, output });
    await extractBundle({ archive: output, type: 'zip', destination: path.join(root, 'back') });

    expect(await contents(path.join(root, 'back'))).toEqual(await contents(from));
    const { stdout } = await run('find', ['.', '-perm', '-u=x', '-type', 'f'], { cwd: path.join(root, 'back') });
    expect(stdout.trim()).toBe('./run.sh');
    expect(written).toEqual({
      path: output,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: 7,
      bytes: (await readFile(output)).length,
    });
    expect(await readdir(path.join(root, 'out'))).toEqual(['bundle.zip']);
  });

  it('gives the same bytes for the same content, whatever times, umask and order on disk', async () => {
    await fc.assert(
      fc.asyncProperty(
        trees,
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        async (tree, time) => {
          const one = await source(tree);
          const reversed = Object.fromEntries(Object.entries(tree).reverse());
          const two = await source(reversed);
          for (const [each, content] of Object.entries(tree)) {
            const file = path.join(two, each);
            await utimes(file, time, time);
            if (typeof content === 'string') await chmod(file, 0o600);
            else if (Array.isArray(content)) await chmod(file, (content[1] & 0o100) === 0 ? 0o666 : 0o777);
          }
          const root = await folder();
          const [first, second] = [path.join(root, '1.zip'), path.join(root, '2.zip')];
          const written = await writeBundle({ source: one, output: first });
          expect(await writeBundle({ source: two, output: second })).toEqual({ ...written, path: second });
          expect(await sha256(second)).toBe(await sha256(first));
          expect((await contentDigest({ source: two })).digest).toBe(written.digest);
          await extractBundle({ archive: first, type: 'zip', destination: path.join(root, 'back') });
          expect(await contents(path.join(root, 'back'))).toEqual(await contents(one));
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each<[string, Tree]>([
    ['a content', { a: 'other' }],
    ['a name', { b: 'text' }],
    ['an executable bit', { a: ['text', 0o755] }],
    ['a further file', { a: 'text', b: '' }],
    ['an empty folder', { a: 'text', 'b/': '' }],
    ['a link in place of a file', { a: { link: 'text' } }],
  ])('gives another digest for %s', async (_what, tree) => {
    const before = await contentDigest({ source: await source({ a: 'text' }) });
    expect((await contentDigest({ source: await source(tree) })).digest).not.toBe(before.digest);
  });

  it('has a digest that no release of this package may change', async () => {
    const { digest } = await contentDigest({
      source: await source({ 'run.sh': ['#!/bin/sh\n', 0o755] }),
      extraFiles: { 'release.json': '{}' },
    });
    const line = (name: string, mode: string, text: string): string =>
      `${name}\0${mode}\0${text.length}\0${createHash('sha256').update(text).digest('hex')}\n`;
    const manifest =
      line('appspec.yml', '100644', 'version: 0.0\n') +
      line('release.json', '100644', '{}') +
      line('run.sh', '100755', '#!/bin/sh\n');
    expect(digest).toBe(createHash('sha256').update(manifest).digest('hex'));
  });

  it('streams large files, compressible or not, and lets other tools read them', async () => {
    const from = await source({ 'small.txt': 'after' });
    const text = Buffer.alloc(9 * 1024 * 1024, 'the quick brown fox ');
    const noise = createHash('shake256', { outputLength: 5 * 1024 * 1024 })
      .update('noise')
      .digest();
    await writeFile(path.join(from, 'large.txt'), text);
    await writeFile(path.join(from, 'noise.bin'), noise);
    const root = await folder();
    const output = path.join(root, 'b.zip');
    const progress: number[] = [];

    const written = await writeBundle({ source: from, output, onProgress: (done) => progress.push(done) });

    await extractBundle({ archive: output, type: 'zip', destination: path.join(root, 'back') });
    expect(await sha256(path.join(root, 'back', 'large.txt'))).toBe(await sha256(path.join(from, 'large.txt')));
    expect(await sha256(path.join(root, 'back', 'noise.bin'))).toBe(await sha256(path.join(from, 'noise.bin')));
    expect(written.bytes).toBeLessThan(6 * 1024 * 1024);
    expect(written.digest).toBe((await contentDigest({ source: from })).digest);
    expect(progress.at(-1)).toBe(text.length + noise.length + 18);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    await run('unzip', ['-tq', output]).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  });

  it('leaves .git out and takes everything else', async () => {
    const from = await source({
      '.git/HEAD': 'ref',
      'sub/.git': 'gitdir',
      '.gitignore': 'x',
      'node_modules/a/index.js': '1',
      '.env': 'A=1',
    });
    const root = await folder();
    await writeBundle({ source: from, output: path.join(root, 'b.zip') });
    await extractBundle({ archive: path.join(root, 'b.zip'), type: 'zip', destination: path.join(root, 'back') });
    expect(Object.keys(await contents(path.join(root, 'back')))).toEqual([
      '.env',
      '.gitignore',
      'appspec.yml',
      'node_modules/a/index.js',
      'sub/',
    ]);
  });

  it('adds extra files, in place of those in the folder', async () => {
    const from = await source({ 'release.json': 'old' });
    const root = await folder();
    await writeBundle({
      source: from,
      output: path.join(root, 'b.zip'),
      extraFiles: { 'release.json': 'new', 'meta/a.json': '{}' },
    });
    await extractBundle({ archive: path.join(root, 'b.zip'), type: 'zip', destination: path.join(root, 'back') });
    expect(await contents(path.join(root, 'back'))).toEqual({
      'appspec.yml': 'version: 0.0\n',
      'release.json': 'new',
      'meta/a.json': '{}',
    });
  });

  it('refuses everything that cannot be bundled at once, and writes nothing', async () => {
    const from = await source({
      'out-absolute': { link: '/etc/passwd' },
      'lib/out-relative': { link: '../../secret' },
      'lib/self': { link: '.' },
      'round-a': { link: 'round-b' },
      'round-b': { link: 'round-a' },
      'back\\slash': '',
    });
    await run('mkfifo', [path.join(from, 'pipe')]);
    const root = await folder();
    const output = path.join(root, 'b.zip');
    const attempt = writeBundle({ source: from, output, extraFiles: { '../up.json': '', lib: '' } });
    await expect(attempt).rejects.toMatchObject({ code: 'BUNDLE_REFUSED' });
    const { problems } = (await attempt.catch((error: unknown) => error)) as { problems: { path: string }[] };
    expect(problems.map((each) => each.path).sort()).toEqual(
      [
        '../up.json',
        'back\\slash',
        'lib',
        'lib/out-relative',
        'lib/self',
        'out-absolute',
        'pipe',
        'round-a',
        'round-b',
      ].sort(),
    );
    expect(await readdir(root)).toEqual([]);
  });

  it('refuses a place inside its own source, also through a symlink', async () => {
    const from = await source({ 'dist/': '' });
    const root = await folder();
    await symlink(from, path.join(root, 'link'));
    for (const output of [
      path.join(from, 'b.zip'),
      path.join(from, 'dist', 'b.zip'),
      path.join(root, 'link', 'b.zip'),
    ]) {
      await expect(writeBundle({ source: from, output })).rejects.toMatchObject({ code: 'BUNDLE_REFUSED' });
    }
  });

  it.each([
    ['a folder that is not there', 'none'],
    ['a file', 'source/appspec.yml'],
  ])('refuses %s as source', async (_what, name) => {
    const root = path.dirname(await source({}));
    await expect(
      writeBundle({ source: path.join(root, name), output: path.join(await folder(), 'b.zip') }),
    ).rejects.toThrow();
  });

  it('stops when told to and leaves no part behind, nor hurts an older bundle', async () => {
    const from = await source({ a: 'x', b: 'y' });
    const root = await folder();
    const output = path.join(root, 'b.zip');
    await writeFile(output, 'older');
    const stop = new AbortController();
    const onProgress = (): void => stop.abort(new Error('enough'));
    await expect(writeBundle({ source: from, output, signal: stop.signal, onProgress })).rejects.toThrow('enough');
    expect(await contents(root)).toEqual({ 'b.zip': 'older' });
  });
});
