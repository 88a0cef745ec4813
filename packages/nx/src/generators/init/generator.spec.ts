import { addProjectConfiguration, readNxJson, updateNxJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesOf } from '../../testing/tree-files.js';
import { readEnvironments } from '../../plugin/read-environments.js';
import init from './generator.js';

const TEMPLATES = join(__dirname, '../../../../../templates');

describe('the init generator', () => {
  let tree: Tree;
  beforeEach(() => (tree = createTreeWithEmptyWorkspace()));
  const text = (path: string) => tree.read(path, 'utf8')!;
  const yaml = (path: string) => parse(text(path)) as Record<string, unknown>;

  it('adds the plugin, settings and a pipeline', () => {
    init(tree, {});
    expect(readNxJson(tree)!.plugins).toContainEqual({ plugin: '@bluegreen/nx', options: {} });
    expect(readEnvironments('bluegreen.yaml', text('bluegreen.yaml'))).toEqual(['production']);
    expect(yaml('.gitlab-ci.yml')).toEqual({ include: [{ local: '/.gitlab/bluegreen.yml' }] });
    expect(yaml('.gitlab/bluegreen.yml')).toMatchObject({
      include: [{ component: expect.stringMatching(/\/base@\d/), inputs: { environment: 'production' } }],
      affected: { extends: '.bluegreen-production' },
      ship: { trigger: { include: [{ artifact: '.bluegreen/pipeline.yml', job: 'affected' }] } },
    });
    expect(text('.gitlab/bluegreen.yml')).toContain('npx bluegreen nx base --environment production --or HEAD~1');
  });

  it.each([
    ['.gitlab/bluegreen.yml', 'base'],
    ['apps/web/.gitlab-ci.yml', 'bluegreen'],
  ])('gives the component that %s includes no input that it does not have, and all that it must have', (file, name) => {
    addProjectConfiguration(tree, 'web', { root: 'apps/web' });
    init(tree, { project: 'web' });
    const { include } = yaml(file) as { include: [{ component: string; inputs: object }] };
    expect(include[0].component).toContain(`/${name}@`);
    const [head] = readFileSync(join(TEMPLATES, `${name}.yml`), 'utf8').split('\n---\n');
    const { spec } = parse(head!) as { spec: { inputs: Record<string, { default?: unknown } | null> } };
    const given = Object.keys(include[0].inputs);
    const needed = Object.keys(spec.inputs).filter((input) => spec.inputs[input]?.default === undefined);
    expect(Object.keys(spec.inputs)).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(needed));
  });

  it.each([[{}], [{ project: '@shop/web', environment: 'staging' }]])(
    'changes nothing when it runs again with %j',
    (options) => {
      addProjectConfiguration(tree, '@shop/web', { root: 'apps/web' });
      init(tree, options);
      const once = filesOf(tree);
      init(tree, options);
      expect(filesOf(tree)).toEqual(once);
    },
  );

  it('gives an existing project settings and a pipeline of its own, under a name that AWS takes', () => {
    addProjectConfiguration(tree, '@shop/web', { root: 'apps/web' });
    init(tree, { project: '@shop/web', environment: 'staging', component: 'gitlab.example.org/ops/bluegreen' });
    expect(tree.exists('bluegreen.yaml')).toBe(false);
    expect(yaml('apps/web/bluegreen.yaml')).toEqual({
      project: 'web',
      applicationName: 'web',
      environments: { staging: null },
    });
    expect(yaml('apps/web/.gitlab-ci.yml')).toMatchObject({
      include: [
        {
          component: expect.stringMatching(/^gitlab\.example\.org\/ops\/bluegreen\/bluegreen@/),
          inputs: {
            environment: 'staging',
            cli: expect.stringMatching(/ bluegreen --config apps\/web\/bluegreen\.yaml$/),
            source: 'apps/web/dist/revision',
            build_script: ['npm ci', 'npx nx run @shop/web:build'],
          },
        },
      ],
    });
  });

  it.each([
    ['a text', 'include: /ci/lint.yml\n', ['/ci/lint.yml', { local: '/.gitlab/bluegreen.yml' }]],
    [
      'one mapping',
      'include: { local: /ci/lint.yml }\n',
      [{ local: '/ci/lint.yml' }, { local: '/.gitlab/bluegreen.yml' }],
    ],
    ['a list', 'include: [/ci/lint.yml]\n', ['/ci/lint.yml', { local: '/.gitlab/bluegreen.yml' }]],
  ])('keeps a pipeline whose include is %s', (_name, before, include) => {
    tree.write('.gitlab-ci.yml', `# ours\n${before}stages: [lint, deploy]\nlint:\n  script: [npm run lint] # fast\n`);
    init(tree, {});
    expect(yaml('.gitlab-ci.yml')).toEqual({
      include,
      stages: ['lint', 'deploy', 'test'],
      lint: { script: ['npm run lint'] },
    });
    expect(text('.gitlab-ci.yml')).toMatch(/^# ours\n[^]*# fast/);
  });

  it('leaves alone what is there', () => {
    tree.write('apps/web/bluegreen.yaml', 'project: mine\n');
    tree.write('.gitlab/bluegreen.yml', '# mine\n');
    updateNxJson(tree, { plugins: ['@bluegreen/nx'] });
    init(tree, {});
    expect(tree.exists('bluegreen.yaml')).toBe(false);
    expect(text('apps/web/bluegreen.yaml')).toBe('project: mine\n');
    expect(text('.gitlab/bluegreen.yml')).toBe('# mine\n');
    expect(readNxJson(tree)!.plugins).toEqual(['@bluegreen/nx']);
  });

  it('refuses to edit a pipeline that it cannot read', () => {
    tree.write('.gitlab-ci.yml', 'include: [\n');
    expect(() => init(tree, {})).toThrow('.gitlab-ci.yml is not valid YAML');
  });
});
