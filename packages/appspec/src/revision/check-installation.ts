import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { AppSpec } from '../app-spec.js';
import { planCopies } from '../lifecycle/plan-copies.js';
import type { HostProbe } from '../lifecycle/plan-copies.js';
import { planPermissions } from '../lifecycle/plan-permissions.js';
import type { Report } from '../parse/report.js';
import type { Position } from '../parse/report.js';

/** A host with nothing on it, where every folder that a permission names is there. */
const emptyHost: HostProbe = { exists: () => Promise.resolve(false), isFolder: () => Promise.resolve(false) };
const anyFolder: HostProbe = { ...emptyHost, isFolder: () => Promise.resolve(true) };

/** Plays the Install event against an empty host, to find what would stop it on every host (contract C7). */
export async function checkInstallation(
  folder: string,
  appSpec: AppSpec,
  positions: ReadonlyMap<string, Position>,
  report: Report,
): Promise<void> {
  const place = (where: string): [string, Position | null] => [where, positions.get(where) ?? null];
  const missing = await missingSources(folder, appSpec);
  for (const index of missing) {
    const message = `the source ${appSpec.files[index]?.source ?? ''} is not in the revision`;
    report.problem('FILE_SOURCE_MISSING', message, ...place(`files[${index}]`));
  }
  const onHost = (target: string): string => path.posix.resolve('/', target);
  const plan = await planCopies({
    archive: folder,
    files: appSpec.files.filter((_file, index) => !missing.includes(index)),
    onHost,
    behavior: 'DISALLOW',
    probe: emptyHost,
    onConflict: (message) => report.problem('FILE_DESTINATION_TWICE', message, ...place('files')),
  });
  await planPermissions({
    permissions: appSpec.permissions,
    plan,
    onHost,
    probe: anyFolder,
    onConflict(message, index, target) {
      // A folder that is on the host already is not made by the plan, and then there is no conflict over it.
      const certain = plan.copies.has(target);
      const where = place(`permissions[${index}]`);
      if (certain) report.problem('PERMISSION_TWICE', message, ...where);
      else report.warning('PERMISSION_TWICE', message, ...where);
    },
    onIdle(index) {
      const message = `${appSpec.permissions[index]?.object ?? ''} is not among what this revision installs, so nothing is changed: permissions apply only to files and folders that Install itself puts there`;
      report.warning('PERMISSION_WITHOUT_EFFECT', message, ...place(`permissions[${index}]`));
    },
  });
}

async function missingSources(folder: string, appSpec: AppSpec): Promise<number[]> {
  const there = await Promise.all(
    appSpec.files.map(({ source }) =>
      stat(path.join(folder, source)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return there.flatMap((isThere, index) => (isThere ? [] : [index]));
}
