/** The verbs that a project with a `bluegreen.yaml` gets a target for. */
export const VERBS = ['package', 'deploy', 'switch', 'rollback', 'validate', 'status', 'plan'] as const;
export type Verb = (typeof VERBS)[number];

/** `options` of the plugin's entry in nx.json. */
export interface BluegreenPluginOptions {
  /** Folder below the project that holds appspec.yml once it is built. Default: `dist/revision`. */
  readonly source?: string;
  /** Zip below the project that the package target writes. Default: `dist/revision.zip`. */
  readonly output?: string;
  /** Target that makes the source folder. Default: `build`. */
  readonly buildTarget?: string;
  /** Names of inferred targets, where others are wanted than the verbs themselves. */
  readonly targetNames?: Partial<Readonly<Record<Verb, string>>>;
}

export interface ResolvedOptions {
  readonly source: string;
  readonly output: string;
  readonly buildTarget: string;
  readonly targetNames: Readonly<Record<Verb, string>>;
}

export function resolveOptions(options: BluegreenPluginOptions = {}): ResolvedOptions {
  const names = Object.fromEntries(VERBS.map((verb) => [verb, verb])) as Record<Verb, string>;
  return {
    source: options.source ?? 'dist/revision',
    output: options.output ?? 'dist/revision.zip',
    buildTarget: options.buildTarget ?? 'build',
    targetNames: { ...names, ...options.targetNames },
  };
}
