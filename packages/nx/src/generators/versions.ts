import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version of this package; components and command line are released under the same number. */
export const COMPONENT_VERSION = versionOf(join(__dirname, '../../package.json'));

function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
