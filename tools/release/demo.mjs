// `npm run demo`: builds the app from its sources, then lets the CLI run the main job with it.
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const app = join(root, 'apps/web');

// With --json, stdout belongs to the report alone.
const built = spawnSync(process.execPath, [join(app, 'build-revision.mjs')], { stdio: ['ignore', 2, 2] });
if (built.status !== 0) process.exit(built.status ?? 1);

const words = [join(root, 'apps/cli/bin/bluegreen.cjs'), 'demo', '--app', join(app, 'dist/revision')];
const child = spawn(process.execPath, [...words, ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches the child by itself; a signal sent to this process alone must be handed on.
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
