import type { CreateNodesResult, TargetConfiguration } from '@nx/devkit';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createNodes, createNodesV2 } from '../index.js';
import type { BluegreenPluginOptions } from './options.js';

const TWO = 'environments:\n  production:\n  staging: {}\n';

describe('what is inferred from bluegreen.yaml', () => {
  let workspace: string;
  beforeEach(() => (workspace = mkdtempSync(join(tmpdir(), 'bluegreen-nx-'))));
  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  function given(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    }
  }
  async function infer(file: string, options: BluegreenPluginOptions = {}): Promise<CreateNodesResult> {
    const context = { workspaceRoot: workspace, nxJsonConfiguration: {} };
    const [[, result]] = (await createNodesV2[1]([file], options, context)) as [[string, CreateNodesResult]];
    return result;
  }
  async function targets(file: string, options?: BluegreenPluginOptions) {
    const { projects = {} } = await infer(file, options);
    return Object.values(projects)[0]?.targets as Record<string, TargetConfiguration<{ command: string }>>;
  }

  it('is one function under both names that Nx asks for', () => {
    expect(createNodes).toBe(createNodesV2);
  });

  it('gives a project the seven targets, each with its command per environment', async () => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': TWO });
    const found = await targets('apps/web/bluegreen.yaml');
    const commands = Object.entries(found).map(([name, { options, configurations }]) => [
      name,
      options!.command,
      Object.entries(configurations ?? {}).map(
        ([of, { command }]: [string, { command: string }]) => `${of}: ${command}`,
      ),
    ]);
    expect(commands).toEqual([
      ['package', 'bluegreen bundle --source dist/revision --output dist/revision.zip', []],
      ...[
        ['deploy', 'bluegreen deploy --source dist/revision'],
        ['switch', 'bluegreen switch'],
        ['rollback', 'bluegreen rollback'],
        ['validate', 'bluegreen validate'],
        ['status', 'bluegreen status'],
        ['plan', 'bluegreen plan switch'],
      ].map(([name, command]) => [
        name,
        command,
        [`production: ${command} --environment production`, `staging: ${command} --environment staging`],
      ]),
    ]);
  });

  it('caches the package alone, by what was built and what it is called', async () => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': TWO });
    const found = await targets('apps/web/bluegreen.yaml');
    expect(Object.entries(found).filter(([, { cache }]) => cache)).toHaveLength(1);
    expect(found['package']).toMatchObject({
      cache: true,
      dependsOn: ['build'],
      inputs: [
        { dependentTasksOutputFiles: 'apps/web/dist/revision/**/*' },
        '{projectRoot}/dist/revision/**/*',
        { env: 'BLUEGREEN_RELEASE' },
        { env: 'CI_COMMIT_SHA' },
      ],
      outputs: ['{projectRoot}/dist/revision.zip'],
    });
  });

  it('runs what changes an environment alone, and deploys only what was packaged', async () => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': TWO });
    const found = await targets('apps/web/bluegreen.yaml');
    const alone = Object.entries(found).filter(([, { parallelism }]) => parallelism === false);
    expect(alone.map(([name]) => name)).toEqual(['deploy', 'switch', 'rollback']);
    expect(found['deploy']!.dependsOn).toEqual(['package']);
    expect(found['rollback']!.dependsOn).toBeUndefined();
  });

  it.each([
    ['no environments', 'region: us-east-1\n', undefined, []],
    ['an empty file', '', undefined, []],
    ['one environment, which is then the default', 'environments: { staging: }\n', 'staging', ['staging']],
    ['several, of which none is', TWO, undefined, ['production', 'staging']],
  ])('takes %s', async (_name, text, defaultConfiguration, configurations) => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': text });
    const { deploy } = await targets('apps/web/bluegreen.yaml');
    expect(deploy!.defaultConfiguration).toBe(defaultConfiguration);
    expect(Object.keys(deploy!.configurations ?? {})).toEqual(configurations);
  });

  it('goes by the names and folders of the plugin options', async () => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': TWO });
    const found = await targets('apps/web/bluegreen.yaml', {
      source: 'out put/revision',
      output: 'out/it.zip',
      buildTarget: 'compile',
      targetNames: { package: 'pack', switch: 'go-live' },
    });
    expect(Object.keys(found)).toEqual(['pack', 'deploy', 'go-live', 'rollback', 'validate', 'status', 'plan']);
    expect(found['pack']).toMatchObject({
      dependsOn: ['compile'],
      options: { command: "bluegreen bundle --source 'out put/revision' --output out/it.zip" },
    });
    expect(found['deploy']!.dependsOn).toEqual(['pack']);
  });

  it('says of each target what it does and how to learn more', async () => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': TWO });
    const { projects } = await infer('apps/web/bluegreen.yaml');
    const { metadata, targets: found } = projects!['apps/web']!;
    expect(metadata!.targetGroups).toEqual({ Bluegreen: Object.keys(found!) });
    for (const { metadata: told } of Object.values(found!)) {
      expect(told).toMatchObject({
        description: expect.stringMatching(/^[A-Z].+\.$/),
        technologies: ['bluegreen'],
        help: { command: expect.stringMatching(/^npx bluegreen \w+ --help$/), example: { options: expect.anything() } },
      });
    }
  });

  it.each([
    ['in a folder that is no project', { 'docs/bluegreen.yaml': TWO }, 'docs/bluegreen.yaml'],
    ['at a root that Nx takes for none', { 'package.json': '{}', 'bluegreen.yaml': TWO }, 'bluegreen.yaml'],
    [
      'beside the file that counts',
      { 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': TWO, 'apps/web/bluegreen.yml': TWO },
      'apps/web/bluegreen.yml',
    ],
  ])('infers nothing from a file %s', async (_name, files: Record<string, string>, file) => {
    given(files);
    expect(await infer(file)).toEqual({});
  });

  it('infers from a root that is a project', async () => {
    given({ 'package.json': '{ "nx": {} }', 'bluegreen.yaml': TWO });
    const { package: pack } = await targets('bluegreen.yaml');
    expect(pack!.inputs).toContainEqual({ dependentTasksOutputFiles: 'dist/revision/**/*' });
  });

  it.each([
    ['broken YAML', 'project: web\nenvironments: [', 'line 2'],
    ['a list', '- production\n', 'must be a mapping'],
    ['environments that are a list', 'environments: [production]\n', 'environments must be a mapping'],
    ['a name that a shell would read otherwise', 'environments: { "a; rm -rf b": {} }\n', 'no name of an environment'],
  ])('refuses %s and names the file', async (_name, text, told) => {
    given({ 'apps/web/project.json': '{}', 'apps/web/bluegreen.yaml': text });
    const error = await infer('apps/web/bluegreen.yaml').catch((caught: unknown) => caught);
    const [[file, cause]] = (error as { errors: [[string, Error]] }).errors;
    expect(file).toBe('apps/web/bluegreen.yaml');
    expect(cause.message).toContain('apps/web/bluegreen.yaml is not valid');
    expect(cause.message).toContain(told);
  });
});
