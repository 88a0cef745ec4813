import { BlueGreenError } from '../domain/errors.js';
import { namesOf } from '../domain/names.js';
import type { Candidate, Sources } from './candidates.js';
import { candidatesOf } from './candidates.js';
import { closest } from './closest.js';
import { defaultOf } from './defaults.js';
import { FIELD_BY_KEY } from './fields.js';

/**
 * Which environment is meant, strongest source first.
 *
 * @throws ENVIRONMENT_UNKNOWN when bluegreen.yaml lists environments and the one named is not among them, or when the
 *   settings at hand are plainly another environment's.
 * @throws CONFIG_MISSING when bluegreen.yaml lists several and none is named.
 */
export function chooseEnvironment(sources: Sources): Candidate[] {
  const named = candidatesOf(FIELD_BY_KEY.get('environment')!, sources, null);
  const listed = [...(sources.file?.environments?.keys() ?? [])];
  const implied = environmentOfApplication(sources);
  const chosen = named[0] ?? implied ?? onlyListed(sources, listed);
  const name = String(chosen.value);
  if (listed.length > 0 && !listed.includes(name)) throw notListed(chosen, sources.file!.path, listed);
  if (implied && implied.value !== name) throw otherEnvironment(chosen, implied);
  return named.length > 0 ? named : [chosen];
}

/**
 * The environment in the name of a CodeDeploy application that a flag or variable gives. Variables of one environment
 * left in a shell must not pass for another: that would act on the first under the lease of the second.
 */
function environmentOfApplication(sources: Sources): Candidate | undefined {
  const [application] = candidatesOf(FIELD_BY_KEY.get('codeDeployApplication')!, { ...sources, file: null }, null);
  if (!application) return undefined;
  const projectField = FIELD_BY_KEY.get('project')!;
  const project = candidatesOf(projectField, sources, null)[0] ?? defaultOf('project', () => undefined);
  const [before, after] = namesOf(String(project?.value), '\n').application.split('\n') as [string, string];
  const name = String(application.value);
  const environment = name.slice(before.length, -after.length);
  if (!name.startsWith(before) || !name.endsWith(after) || environment === '') return undefined;
  return { value: environment, kind: 'derived', source: `derived from ${application.source}` };
}

function onlyListed({ file }: Sources, listed: readonly string[]): Candidate {
  if (listed.length === 0) return { value: 'production', kind: 'default', source: 'default' };
  if (listed.length === 1) return { value: listed[0]!, kind: 'file', source: `${file!.path}, the only environment` };
  throw new BlueGreenError(
    'CONFIG_MISSING',
    `No environment is named, and \`${file!.path}\` lists several: ${listed.join(', ')}.`,
    'Name one with --environment or BLUEGREEN_ENVIRONMENT.',
  );
}

function notListed({ value, source }: Candidate, path: string, listed: readonly string[]): BlueGreenError {
  const meant = closest(String(value), listed);
  return new BlueGreenError(
    'ENVIRONMENT_UNKNOWN',
    `There is no environment \`${String(value)}\` (from ${source}) in \`${path}\`: it lists ${listed.join(', ')}.`,
    meant ? `Did you mean \`--environment ${meant}\`?` : 'Name one of those, or add it under `environments`.',
  );
}

function otherEnvironment(chosen: Candidate, implied: Candidate): BlueGreenError {
  const variable = implied.source.replace('derived from ', '');
  return new BlueGreenError(
    'ENVIRONMENT_UNKNOWN',
    `The environment \`${String(chosen.value)}\` (from ${chosen.source}) is not the one that the other settings are for: ${variable} names an application of \`${String(implied.value)}\`.`,
    `Use \`--environment ${String(implied.value)}\`, or unset the variables of \`${String(implied.value)}\`.`,
  );
}
