import type * as Sandbox from '@bluegreen/sandbox';
import { join } from 'node:path';

/** What the CLI uses of the sandbox. */
export type SandboxModule = Pick<typeof Sandbox, 'startSandbox' | 'controlOf'>;

/** The app that ships with the CLI. */
export const BUNDLED_APP = join(__dirname, 'app');

/** The only door to the sandbox: loaded when a command needs it, for start-up time counts. */
export function loadSandbox(): Promise<SandboxModule> {
  return import('@bluegreen/sandbox');
}
