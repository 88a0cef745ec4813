import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Finding } from './examine.js';

/** What jobs of the components call besides Bluegreen itself. */
const TOOLS = ['node', 'npx', 'git'];
const LEAST_NODE = 20;

/** Whether the runner has what the jobs need. */
export function examineRunner(environment: NodeJS.ProcessEnv, version = process.versions.node): Finding[] {
  const folders = (environment['PATH'] ?? '').split(delimiter);
  const missing = TOOLS.filter((tool) => !folders.some((folder) => isExecutable(join(folder, tool))));
  const old = Number(version.split('.')[0]) < LEAST_NODE;
  return [
    missing.length === 0
      ? { check: 'tools', verdict: 'ok', detail: TOOLS.join(', '), next: null }
      : {
          ...{ check: 'tools', verdict: 'wrong', detail: `not on the PATH: ${missing.join(', ')}` },
          next: 'Use an image that has them, such as node:22.',
        },
    {
      ...{ check: 'Node', verdict: old ? 'wrong' : 'ok', detail: version },
      next: old ? `Use Node ${LEAST_NODE} or later.` : null,
    },
  ];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
