import { stat } from 'node:fs/promises';
import { checkRevision } from '@bluegreen/appspec';

/** @throws RangeError saying why this folder cannot be deployed, before anything is built for it */
export async function checkApp(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error.code ?? String(error));
  if (typeof found === 'string') throw new RangeError(`app: ${folder} cannot be read (${found}).`);
  if (!found.isDirectory()) throw new RangeError(`app: ${folder} is not a folder.`);
  const { problems } = await checkRevision(folder);
  if (problems.length === 0) return;
  const lines = problems.map(({ line, message }) => `${line === null ? '' : `appspec.yml:${line}: `}${message}`);
  throw new RangeError(`app: ${folder} cannot be deployed: ${lines.join('; ')}.`);
}
