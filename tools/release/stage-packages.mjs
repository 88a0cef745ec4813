// Puts every package that is published into a folder, ready for `npm publish`: `node tools/release/stage-packages.mjs <folder>`.
import { join, resolve } from 'node:path';
import { PACKAGES, stage } from './packages.mjs';

const [folder = 'dist/packages'] = process.argv.slice(2);
for (const name of PACKAGES) process.stdout.write(`${stage(name, join(resolve(folder), name))}\n`);
