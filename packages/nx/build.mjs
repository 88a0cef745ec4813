// Adds to dist what the compiler does not: schemas, and the files of the app generator, taken from the reference app, so
// that there is one copy of them. `node build.mjs <folder>` puts only the app's files, there.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const reference = join(here, '../../apps/web');
const [elsewhere] = process.argv.slice(2);

if (elsewhere !== undefined) {
  writeAppFiles(resolve(elsewhere));
} else {
  for (const name of ['init', 'app']) {
    cpSync(join(here, `src/generators/${name}/schema.json`), join(here, `dist/generators/${name}/schema.json`));
  }
  writeAppFiles(join(here, 'dist/generators/app/files'));
}

function writeAppFiles(folder) {
  rmSync(folder, { recursive: true, force: true });
  const app = join(folder, 'app');
  mkdirSync(app, { recursive: true });
  const withoutSpecs = (path) => !path.endsWith('.spec.ts') && path !== join(reference, 'src/testing');
  cpSync(join(reference, 'src'), join(app, 'src'), { recursive: true, filter: withoutSpecs });
  cpSync(join(reference, 'deploy'), join(app, 'deploy'), { recursive: true });
  cpSync(join(reference, 'build-revision.mjs'), join(app, 'build-revision.mjs'));
  cpSync(join(here, 'app-files'), app, { recursive: true });
  writeFileSync(join(folder, 'versions.json'), JSON.stringify(versions(), null, 2));
}

/** The versions that this repository itself is tested with. */
function versions() {
  const own = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const app = JSON.parse(readFileSync(join(reference, 'package.json'), 'utf8'));
  const root = JSON.parse(readFileSync(join(here, '../../package.json'), 'utf8'));
  const tools = ['@types/express', '@types/node', 'rolldown', 'typescript'];
  return {
    dependencies: app.dependencies,
    devDependencies: {
      '@bluegreen/cli': own.version,
      '@bluegreen/nx': own.version,
      ...Object.fromEntries(tools.map((name) => [name, root.devDependencies[name]])),
    },
  };
}
