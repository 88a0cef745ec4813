// Writes the plain template from the CDK app. --check: writes nothing, fails when the file is stale.
// --cloud-assembly: what CDK's command line runs (cdk.json). Bundles from the sources, so that nothing need be built.
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;
const output = join(here, 'cloudformation/bluegreen-infrastructure.yaml');
// As deep as the sources, so that files beside src are found from there too.
const bundled = join(here, 'dist/synth/synth.cjs');

const bundle = await rolldown({
  input: join(here, 'src/synth.ts'),
  platform: 'node',
  logLevel: 'warn',
  resolve: { conditionNames: ['@bluegreen/source', 'require', 'node', 'default'] },
  external: [/^aws-cdk-lib/, 'constructs', /^@aws-sdk\//, /^@smithy\//],
});
await bundle.write({ file: bundled, format: 'cjs' });
await bundle.close();

const { plainTemplate, cloudAssembly, MOST_BYTES } = createRequire(import.meta.url)(bundled);
if (process.argv.includes('--cloud-assembly')) {
  console.log(cloudAssembly());
} else {
  await writeTemplate();
}

async function writeTemplate() {
  const text = plainTemplate();
  const bytes = Buffer.byteLength(text);
  const name = relative(process.cwd(), output);
  if (bytes > MOST_BYTES) throw new Error(`${name} would have ${bytes} bytes; CreateStack takes ${MOST_BYTES}.`);
  const isCurrent = (await readFile(output, 'utf8').catch(() => '')) === text;
  if (process.argv.includes('--check') && !isCurrent) {
    throw new Error(`${name} is stale: run nx run @bluegreen/infra:synth.`);
  }
  if (!isCurrent) await writeFile(output, text);
  console.log(`${name}: ${bytes} of ${MOST_BYTES} bytes${isCurrent ? ', unchanged' : ''}`);
}
