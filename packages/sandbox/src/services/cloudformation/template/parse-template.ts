import { isAlias, LineCounter, parseDocument, visit } from 'yaml';
import { formatError, templateError } from './errors.js';
import { isRecord, type Json, type JsonRecord } from './json.js';
import { OLD_BOOLEANS, SHORT_TAGS } from './short-tags.js';

/** YAML with short tags, or JSON, as plain values with the long forms. @throws AwsError ValidationError `Template format error: …` */
export function parseTemplate(body: string): JsonRecord {
  const value = body.trimStart().startsWith('{') ? parseJson(body) : parseYaml(body);
  if (!isRecord(value)) throw formatError('unsupported structure.');
  return value;
}

function parseJson(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    // The YAML reader knows where it went wrong, unless it would have taken it.
    parseYaml(body, 'JSON');
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    const before = body.slice(0, at).split('\n');
    throw formatError(`JSON not well-formed. (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`);
  }
}

function parseYaml(body: string, language: 'YAML' | 'JSON' = 'YAML'): Json {
  const lineCounter = new LineCounter();
  const document = parseDocument(body, {
    customTags: (tags) => [...OLD_BOOLEANS, ...tags, ...SHORT_TAGS],
    logLevel: 'silent',
    lineCounter,
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw formatError(`${language} not well-formed. (line ${line}, column ${col})`);
  }
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) throw templateError('YAML aliases are not allowed in CloudFormation templates');
    },
  });
  return document.toJS() as Json;
}
