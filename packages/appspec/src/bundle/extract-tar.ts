import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { BundleError, refusal } from './bundle-error.js';
import { entrySetProblems } from './entry-set.js';
import type { ListedEntry } from './entry-set.js';

const kinds: Record<string, ListedEntry['kind']> = { '-': 'file', h: 'file', d: 'folder', l: 'link' };
/** Control characters by the letter tar shows them with; the rest stand for themselves. */
const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/**
 * Unpacks into an empty folder with the system's tar, as the agent does (contract C5), but never as root for others:
 * owners in the archive are not taken over. The whole table of contents is judged first.
 */
export async function extractTar(archive: string, folder: string, gzip: boolean, signal?: AbortSignal): Promise<void> {
  const unzip = gzip ? ['-z'] : [];
  // With -P the listing shows absolute names as they are; without it tar would hide what is to be refused.
  const names = await runTar(archive, ['-P', ...unzip, '-t'], signal);
  const details = await runTar(archive, ['-P', ...unzip, '-tv'], signal);
  const entries = listed(lines(names), lines(details));
  const problems = entrySetProblems(entries, true);
  if (problems.length > 0) throw new BundleError('ARCHIVE_REFUSED', problems);
  await runTar(archive, [...unzip, '-x', '-p', '--no-same-owner', '-C', folder], signal);
}

/** Both listings have one line an entry, in the same order: tar escapes line breaks in names. */
function listed(names: string[], details: string[]): ListedEntry[] {
  return names.flatMap((name, index) => {
    const path = unescaped(name).replace(/^(\.\/)+/, '');
    if (path === '' || path === '.') return [];
    return [{ path, kind: kinds[details[index]?.[0] ?? ''] ?? 'other' }];
  });
}

/** tar shows what its locale cannot print as `\303\251`, and a backslash doubled. */
function unescaped(name: string): string {
  const latin1 = Buffer.from(name, 'utf8').toString('latin1');
  const bytes = latin1.replace(/\\([0-7]{3}|.)/g, (_all, code: string) =>
    code.length === 3 ? String.fromCharCode(parseInt(code, 8)) : (controls[code] ?? code),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function lines(output: string): string[] {
  return output.split('\n').filter((line) => line !== '');
}

/** The archive goes in through stdin: a colon in its path would make tar look for another host. */
async function runTar(archive: string, options: string[], signal?: AbortSignal): Promise<string> {
  const environment = { ...process.env, LC_ALL: 'C' };
  Reflect.deleteProperty(environment, 'TAR_OPTIONS');
  const file = await open(archive, 'r');
  try {
    const child = spawn('tar', [...options, '-f', '-'], {
      stdio: [file.fd, 'pipe', 'pipe'],
      env: environment,
      signal,
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [output, complaint, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
    if (code === 0) return output;
    const message = `the archive cannot be unpacked: ${complaint.trim().split('\n')[0] ?? `tar ended with ${code}`}`;
    throw new BundleError('ARCHIVE_REFUSED', [refusal(archive, message)]);
  } finally {
    await file.close();
  }
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? '' : text(stream);
}
