import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The program for the host, as it lies beside the bundled CLI. */
export function readRunner(): Promise<string> {
  return readFile(join(__dirname, 'staging-runner.cjs'), 'utf8');
}
