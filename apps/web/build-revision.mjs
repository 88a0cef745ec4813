// Builds dist/revision: the folder that is deployed. Self-contained, so that no host ever runs an install.
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;
const output = join(here, 'dist/revision');

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
await cp(join(here, 'deploy'), output, { recursive: true });
const bundle = await rolldown({ input: join(here, 'src/server.ts'), platform: 'node', logLevel: 'warn' });
await bundle.write({ file: join(output, 'server.cjs'), format: 'cjs', minify: false });
await bundle.close();
