import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import gate from './gate.cjs';
import operation from './operation.cjs';
import sandboxOperation from './sandbox-operation.cjs';

jest.setTimeout(180_000);

const REPOSITORY = join(__dirname, '../../..');
/** What generators change, and what they write is checked against. */
const COPIED = [
  'packages/sdk',
  'packages/appspec',
  'packages/sandbox',
  'packages/load-balancer',
  'packages/steady-load',
  'apps/cli',
];

describe('the generators of this workspace', () => {
  let folder: string;
  let tree: Tree;
  const text = (file: string) => tree.read(file, 'utf8')!;
  const written = () => tree.listChanges().map(({ path }) => path);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-generators-'));
    for (const project of COPIED) copyProject(project);
    for (const file of ['jest.preset.js', 'tsconfig.base.json', '.prettierrc.json']) {
      cpSync(join(REPOSITORY, file), join(folder, file));
    }
    linkModules();
    tree = createTree();
    for (const project of COPIED) readInto(`${project}/src`);
    const before = new Map(tree.listChanges().map(({ path, content }) => [path, content?.toString()]));
    operation(tree, { name: 'pause-traffic' });
    gate(tree, { name: 'queue-empty', title: 'Queue empty', titleKo: '대기열 비어 있음', verbs: 'deploy,switch' });
    sandboxOperation(tree, { service: 'autoscaling', name: 'DescribeWarmPool' });
    sandboxOperation(tree, { service: 'codedeploy', name: 'ListOnPremisesInstances' });
    sandboxOperation(tree, { service: 'cloudwatch', name: 'DescribeAlarmHistory' });
    for (const { path, content } of tree.listChanges()) {
      if (before.get(path) === content?.toString()) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content!);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('write code that compiles, in every file that it touches', () => {
    const files = [
      'packages/sdk/src/index.ts',
      'packages/sandbox/src/index.ts',
      'apps/cli/src/program.ts',
      ...written().filter((path) => /(pause-traffic|queue-empty|describe-warm-pool|describe-alarm-history)/.test(path)),
    ];
    const compilerOptions = { noEmit: true, composite: false, incremental: false, types: ['node', 'jest'] };
    const config = { extends: './tsconfig.base.json', compilerOptions, files };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(REPOSITORY, 'node_modules/.bin/tsc');
    const { status, stdout } = spawnSync(tsc, ['-p', folder], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it.each([
    ['packages/sdk', 'pause-traffic|queue-empty|gates\\.spec', 3],
    ['packages/sandbox', 'describe-warm-pool|list-on-premises|describe-alarm-history', 3],
  ])('write specs that pass: %s', (project, pattern, suites) => {
    const jest = join(REPOSITORY, 'node_modules/.bin/jest');
    const { stdout, stderr } = spawnSync(jest, ['--json', '--testPathPatterns', pattern], {
      cwd: join(folder, project),
      encoding: 'utf8',
    });
    const report = JSON.parse(stdout || '{}') as { numFailedTests: number; numPassedTestSuites: number };
    expect({ ...report, stderr }).toMatchObject({ numFailedTests: 0, numPassedTestSuites: suites });
  });

  it('write what prettier leaves as it is', () => {
    const files = execFileSync('find', ['.', '-name', '*.ts', '-newer', 'tsconfig.base.json', '-path', '*/src/*'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const touched = /pause-traffic|queue-empty|warm-pool|alarm-history|gates\/gates\.ts|sentences\.(en|ko)|program\.ts/;
    const ours = files.split('\n').filter((file) => touched.test(file));
    expect(ours.length).toBeGreaterThan(12);
    const prettier = join(REPOSITORY, 'node_modules/.bin/prettier');
    const { status, stderr } = spawnSync(prettier, ['--check', ...ours], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('put each thing into its table', () => {
    expect(text('packages/sdk/src/gates/gates.ts')).toMatch(/deploy: \[[^\]]*'queue-empty'/);
    expect(text('packages/sdk/src/narration/messages.ko.ts')).toContain("'queue-empty': '대기열 비어 있음',");
    expect(text('apps/cli/src/program.ts')).toContain('    pauseTrafficCommand(cli),\n');
    expect(text('packages/sandbox/src/services/codedeploy/operations.ts')).toContain(
      '    ListOnPremisesInstances: listOnPremisesInstances(),\n',
    );
  });

  it('refuse to write over what is there, and services that they do not know', () => {
    expect(() => operation(tree, { name: 'pause-traffic' })).toThrow('exists already');
    expect(() => gate(tree, { name: 'queue-full', verbs: 'fly' })).toThrow('fly is no verb');
    expect(() => sandboxOperation(tree, { service: 's3', name: 'ListBuckets' })).toThrow('s3 is none of the services');
  });

  it('name the file that has changed its form', () => {
    const changed = createTree();
    changed.write('packages/sdk/src/domain/plan.ts', 'export {};\n');
    expect(() => gate(changed, { name: 'queue-empty' })).toThrow('packages/sdk/src/domain/plan.ts does not look as');
  });

  function copyProject(project: string): void {
    const without = /\/(dist|\.tsbuild|node_modules)$/;
    const filter = (path: string) => !without.test(path);
    cpSync(join(REPOSITORY, project), join(folder, project), { recursive: true, filter });
    const own = join(REPOSITORY, project, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(folder, project, 'node_modules'));
  }

  /** The repository's modules; our own packages are the copies. */
  function linkModules(): void {
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, '@bluegreen'), { recursive: true });
    for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
      if (name !== '@bluegreen') symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
    }
    for (const project of COPIED) symlinkSync(join(folder, project), join(modules, '@bluegreen', basename(project)));
  }

  function readInto(path: string): void {
    for (const file of readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.ts')) tree.write(join(path, file), readFileSync(join(folder, path, file)));
    }
  }
});
