import type { z } from 'zod';
import { closest } from './closest.js';
import { FIELDS } from './fields.js';
import { schema } from './schema.js';

/** Every way in which a file's content is not what the schema describes, one sentence part each, with its line. */
export function explainProblems(content: unknown, lineOf: (path: readonly string[]) => number): string[] {
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).flatMap((issue) => {
    const path = issue.path.map(String);
    const at = path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const meant = closest(key, knownKeys(path));
        const hint = meant ? ` (did you mean \`${meant}\`?)` : ` (known here: ${knownKeys(path).join(', ')})`;
        return `line ${lineOf([...path, key])}: unknown key \`${[...path, key].join('.')}\`${hint}`;
      });
    }
    return [`line ${lineOf(path)}: ${at ? `\`${at}\`` : 'the file'} ${expectation(issue)}`];
  });
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${WORDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small') return 'must not be empty';
  return issue.message;
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text (put it in quotes)',
  array: 'a list',
  number: 'a number (without quotes)',
  boolean: 'true or false (without quotes)',
  object: 'a mapping',
  record: 'a mapping',
};

/** Keys that may stand in the mapping at `path`. */
function knownKeys(path: readonly string[]): string[] {
  const inEnvironment = path[0] === 'environments';
  const prefix = (inEnvironment ? path.slice(2) : path).map((part) => `${part}.`).join('');
  const shared = inEnvironment ? [] : ['project', 'environment'];
  const keys = FIELDS.map((field) => field.key)
    .filter((key) => key.startsWith(prefix) && (shared.includes(key) || !['project', 'environment'].includes(key)))
    .map((key) => key.slice(prefix.length).split('.')[0]!);
  return [...new Set(path.length === 0 ? [...keys, 'environments'] : keys)];
}
