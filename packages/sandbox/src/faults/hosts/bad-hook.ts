import { scriptableEvents } from '@bluegreen/appspec';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostKind } from './faulty-host.js';

/**
 * A hook script that misbehaves, without a change of the app: bash reads the file that BASH_ENV names before the script
 * itself. Hooks of other shells are not reached.
 * @param lines of bash that run first
 */
export function badHook(name: string, lines: string): HostKind {
  return {
    events: scriptableEvents,
    async around({ root, environment }, run) {
      const file = join(root, 'tmp', `${name}.sh`);
      // What the script starts must not misbehave as well.
      await writeFile(file, `unset BASH_ENV\n${lines}\n`);
      environment['BASH_ENV'] = file;
      try {
        return await run();
      } finally {
        delete environment['BASH_ENV'];
        await rm(file, { force: true });
      }
    },
  };
}
