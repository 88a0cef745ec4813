import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';

/** The template that ships: beside the bundle, or in the repository where the sources run. */
const SHIPPED = [
  join(__dirname, 'infrastructure.yaml'),
  join(__dirname, '../../../../infra/cloudformation/bluegreen-infrastructure.yaml'),
];

/** @throws USAGE_INVALID for a file that cannot be read. */
export async function readTemplate(cli: Pick<CliContext, 'directory'>, file: string | undefined): Promise<string> {
  const path = file === undefined ? SHIPPED.find(existsSync)! : resolve(cli.directory, file);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { BlueGreenError } = await import('@bluegreen/sdk');
    const next = 'Name a file, or leave it out for the template that ships with bluegreen.';
    throw new BlueGreenError('USAGE_INVALID', `The template ${path} cannot be read.`, next, { cause });
  }
}
