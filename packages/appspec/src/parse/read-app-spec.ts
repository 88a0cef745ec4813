import type { AppSpec, FileExistsBehavior } from '../app-spec.js';
import type { Problem } from '../problem.js';
import { shown, valueOf } from './located.js';
import type { Located, LocatedMap } from './located.js';
import { parseFiles } from './parse-files.js';
import { parseHooks } from './parse-hooks.js';
import { parsePermissions } from './parse-permissions.js';
import { readYaml } from './read-yaml.js';
import { createReport } from './report.js';
import type { Position, Report } from './report.js';
import { warnOfUnknownKeys } from './unknown-keys.js';

const knownKeys = ['version', 'os', 'files', 'permissions', 'hooks', 'file_exists_behavior'];
const behaviors: readonly FileExistsBehavior[] = ['DISALLOW', 'OVERWRITE', 'RETAIN'];

export interface AppSpecReading {
  /** What could be understood, even beside problems; null when there is no map to read. */
  appSpec: AppSpec | null;
  problems: Problem[];
  warnings: Problem[];
  /** Where the paths of files, permissions and hooks stand. */
  positions: ReadonlyMap<string, Position>;
}

/** Reads the text of an appspec.yml and says everything that is wrong with it (contract C6). Touches no file. */
export function readAppSpec(text: string): AppSpecReading {
  const { report, findings } = createReport();
  const root = isText(text, report) ? readYaml(text, report) : null;
  const appSpec = root === null ? nothingToRead(report, findings().problems) : readRoot(root, report);
  return { appSpec, ...findings() };
}

/** A file that some editors save as UTF-16 would be read as one long text with a zero after every letter. */
function isText(text: string, report: Report): boolean {
  if (!text.includes('\0')) return true;
  const message = 'the file holds zero bytes, as UTF-16 does; save it as UTF-8';
  report.problem('APPSPEC_ENCODING', message, '', { line: 1, column: 1 });
  return false;
}

function nothingToRead(report: Report, problems: Problem[]): null {
  const start = { line: 1, column: 1 };
  const message = 'the file is empty; it needs at least version: 0.0 and os: linux';
  if (problems.length === 0) report.problem('APPSPEC_EMPTY', message, '', start);
  return null;
}

function readRoot(root: Located, report: Report): AppSpec | null {
  if (root.kind === 'scalar' && (root.value === null || root.value === false)) return nothingToRead(report, []);
  if (root.kind !== 'map') {
    const message = `the file must be a map with version, os, files and hooks; it is ${shown(root)}`;
    report.problem('APPSPEC_NOT_A_MAP', message, '', root.at);
    return null;
  }
  warnOfUnknownKeys(root, knownKeys, '', report);
  checkVersion(root, report);
  checkOs(root, report);
  return {
    version: 0,
    os: 'linux',
    fileExistsBehavior: readBehavior(root, report),
    files: parseFiles(valueOf(root, 'files'), report),
    permissions: parsePermissions(valueOf(root, 'permissions'), report),
    hooks: parseHooks(valueOf(root, 'hooks'), report),
  };
}

function checkVersion(root: LocatedMap, report: Report): void {
  const value = valueOf(root, 'version');
  if (value?.kind === 'scalar' && value.value === 0) return;
  const quoted = value?.kind === 'scalar' && typeof value.value === 'string' && Number(value.value) === 0;
  const hint = quoted ? '; remove the quotes' : '';
  report.problem(
    'VERSION_INVALID',
    `version must be the number 0.0, not ${shown(value)}${hint}`,
    'version',
    value?.at ?? root.at,
  );
}

function checkOs(root: LocatedMap, report: Report): void {
  const value = valueOf(root, 'os');
  if (value?.kind === 'scalar' && value.value === 'linux') return;
  report.problem('OS_UNSUPPORTED', `os must be linux, not ${shown(value)}`, 'os', value?.at ?? root.at);
}

function readBehavior(root: LocatedMap, report: Report): FileExistsBehavior | null {
  const value = valueOf(root, 'file_exists_behavior');
  if (value === null) return null;
  const behavior = behaviors.find((name) => value.kind === 'scalar' && value.value === name);
  if (behavior !== undefined) return behavior;
  const message = `file_exists_behavior is one of ${behaviors.join(', ')} in capitals, not ${shown(value)}`;
  report.problem('FILE_EXISTS_BEHAVIOR_INVALID', message, 'file_exists_behavior', value.at);
  return null;
}
