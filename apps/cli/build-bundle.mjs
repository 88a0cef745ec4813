// Bundles the CLI into dist/bundle: a small main file, and a chunk for everything that only some command needs.
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;
const output = join(here, 'dist/bundle');
// Made beside and renamed, so that a command that starts meanwhile finds the old bundle or the new one, whole.
const fresh = `${output}.${process.pid}`;

const forNode = {
  platform: 'node',
  logLevel: 'warn',
  resolve: { conditionNames: ['@bluegreen/source', 'require', 'node', 'default'] },
};
const bundle = await rolldown({
  input: {
    main: join(here, 'src/main.ts'),
    'load-worker': join(here, '../../packages/steady-load/src/load-worker.ts'),
  },
  ...forNode,
  // PM2 is started as a program of its own, from its own folder.
  external: ['pm2'],
});
await bundle.write({
  dir: fresh,
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  // The cache of compiled code cannot keep a native import(); every chunk is required instead.
  dynamicImportInCjs: false,
  minify: true,
});
await bundle.close();

// What a staging host runs is sent as one text: it has no second file to require.
const runner = await rolldown({ input: join(here, '../../packages/appspec/src/staging/runner.ts'), ...forNode });
await runner.write({ file: join(fresh, 'staging-runner.cjs'), format: 'cjs', codeSplitting: false, minify: true });
await runner.close();

// The app that `bluegreen sandbox up` deploys when it is given no other.
await cp(join(here, '../web/dist/revision'), join(fresh, 'app'), { recursive: true });
// The environment that it stands up.
await cp(join(here, '../../infra/cloudformation/bluegreen-infrastructure.yaml'), join(fresh, 'infrastructure.yaml'));
// The package on the registry holds this folder and the starter alone.
await cp(join(here, '../../LICENSE'), join(fresh, 'LICENSE'));
await rm(output, { recursive: true, force: true });
await rename(fresh, output);
