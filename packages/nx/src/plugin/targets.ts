import type { TargetConfiguration } from '@nx/devkit';
import type { ResolvedOptions, Verb } from './options.js';

/** What the targets of one project are made from. */
export interface DeployableProject {
  /** Below the workspace root, `/`-separated. */
  readonly root: string;
  readonly environments: readonly string[];
}

type Target = TargetConfiguration & { readonly options: { readonly command: string; readonly cwd: string } };

/** Targets by name. Pure: the same project and options, the same targets. */
export function targetsOf(project: DeployableProject, options: ResolvedOptions): Record<string, Target> {
  const { targetNames: names } = options;
  const source = inShell(options.source);
  const acting = (verb: Verb, command: string, description: string, example: object, extra: object = {}) =>
    [
      names[verb],
      { ...perEnvironment(project, command), cache: false, ...extra, ...told(verb, description, example) },
    ] as const;
  // Two operations on one environment would only wait for each other's lease.
  const alone = { parallelism: false };
  return Object.fromEntries<Target>([
    [names.package, packageTarget(project, options)],
    acting(
      'deploy',
      `bluegreen deploy --source ${source}`,
      'Deploys this build to the idle colour and proves it healthy there; live traffic is not touched.',
      { options: { release: 'v2' } },
      { ...alone, dependsOn: [names.package] },
    ),
    acting(
      'switch',
      'bluegreen switch',
      'Moves live traffic to the idle colour and proves that it moved. Without a terminal, approve with --yes.',
      { options: { yes: true } },
      alone,
    ),
    acting(
      'rollback',
      'bluegreen rollback',
      'Puts the colour that was live before back. Without a terminal, approve with --yes.',
      { options: { yes: true } },
      alone,
    ),
    acting('validate', 'bluegreen validate', 'Asks health and version of what is live through the load balancer.', {
      options: { release: 'v2' },
    }),
    acting('status', 'bluegreen status', 'Shows what is live: colours, releases, traffic, health, capacity.', {
      options: { json: true },
    }),
    acting('plan', 'bluegreen plan switch', 'Prints what a switch would do, and every gate with its verdict.', {
      options: { json: true },
    }),
  ]);
}

/** The one target that Nx may cache: the same build under the same name gives the same bytes. */
function packageTarget({ root }: DeployableProject, options: ResolvedOptions): Target {
  const command = `bluegreen bundle --source ${inShell(options.source)} --output ${inShell(options.output)}`;
  const built = root === '.' ? options.source : `${root}/${options.source}`;
  return {
    executor: 'nx:run-commands',
    options: { command, cwd: root },
    cache: true,
    dependsOn: [options.buildTarget],
    inputs: [
      { dependentTasksOutputFiles: `${built}/**/*` },
      // For a source folder that is not built at all.
      `{projectRoot}/${options.source}/**/*`,
      // Both are written into the bundle: what is live is told by them.
      { env: 'BLUEGREEN_RELEASE' },
      { env: 'CI_COMMIT_SHA' },
    ],
    outputs: [`{projectRoot}/${options.output}`],
    ...told('bundle', 'Checks the built revision and packs it into a reproducible zip.', {
      options: { release: 'v2' },
    }),
  };
}

function perEnvironment({ root, environments }: DeployableProject, command: string): Target {
  const configurations = Object.fromEntries(
    environments.map((name) => [name, { command: `${command} --environment ${name}` }]),
  );
  const only = environments.length === 1 ? { defaultConfiguration: environments[0] } : {};
  return { executor: 'nx:run-commands', options: { command, cwd: root }, configurations, ...only };
}

function told(command: string, description: string, example: object): Pick<TargetConfiguration, 'metadata'> {
  const help = { command: `npx bluegreen ${command} --help`, example };
  return { metadata: { description, technologies: ['bluegreen'], help } };
}

function inShell(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
