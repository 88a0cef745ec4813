import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { APP, CLI } from './testing/cli.js';
import { NX_MODULES, nxWorkspace, type NxWorkspace } from './testing/nx-workspace.js';
import { runnablePage } from './testing/runnable-page.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(180_000);

interface ShownTarget {
  readonly cache?: boolean;
  readonly parallelism?: boolean;
  readonly configurations?: Readonly<Record<string, { command: string }>>;
  readonly metadata?: { description: string };
}

describe('the plugin and its generators, installed from the tarball', () => {
  let workspace: NxWorkspace;
  beforeAll(() => {
    workspace = nxWorkspace();
    workspace.commit('empty');
  });
  afterAll(() => workspace.remove());
  const everything = () =>
    readdirSync(workspace.folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => !/^(node_modules|\.git|\.nx)(\/|$)|\/dist(\/|$)/.test(path))
      .sort();
  const changes = async () => (await workspace.told('git', ['status', '--porcelain'])).trim();

  it('runs on the Nx that it is meant to run on', async () => {
    const { version } = JSON.parse(readFileSync(join(NX_MODULES, 'nx/package.json'), 'utf8')) as { version: string };
    expect(await workspace.told('nx', ['--version'])).toContain(`Local: v${version}`);
  });

  it('makes an app and a pipeline, and changes nothing the second time', async () => {
    const words = ['generate', '@bluegreen/nx:app', 'apps/web', '--no-interactive'];
    await workspace.told('nx', words);
    expect(everything()).toEqual(
      expect.arrayContaining([
        '.gitlab-ci.yml',
        '.gitlab/bluegreen.yml',
        'apps/web/.gitlab-ci.yml',
        'apps/web/bluegreen.yaml',
        'apps/web/deploy/appspec.yml',
        'apps/web/deploy/ecosystem.config.cjs',
        'apps/web/deploy/nginx/bluegreen-app.conf',
        'apps/web/src/server.ts',
      ]),
    );
    workspace.commit('app');
    await workspace.told('nx', words);
    await workspace.told('nx', ['generate', '@bluegreen/nx:init', '--no-interactive']);
    expect(await changes()).toBe('');
  });

  it('reads well in `nx show project`', async () => {
    const shown = JSON.parse(await workspace.told('nx', ['show', 'project', 'web', '--json'])) as {
      targets: Record<string, ShownTarget>;
      metadata: { targetGroups: Record<string, string[]> };
    };
    const verbs = ['package', 'deploy', 'switch', 'rollback', 'validate', 'status', 'plan'];
    expect(shown.metadata.targetGroups['Bluegreen']).toEqual(verbs);
    expect(shown.targets['deploy']).toMatchObject({
      cache: false,
      parallelism: false,
      configurations: {
        production: { command: 'bluegreen deploy --source dist/revision --environment production' },
      },
      metadata: { description: expect.stringContaining('idle colour') },
    });
  });

  it('builds and tests the app, and packages it from the cache until it changes', async () => {
    const pack = async (release: string) => {
      const told = await workspace.told('nx', ['run', 'web:package'], { BLUEGREEN_RELEASE: release });
      return /read the output from the cache instead of running the command for (\d+)/.exec(told)?.[1] ?? '0';
    };
    await workspace.told('nx', ['run', 'web:test']);
    expect(await pack('v1')).toBe('1');
    expect(await pack('v1')).toBe('2');
    expect(await pack('v2')).toBe('1');
    const page = join(workspace.folder, 'apps/web/src/routes/page.ts');
    workspace.write({ 'apps/web/src/routes/page.ts': readFileSync(page, 'utf8').replace('It works.', 'It works!') });
    expect(await pack('v2')).toBe('0');
  });

  it('names the file when bluegreen.yaml is broken', async () => {
    workspace.write({
      'apps/broken/project.json': '{"name":"broken"}',
      'apps/broken/bluegreen.yaml': 'environments: [',
    });
    const { code, stdout, stderr } = await workspace.run('nx', ['show', 'projects']);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain('apps/broken/bluegreen.yaml is not valid YAML: line 1');
  });
});

