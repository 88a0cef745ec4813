import type { FileSettings } from './read-file.js';
import type { Field } from './fields.js';
import { flagName } from './fields.js';

export type SourceKind = 'flag' | 'variable' | 'file' | 'stack-output' | 'profile' | 'derived' | 'default';

/** A value that a source gives for a key. */
export interface Candidate {
  readonly value: string | readonly string[];
  readonly kind: SourceKind;
  /** Where exactly, such as `--bucket`, `CODEDEPLOY_S3_BUCKET` or `/app/bluegreen.yaml:4`. */
  readonly source: string;
}

export interface Sources {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: NodeJS.ProcessEnv;
  readonly file: FileSettings | null;
}

/** What flags, variables and bluegreen.yaml say about a field, strongest first. An empty value says nothing. */
export function candidatesOf(field: Field, { flags, env, file }: Sources, environment: string | null): Candidate[] {
  const own = environment === null ? undefined : file?.environments?.get(environment);
  const fromFile = [own?.get(field.key), file?.shared.get(field.key)].flatMap((setting) =>
    setting ? [{ value: setting.value, kind: 'file' as const, source: `${file!.path}:${setting.line}` }] : [],
  );
  return [
    ...textCandidate(field, flags[field.flag], 'flag', flagName(field.flag)),
    ...field.variables.flatMap((name) => textCandidate(field, env[name], 'variable', name)),
    ...fromFile,
  ];
}

export function outputCandidates(field: Field, stack: string, outputs: Readonly<Record<string, string>>): Candidate[] {
  return field.outputs.flatMap((name) =>
    textCandidate(field, outputs[name], 'stack-output', `output ${name} of stack ${stack}`),
  );
}

function textCandidate(field: Field, text: string | undefined, kind: SourceKind, source: string): Candidate[] {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return [];
  if (!field.list) return [{ value: trimmed, kind, source }];
  const values = trimmed.split(/\s*,\s*/).filter((part) => part !== '');
  return values.length > 0 ? [{ value: values, kind, source }] : [];
}
