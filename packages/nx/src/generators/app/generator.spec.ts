import { readJson, readProjectConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesOf } from '../../testing/tree-files.js';
import { COMPONENT_VERSION } from '../versions.js';
import { addApp } from './generator.js';

const PACKAGE = join(__dirname, '../../..');
const REFERENCE = join(PACKAGE, '../../apps/web');

describe('the app generator', () => {
  let files: string;
  let tree: Tree;
  beforeAll(() => {
    files = mkdtempSync(join(tmpdir(), 'bluegreen-app-files-'));
    execFileSync(process.execPath, [join(PACKAGE, 'build.mjs'), files]);
  });
  afterAll(() => rmSync(files, { recursive: true, force: true }));
  beforeEach(() => (tree = createTreeWithEmptyWorkspace()));

  it('makes the reference app: what is deployed, byte for byte', () => {
    addApp(tree, { directory: 'apps/shop' }, files);
    const deployed = readdirSync(join(REFERENCE, 'deploy'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      statSync(join(REFERENCE, 'deploy', path)).isFile(),
    );
    expect(deployed).toEqual(expect.arrayContaining(['appspec.yml', 'ecosystem.config.cjs', 'hooks/start.sh']));
    for (const path of deployed) {
      const made = tree.read(join('apps/shop/deploy', path));
      expect(made?.equals(readFileSync(join(REFERENCE, 'deploy', path)))).toBe(true);
    }
    expect(tree.exists('apps/shop/src/server.ts')).toBe(true);
    expect(Object.keys(filesOf(tree)).filter((path) => path.includes('.spec.') || path.includes('testing'))).toEqual(
      [],
    );
  });

  it('keeps hooks executable', () => {
    addApp(tree, { directory: 'apps/shop' }, files);
    const hooks = tree.listChanges().filter(({ path }) => path.endsWith('.sh'));
    expect(hooks.length).toBeGreaterThan(4);
    expect(hooks.map(({ options }) => options?.mode)).toEqual(hooks.map(() => '755'));
  });

  it.each([
    [{ directory: 'apps/shop' }, 'shop', 'shop'],
    [{ directory: './services/pay/', name: '@acme/pay' }, '@acme/pay', 'pay'],
  ])('names everything after %j', (options, name, plain) => {
    addApp(tree, { ...options, environment: 'staging' }, files);
    const { root, targets } = readProjectConfiguration(tree, name);
    expect(Object.keys(targets!)).toEqual(['build', 'test', 'typecheck']);
    expect(parse(tree.read(`${root}/bluegreen.yaml`, 'utf8')!)).toEqual({
      project: plain,
      applicationName: plain,
      environments: { staging: null },
    });
    expect(tree.read(`${root}/.gitlab-ci.yml`, 'utf8')).toContain(`npx nx run ${name}:build`);
    expect(tree.exists('bluegreen.yaml')).toBe(false);
  });

  it('adds the tools that the build needs, at the versions that are tested here, and keeps those that are there', () => {
    tree.write('package.json', JSON.stringify({ devDependencies: { typescript: '5.9.3' } }));
    addApp(tree, { directory: 'apps/shop' }, files);
    const manifest = readJson<{ dependencies: object; devDependencies: object }>(tree, 'package.json');
    expect(manifest).toMatchObject({
      dependencies: { express: expect.stringMatching(/^\d/) },
      devDependencies: {
        rolldown: expect.stringMatching(/^\d/),
        typescript: '5.9.3',
        '@bluegreen/cli': COMPONENT_VERSION,
      },
    });
  });

  it('changes nothing when it runs again, and keeps what was changed since', () => {
    addApp(tree, { directory: 'apps/shop' }, files);
    tree.write('apps/shop/src/app.ts', '// mine\n');
    const once = filesOf(tree);
    addApp(tree, { directory: 'apps/shop' }, files);
    expect(filesOf(tree)).toEqual(once);
  });
});
