import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppSpec } from '../app-spec.js';
import { scanFolder } from '../bundle/scan-source.js';
import { readAppSpec } from '../parse/read-app-spec.js';
import { createReport } from '../parse/report.js';
import type { Position, Report } from '../parse/report.js';
import type { Problem } from '../problem.js';
import { checkInstallation } from './check-installation.js';
import { checkScript } from './check-script.js';

export interface RevisionCheck {
  /** Whether the agent would take this revision. */
  ok: boolean;
  /** What could be read of the appspec, even beside problems. */
  appSpec: AppSpec | null;
  problems: Problem[];
  warnings: Problem[];
}

/**
 * Checks a revision in a folder before anything is uploaded: the appspec, the files it names, its scripts, and whether
 * all of it can be bundled. Everything wrong is told at once.
 * @throws when the folder itself cannot be read
 */
export async function checkRevision(folder: string): Promise<RevisionCheck> {
  const { report, findings } = createReport();
  const file = await findAppSpec(folder, report);
  // A folder without one is likely the wrong folder, and may be a whole disk: it is not walked.
  const { problems: unbundled } = file === null ? { problems: [] } : await scanFolder(folder);
  const reading = file === null ? null : readAppSpec(await readFile(path.join(folder, file), 'utf8'));
  const appSpec = reading?.appSpec ?? null;
  if (appSpec !== null && reading !== null) {
    await checkScripts(folder, appSpec, reading.positions, report);
    // A folder that leads back into itself cannot be planned; the scan has named it.
    if (unbundled.length === 0) await checkInstallation(folder, appSpec, reading.positions, report);
  }
  const own = findings();
  const problems = [...unbundled, ...(reading?.problems ?? []), ...own.problems].sort(byLine);
  const warnings = [...(reading?.warnings ?? []), ...own.warnings].sort(byLine);
  return { ok: problems.length === 0 && appSpec !== null, appSpec, problems, warnings };
}

/** Hooks read `appspec.yml` and no other spelling (contract C6). A near miss is read all the same, to check the rest. */
async function findAppSpec(folder: string, report: Report): Promise<string | null> {
  const names = await readdir(folder);
  if (names.includes('appspec.yml')) return 'appspec.yml';
  const near = names.find((name) => /^app-?_?spec\.ya?ml$/i.test(name));
  if (near === undefined) {
    report.problem('APPSPEC_MISSING', `there is no appspec.yml at the top of ${folder}`, 'appspec.yml', null);
    return null;
  }
  const message = `the agent reads appspec.yml, not ${near}; rename the file`;
  report.problem('APPSPEC_SPELLING', message, near, null);
  return near;
}

async function checkScripts(
  folder: string,
  appSpec: AppSpec,
  positions: ReadonlyMap<string, Position>,
  report: Report,
): Promise<void> {
  for (const [event, scripts] of Object.entries(appSpec.hooks)) {
    for (const [index, { location }] of scripts.entries()) {
      const where = `hooks.${event}[${index}].location`;
      const at = positions.get(where) ?? null;
      for (const { severity, code, message } of await checkScript(folder, location)) {
        if (severity === 'problem') report.problem(code, message, where, at);
        else report.warning(code, message, where, at);
      }
    }
  }
}

function byLine(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
