import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** In the repository. */
const SHIPPED_FILE = 'infra/cloudformation/bluegreen-infrastructure.yaml';
/** Beside a bundle of this program. */
const BUNDLED_FILE = 'infrastructure.yaml';

/** The template to build the environment from. @throws RangeError naming the file that cannot be read */
export async function templateText(given: string | undefined): Promise<string> {
  const file = given ?? shippedTemplate();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new RangeError(`template: ${file} cannot be read (${reason}).`, { cause: error });
  }
}

function shippedTemplate(): string {
  const bundled = join(__dirname, BUNDLED_FILE);
  if (existsSync(bundled)) return bundled;
  for (let folder = resolve(__dirname); ; folder = dirname(folder)) {
    const file = join(folder, SHIPPED_FILE);
    if (existsSync(file) || dirname(folder) === folder) return file;
  }
}
