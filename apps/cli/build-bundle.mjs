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
  // The ES module of each dependency: of a CommonJS one, everything would be kept.
  resolve: {
    conditionNames: ['@bluegreen/source', 'module', 'import', 'node', 'default'],
    mainFields: ['module', 'main'],
  },
};

/** What `status` needs of the AWS SDK, in one file: opening forty small ones takes longer than reading it. */
const RARE =
  /\/(client-(cloudformation|cloudwatch|ec2|iam|sts)|credential-provider-(?!env|node)\w+|lib-storage|nested-clients|signature-v4-multi-region|token-providers)\//;
const awsSdk = (file) => /\/node_modules\/@(aws-sdk|smithy)\//.test(file) && !RARE.test(file);
/** The same of our own SDK, with the schema library. */
const sdk = (file) => /\/packages\/sdk\/src\//.test(file) && !RARE_OF_OURS.test(file);
const RARE_OF_OURS =
  /\/sdk\/src\/(staging|operations\/stage|infrastructure|config\/((to-)?json|schema|explain-problems)|aws\/(policies|clients\/(cloud|sts)))/;
/** Commander asks at once for what only programs of its own need; this one has none. */
const LAZY = "{ spawn: (...words) => require('node:child_process').spawn(...words) }";
const lazyCommander = {
  name: 'lazy-commander',
  transform: {
    filter: { id: /commander\/lib\/command\.js$/ },
    handler: (code) => code.replace("require('node:child_process')", LAZY),
  },
};

const bundle = await rolldown({
  input: {
    main: join(here, 'src/main.ts'),
    'load-worker': join(here, '../../packages/steady-load/src/load-worker.ts'),
  },
  ...forNode,
  // PM2 is started as a program of its own, from its own folder.
  external: ['pm2'],
  plugins: [lazyCommander],
});
await bundle.write({
  dir: fresh,
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  // The cache of compiled code cannot keep a native import(); every chunk is required instead.
  dynamicImportInCjs: false,
  codeSplitting: {
    groups: [
      { name: 'aws-sdk', test: awsSdk, priority: 2 },
      { name: 'sdk', test: sdk, priority: 1 },
    ],
  },
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