describe('two apps and a library that both use', () => {
  const apps = ['web', 'api'] as const;
  let sandboxes: TestSandbox[];
  let workspace: NxWorkspace;
  beforeAll(async () => {
    // Each app has an environment of its own; which one is meant goes by the folder that a command runs in.
    const own = 'if [ -f .env ]; then . ./.env; else . "$(git rev-parse --show-toplevel)/.env"; fi';
    workspace = nxWorkspace(`${own} && exec ${process.execPath} ${CLI} "$@"`);
    sandboxes = await Promise.all(apps.map(() => sandboxUp('--instances', '1', '--workers', '1')));
    const build = `rm -rf dist && mkdir dist && cp -r ${APP} dist/revision && cp page.txt dist/revision/`;
    const targets = {
      build: { command: build, options: { cwd: '{projectRoot}' }, outputs: ['{projectRoot}/dist/revision'] },
    };
    workspace.write({
      'nx.json': JSON.stringify({ plugins: ['@bluegreen/nx'], neverConnectToCloud: true, analytics: false }),
      'libs/prices/project.json': JSON.stringify({ name: 'prices' }),
      'libs/prices/prices.txt': '1\n',
    });
    for (const [index, name] of apps.entries()) {
      workspace.write({
        [`apps/${name}/project.json`]: JSON.stringify({ name, targets, implicitDependencies: ['prices'] }),
        [`apps/${name}/bluegreen.yaml`]: 'environments:\n  production:\n',
        [`apps/${name}/page.txt`]: 'one\n',
        [`apps/${name}/.gitignore`]: '.env\n',
        [`apps/${name}/.env`]: exported(sandboxes[index]!.environment),
      });
    }
  });
  afterAll(async () => {
    await Promise.all((sandboxes ?? []).map((sandbox) => sandbox.stop()));
    workspace.remove();
  });

  const nx = (...words: string[]) => workspace.told('nx', words);
  const base = async (app: string) =>
    (await workspace.told('bluegreen', ['nx', 'base', '--environment', 'production'], {}, `apps/${app}`)).trim();
  const affected = async (...words: string[]) => {
    const told = await workspace.told('bluegreen-affected', ['--environment', 'production', ...words]);
    return told.split('\n').filter(Boolean);
  };
  /** Deploys with the targets of Nx what differs from the commit, and switches it. */
  const ship = async (commit: string, release: string, since: readonly string[], projects: readonly string[]) => {
    const named = { BLUEGREEN_RELEASE: release, CI_COMMIT_SHA: commit };
    await workspace.told('nx', [...since, '-t', 'deploy', '-c', 'production'], named);
    await nx('run-many', '-t', 'switch', '-c', 'production', '-p', ...projects, '--yes');
  };
  let first: string;

  it('ships both while nobody knows what is live, and then neither', async () => {
    first = workspace.commit('first');
    expect(await affected()).toEqual(['api', 'web']);
    await ship(first, 'v1', ['run-many'], apps);
    expect(await Promise.all(apps.map(base))).toEqual([first, first]);
    expect(await affected()).toEqual([]);
  });

  it('ships the one that changed, and only that', async () => {
    workspace.write({ 'apps/web/page.txt': 'two\n' });
    const second = workspace.commit('web');
    expect(await affected('--pipeline', 'pipeline.yml')).toEqual(['web']);
    expect(readFileSync(join(workspace.folder, 'pipeline.yml'), 'utf8')).toContain('apps/web/.gitlab-ci.yml');
    await ship(second, 'v2', ['affected', `--base=${await base('web')}`], ['web']);
    expect(await Promise.all(apps.map(base))).toEqual([second, first]);
    expect(await affected()).toEqual([]);
  });

  it('ships it again after it was rolled back', async () => {
    await nx('run', 'web:rollback:production', '--yes');
    expect(await base('web')).toBe(first);
    expect(await affected()).toEqual(['web']);
  });

  it('ships both when what they share changes', async () => {
    workspace.write({ 'libs/prices/prices.txt': '2\n' });
    workspace.commit('prices');
    expect(await affected()).toEqual(['api', 'web']);
  });

  it('does what docs/how-to/nx.md says, block by block', async () => {
    // Calls from the root, and of the app that is made, concern the first app's environment.
    workspace.write({
      'bluegreen.yaml': 'environments:\n  production:\n',
      '.env': exported(sandboxes[0]!.environment),
      '.gitignore': 'node_modules\ndist\n.nx\n.env\n',
    });
    workspace.commit('root');
    const { script, blocks } = runnablePage('docs/how-to/nx.md');
    expect(blocks).toBe(3);
    const told = await workspace.told('bash', ['-c', script], { ROOT: workspace.folder });
    // The other app has not got yet what both share.
    expect(told).toMatch(/^api$/m);
    const { live, colors } = await sandboxes[0]!.json<StatusJson>('status');
    expect(colors[live!].release).toBe('v2');
    expect(readFileSync(join(workspace.folder, 'apps/shop/bluegreen.yaml'), 'utf8')).toContain('production');
  });
});

/** As a shell reads it; what the test itself needs of the environment stays out. */
function exported(environment: NodeJS.ProcessEnv): string {
  return Object.entries(environment)
    .filter(([name]) => /^(AWS_|ALB_|BLUEGREEN_|BLUE_|GREEN_|CODEDEPLOY_|APPLICATION_NAME$)/.test(name))
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
}
