import type { EnvironmentConfig } from '../domain/environment.js';
import type { Candidate, SourceKind, Sources } from './candidates.js';
import { candidatesOf, outputCandidates } from './candidates.js';
import { chooseEnvironment } from './choose-environment.js';
import { defaultOf, regionOfListener } from './defaults.js';
import { FIELDS } from './fields.js';
import { findConfigFile } from './find-file.js';
import { missingSettings } from './missing-settings.js';
import { profileRegion } from './profile-region.js';
import { readSettings } from './read-file.js';
import { toEnvironmentConfig } from './to-environment-config.js';
import { validate } from './validate.js';

export interface ConfigInput {
  /** By `Field.flag`, such as `blueTargetGroup`, and `config` for the file; others are ignored. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: NodeJS.ProcessEnv;
  /** Where the search for bluegreen.yaml starts. */
  readonly cwd: string;
  /** Asked at most once, and only when a setting is still missing. Null: no such stack. */
  readonly stackOutputs?: (stack: string, region: string) => Promise<Readonly<Record<string, string>> | null>;
}

export interface ResolvedConfig {
  readonly config: EnvironmentConfig;
  /** Every key, in the order of the reference. */
  explain(): ConfigExplanation[];
}

/** Where one setting comes from. */
export interface ConfigExplanation {
  readonly key: string;
  /** Lists are joined by commas; null when the setting is absent. */
  readonly value: string | null;
  readonly kind: SourceKind | null;
  /** Such as `--bucket`, `CODEDEPLOY_S3_BUCKET`, `/app/bluegreen.yaml:4`, `default`; null when the setting is absent. */
  readonly source: string | null;
  /** Weaker sources that say something else. */
  readonly overridden: readonly { readonly value: string; readonly kind: SourceKind; readonly source: string }[];
}

/** Candidates by key, strongest first. */
export type Settings = Map<string, Candidate[]>;

/**
 * The settings of one environment: flags, then BLUEGREEN_* variables, the guide's GitLab variables, bluegreen.yaml, stack
 * outputs, defaults.
 *
 * @throws CONFIG_MISSING, CONFIG_INVALID, ENVIRONMENT_UNKNOWN, ARN_MALFORMED, BUCKET_MISSING; and what `stackOutputs` throws.
 */
export async function resolveConfig(input: ConfigInput): Promise<ResolvedConfig> {
  const file = await findConfigFile(input.cwd, input.flags['config'] || input.env['BLUEGREEN_CONFIG'] || undefined);
  const sources: Sources = { flags: input.flags, env: input.env, file: file && (await readSettings(file)) };
  const environment = chooseEnvironment(sources);
  const settings: Settings = new Map(
    FIELDS.map((field) => [field.key, candidatesOf(field, sources, String(environment[0]!.value))]),
  );
  settings.set('environment', environment);
  for (const key of ['project', 'stack']) addDefault(settings, key);
  await addRegion(settings, input.env);

  const stack = textOf(settings, 'stack')!;
  const region = textOf(settings, 'region')!;
  const isMissing = () => FIELDS.filter((field) => field.required && settings.get(field.key)!.length === 0);
  // Checked before anything is sent: a broken region or name would only come back as a puzzling answer.
  validate(settings);
  let outputs: Readonly<Record<string, string>> | null | undefined;
  if (isMissing().length > 0) {
    outputs = await input.stackOutputs?.(stack, region);
    for (const field of FIELDS) settings.get(field.key)!.push(...outputCandidates(field, stack, outputs ?? {}));
  }
  for (const { key } of FIELDS) addDefault(settings, key);
  const missing = isMissing();
  if (missing.length > 0) throw missingSettings(missing, { stack, region, outputs, environment: environment[0]! });
  validate(settings);
  return { config: toEnvironmentConfig(settings), explain: () => explain(settings) };
}

function addDefault(settings: Settings, key: string): void {
  const candidates = settings.get(key)!;
  const fallback = defaultOf(key, (other) => textOf(settings, other));
  // A default that nobody asked for is no conflict.
  if (candidates.length === 0 && fallback) candidates.push(fallback);
}

async function addRegion(settings: Settings, env: NodeJS.ProcessEnv): Promise<void> {
  const candidates = settings.get('region')!;
  if (candidates.length > 0) return;
  const listener = settings.get('listenerArns')![0]?.value[0];
  candidates.push(
    regionOfListener(listener) ??
      (await profileRegion(env)) ?? { value: 'us-east-1', kind: 'default', source: 'default' },
  );
}

function textOf(settings: Settings, key: string): string | undefined {
  const value = settings.get(key)?.[0]?.value;
  return value === undefined ? undefined : joined(value);
}

function joined(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(',');
}

function explain(settings: Settings): ConfigExplanation[] {
  return FIELDS.map(({ key }) => {
    const [winner, ...weaker] = settings.get(key)!.map((each) => ({ ...each, value: joined(each.value) }));
    return {
      key,
      value: winner?.value ?? null,
      kind: winner?.kind ?? null,
      source: winner?.source ?? null,
      overridden: weaker.filter((each) => each.value !== winner?.value),
    };
  });
}
