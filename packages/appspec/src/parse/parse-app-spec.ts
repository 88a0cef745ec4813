import type { AppSpec } from '../app-spec.js';
import type { Problem } from '../problem.js';
import { readAppSpec } from './read-app-spec.js';

export type ParsedAppSpec =
  { ok: true; appSpec: AppSpec; warnings: Problem[] } | { ok: false; problems: Problem[]; warnings: Problem[] };

/**
 * Parses the text of an appspec.yml as the CodeDeploy agent does, with every problem at once and its line (contract C6).
 * Problems would stop a deployment; warnings are things the agent accepts but the author hardly meant.
 */
export function parseAppSpec(text: string): ParsedAppSpec {
  const { appSpec, problems, warnings } = readAppSpec(text);
  return appSpec === null || problems.length > 0 ? { ok: false, problems, warnings } : { ok: true, appSpec, warnings };
}
