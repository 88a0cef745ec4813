// `npm run lab [-- --minutes N] [-- --help]`: crashes, races, a marathon and models; exit code 1 on any violation.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const words = process.argv.slice(2);
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

if (!words.includes('--cli')) {
  for (const build of ['apps/web/build-revision.mjs', 'apps/cli/build-bundle.mjs']) {
    const { status } = spawnSync(process.execPath, [join(root, build)], { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) end(`${build} failed`);
  }
}
const { main } = await built();
process.exitCode = await main(words, root, join(here, 'dist/bundle/load-worker.cjs')).catch((error) => {
  if (error instanceof RangeError) end(error.message);
  throw error;
});

/** The lab from its sources, as one bundle that plain Node runs. */
async function built() {
  const bundle = await rolldown({
    input: {
      lab: join(here, 'src/index.ts'),
      'load-worker': join(root, 'packages/steady-load/src/load-worker.ts'),
    },
    platform: 'node',
    logLevel: 'silent',
    resolve: { conditionNames: ['@bluegreen/source', 'require', 'node', 'default'] },
    // PM2 is started as a program of its own, from its own folder.
    external: ['pm2'],
  });
  await bundle.write({
    dir: join(here, 'dist/bundle'),
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  });
  await bundle.close();
  return createRequire(import.meta.url)(join(here, 'dist/bundle/lab.cjs'));
}

function end(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
