import { BlueGreenError } from '../domain/errors.js';
import { FIELD_BY_KEY, type Field } from './fields.js';
import type { ConfigFile } from './find-file.js';

/** A value as written down, and the line it stands on. */
export interface FileSetting {
  readonly value: string | readonly string[];
  readonly line: number;
}
/** bluegreen.yaml by dotted key. */
export interface FileSettings {
  readonly path: string;
  readonly shared: ReadonlyMap<string, FileSetting>;
  /** Null when the file lists no environments. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, FileSetting>> | null;
}

type LineOf = (path: readonly string[]) => number;

/** @throws CONFIG_INVALID naming every problem with its line. */
export async function readSettings(file: ConfigFile): Promise<FileSettings> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
  const lineOf: LineOf = (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  if (document.errors.length > 0) {
    throw invalid(
      file,
      document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: ${error.message}`),
    );
  }
  const content: unknown = document.toJS() ?? {};
  const { environments = null, ...shared } = isMapping(content) ? content : {};
  try {
    if (!isMapping(content) || !(environments === null || isMapping(environments))) throw new NotPlain();
    return {
      path: file.path,
      shared: flatten(shared, [], lineOf),
      environments:
        environments &&
        new Map(
          Object.entries(environments).map(([name, own]) => {
            if (own !== null && (!isMapping(own) || 'project' in own || 'environment' in own)) throw new NotPlain();
            return [name, flatten(own ?? {}, ['environments', name], lineOf)];
          }),
        ),
    };
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    // Only now is the schema wanted: it knows what to say, and its library takes longer to load than all else here.
    const { explainProblems } = await import('./explain-problems.js');
    throw invalid(file, explainProblems(content, lineOf));
  }
}

/** The content is not what the schema describes. */
class NotPlain extends Error {}

function flatten(section: Mapping, at: readonly string[], lineOf: LineOf, prefix = ''): Map<string, FileSetting> {
  const settings = new Map<string, FileSetting>();
  for (const [name, value] of Object.entries(section)) {
    if (name.includes('.')) throw new NotPlain();
    const key = prefix + name;
    const path = [...at, ...key.split('.')];
    const field = FIELD_BY_KEY.get(key);
    if (field) {
      if (!isRightFor(field, value)) throw new NotPlain();
      const plain = field.number || field.boolean ? String(value) : (value as string | string[]);
      settings.set(key, { value: plain, line: lineOf(path) });
    } else if (isMapping(value) && [...FIELD_BY_KEY.keys()].some((known) => known.startsWith(`${key}.`))) {
      for (const [inner, setting] of flatten(value, at, lineOf, `${key}.`)) settings.set(inner, setting);
    } else {
      throw new NotPlain();
    }
  }
  return settings;
}

function isRightFor({ number, boolean, list }: Field, value: unknown): boolean {
  if (number) return typeof value === 'number';
  if (boolean) return typeof value === 'boolean';
  return list ? isTexts(value) : isText(value);
}

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);

function invalid(file: ConfigFile, problems: readonly string[]): BlueGreenError {
  const [first = 'it is not what was expected', ...rest] = problems;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  return new BlueGreenError(
    'CONFIG_INVALID',
    `\`${file.path}\` is not valid: ${first}${more}.`,
    'Correct the file, then run the same command again.',
    { evidence: problems },
  );
}
