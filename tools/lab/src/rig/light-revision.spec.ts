import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lightRevision } from './light-revision.js';

let app: string;
beforeEach(async () => {
  app = await mkdtemp(join(tmpdir(), 'bluegreen-lab-spec-'));
  await mkdir(join(app, 'hooks'));
  await writeFile(join(app, 'appspec.yml'), 'version: 0.0\n');
  await writeFile(join(app, 'hooks/start.sh'), 'pm2 start\n');
});
afterEach(() => rm(app, { recursive: true, force: true }));

it('is the app with hooks that bash understands and that know no PM2, and leaves the app alone', async () => {
  const light = await lightRevision(app);
  expect(await readFile(join(light.path, 'appspec.yml'), 'utf8')).toBe('version: 0.0\n');
  for (const name of await readdir(join(light.path, 'hooks'))) {
    const file = join(light.path, 'hooks', name);
    execFileSync('bash', ['-n', file]);
    expect((await stat(file)).mode & 0o111).toBe(0o111);
    expect(await readFile(file, 'utf8')).not.toContain('pm2');
  }
  await light.remove();
  await expect(stat(light.path)).rejects.toThrow('ENOENT');
  expect(await readFile(join(app, 'hooks/start.sh'), 'utf8')).toBe('pm2 start\n');
});

it('tells the server what it is from the bundle, without any other program', async () => {
  const light = await lightRevision(app);
  const root = join(app, 'host');
  await mkdir(join(root, 'current'), { recursive: true });
  await writeFile(join(root, 'current/release.json'), '{\n  "release": "v1.2+3",\n  "commit": null\n}\n');
  await writeFile(join(light.path, 'hooks/host.sh'), `CURRENT="${root}/current" RUN="${root}" LOGS="${root}"\n`);
  const digest = 'a1'.repeat(32);
  execFileSync(join(light.path, 'hooks/after-install.sh'), {
    env: {
      ...process.env,
      BUNDLE_KEY: `releases/app/v1.2+3-${digest}.zip`,
      ...{ BLUEGREEN_COLOR: 'green', BLUEGREEN_INSTANCE: 'i-1' },
    },
  });
  expect(JSON.parse(await readFile(join(root, 'identity.json'), 'utf8'))).toEqual({
    ...{ release: 'v1.2+3', digest, color: 'green', instance: 'i-1' },
  });
  await light.remove();
});
