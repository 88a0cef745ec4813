import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes what a Node process must trust to believe the certificates that the sandbox issues: their authority, and whatever
 * this process trusts besides the usual ones, because NODE_EXTRA_CA_CERTS names one file only.
 * @returns its path; null while no certificate was asked for
 */
export function trustFile(stateDir: string, authority: string | null): string | null {
  if (authority === null) return null;
  const file = join(stateDir, 'trusted-certificates.pem');
  const others = contentOf(process.env['NODE_EXTRA_CA_CERTS'], file);
  writeFileSync(file, authority + others);
  return file;
}

/** Empty where there is none, or where it is what an earlier sandbox in this folder wrote. */
function contentOf(path: string | undefined, own: string): string {
  if (path === undefined || path === own) return '';
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
