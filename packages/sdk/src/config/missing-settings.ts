import { BlueGreenError } from '../domain/errors.js';
import type { Candidate } from './candidates.js';
import type { Field } from './fields.js';
import { flagName } from './fields.js';

interface Search {
  readonly stack: string;
  readonly region: string;
  /** Null: no such stack. Undefined: stacks could not be asked. */
  readonly outputs: Readonly<Record<string, string>> | null | undefined;
  readonly environment: Candidate;
}

/** The error for settings that no source gives: which, and every way to give them. */
export function missingSettings(missing: readonly Field[], search: Search): BlueGreenError {
  const { stack, region, outputs, environment } = search;
  const keys = missing.map((field) => field.key);
  const evidence = missing.map(
    (field) =>
      `${field.key}: ${[flagName(field.flag), ...field.variables, `\`${field.key}\` in bluegreen.yaml`].join(', ')}, ` +
      `or stack output ${field.outputs.join(' or ')}`,
  );
  if (outputs === null && (environment.kind === 'flag' || environment.kind === 'variable')) {
    return new BlueGreenError(
      'ENVIRONMENT_UNKNOWN',
      `There is no environment \`${String(environment.value)}\` (from ${environment.source}): nothing configures it, and there is no stack \`${stack}\` in ${region}.`,
      'Correct the environment, project or region, or describe it in bluegreen.yaml.',
      { evidence },
    );
  }
  const first = missing[0]!;
  const only = keys.length === 1;
  return new BlueGreenError(
    only && first.key === 'bucket' ? 'BUCKET_MISSING' : 'CONFIG_MISSING',
    `${only ? 'A setting is' : 'Settings are'} missing: ${keys.map((key) => `\`${key}\``).join(', ')}.${looked(search)}`,
    `Give ${flagName(first.flag)}, set ${first.variables.join(' or ')}, or put \`${first.key}\` in bluegreen.yaml.`,
    { evidence },
  );
}

function looked({ stack, region, outputs }: Search): string {
  if (outputs === undefined) return '';
  return outputs === null
    ? ` There is no stack \`${stack}\` in ${region} to take it from.`
    : ` The outputs of stack \`${stack}\` do not say.`;
}
