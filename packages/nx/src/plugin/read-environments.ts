import { LineCounter, parseDocument } from 'yaml';

// The same names that the command line takes; they go into a shell command as they stand.
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;

/**
 * Names of the environments that a `bluegreen.yaml` lists, in its order; none when it lists none.
 *
 * @throws Error naming the file, and the line where YAML itself is broken.
 */
export function readEnvironments(file: string, text: string): readonly string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new Error(`${file} is not valid YAML: line ${lines.linePos(error.pos[0]).line}: ${error.message}`);
  const content: unknown = document.toJS() ?? {};
  if (!isMapping(content)) throw new Error(`${file} is not valid: it must be a mapping of settings.`);
  const { environments = null } = content;
  if (environments === null) return [];
  if (!isMapping(environments)) throw new Error(`${file} is not valid: environments must be a mapping by name.`);
  const names = Object.keys(environments);
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong === undefined) return names;
  throw new Error(
    `${file} is not valid: \`${wrong}\` is no name of an environment (a letter, then letters, digits and hyphens).`,
  );
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
