// What is published, and how each package looks when it is: one place, so that no manifest can differ by accident.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** In the order in which they may be published: each only needs those before it. */
export const PACKAGES = ['appspec', 'load-balancer', 'steady-load', 'slack-fake', 'sdk', 'sandbox', 'nx', 'cli'];

/** Where the sources are published; named in the root's package.json alone. */
export const REPOSITORY = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).repository;
/** As this repository comes: nobody has said yet where it lives, and a package must not say something untrue. */
export const REPOSITORY_IS_UNKNOWN = REPOSITORY.url.includes('/your-group/');
const TEMPLATE = 'infra/cloudformation/bluegreen-infrastructure.yaml';
/** What a package may bring along besides its compiled files. */
const EXTRAS = ['README.md', 'bin', 'generators.json'];

export function sourceOf(name) {
  return join(root, name === 'cli' ? 'apps' : 'packages', name);
}

/**
 * Puts a built package into `folder` as it is published: the compiled files, an ESM entry beside each CommonJS one, README,
 * licence, and a manifest without what only this workspace understands. Returns the package's name.
 */
export function stage(name, folder) {
  const source = sourceOf(name);
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  // The command line is one bundle: what it is made of is in it, all but PM2.
  const built = name === 'cli' ? 'dist/bundle' : 'dist';
  if (!existsSync(join(source, built))) throw new Error(`${manifest.name} is not built: npx nx build ${manifest.name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(source, built), join(folder, built), { recursive: true, filter: isPublished });
  for (const extra of EXTRAS.filter((each) => existsSync(join(source, each)))) {
    cpSync(join(source, extra), join(folder, extra), { recursive: true });
  }
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  // The environment that the sandbox stands up: outside of this repository it looks for it beside its own code.
  if (name === 'sandbox') cpSync(join(root, TEMPLATE), join(folder, 'dist/topology/infrastructure.yaml'));
  const exports = Object.fromEntries(
    Object.entries(manifest.exports ?? {}).map(([path, target]) => [path, entry(target, source, folder)]),
  );
  const bundled = name === 'cli' ? { pm2: versionIn('packages/sandbox/package.json', 'pm2') } : undefined;
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(published(manifest, { exports, source, bundled }), null, 2)}\n`,
  );
  return manifest.name;
}

function isPublished(path) {
  return basename(path) !== '.tsbuildinfo' && !path.endsWith('.map') && !/\/dist\/.*\.spec\./.test(path);
}

/** The ESM file takes its names from the CommonJS one: there is one copy of the code, however it is loaded. */
function entry(target, source, folder) {
  if (typeof target === 'string') return target;
  const { types, default: code } = target;
  const [esm, esmTypes] = [code.replace(/\.js$/, '.mjs'), types.replace(/\.d\.ts$/, '.d.mts')];
  const names = Object.keys(createRequire(import.meta.url)(join(source, code)))
    .filter((name) => name !== '__esModule')
    .sort();
  const from = `./${basename(code)}`;
  writeFileSync(join(folder, esm), `import all from '${from}';\nexport const { ${names.join(', ')} } = all;\n`);
  writeFileSync(join(folder, esmTypes), `export * from '${from}';\n`);
  return { import: { types: esmTypes, default: esm }, require: { types, default: code } };
}

function published(manifest, { exports, source, bundled }) {
  const { name, version, description, license, type, bin, generators, dependencies, peerDependencies } = manifest;
  const main = exports['.'];
  return {
    ...{ name, version, description, license, type },
    // npm itself refuses to publish what is private.
    ...(REPOSITORY_IS_UNKNOWN && { private: true }),
    repository: { ...REPOSITORY, directory: relative(root, source) },
    engines: { node: '>=20.19.0' },
    sideEffects: false,
    ...(main && { main: main.require.default, module: main.import.default, types: main.require.types }),
    ...(main && { exports: { ...exports, './package.json': './package.json' } }),
    ...{ bin, generators },
    files: ['dist', ...(bin ? ['bin'] : []), ...(generators ? ['generators.json'] : [])],
    dependencies: bundled ?? dependencies,
    peerDependencies,
    publishConfig: { access: 'public', provenance: true },
  };
}

function versionIn(file, dependency) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).dependencies[dependency];
}
