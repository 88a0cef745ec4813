import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BlueGreenError } from '../domain/errors.js';

const NAMES = ['bluegreen.yaml', 'bluegreen.yml'];

export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** The file named, else the nearest bluegreen.yaml in `cwd` or a folder above it; null when there is none. */
export async function findConfigFile(cwd: string, named: string | undefined): Promise<ConfigFile | null> {
  if (named !== undefined) {
    const path = resolve(cwd, named);
    const text = await textOf(path);
    if (text !== null) return { path, text };
    throw new BlueGreenError(
      'CONFIG_MISSING',
      `The configuration file \`${path}\` does not exist.`,
      'Correct --config or BLUEGREEN_CONFIG.',
    );
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      const text = await textOf(path);
      if (text !== null) return { path, text };
    }
    if (folder === dirname(folder)) return null;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new BlueGreenError(
      'CONFIG_INVALID',
      `\`${path}\` cannot be read (${code ?? 'unknown'}).`,
      'Correct the file, or its permissions.',
      {
        cause,
      },
    );
  }
}
