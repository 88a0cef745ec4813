// `npm run slack`: compiles the bot and runs it; `npm run slack -- --manifest` prints the manifest for Slack.
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

// stdout belongs to the manifest alone.
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const built = spawnSync(process.execPath, [compiler, '-b', join(root, 'apps/slack-bot/tsconfig.lib.json')], {
  stdio: ['ignore', 2, 2],
});
if (built.status !== 0) process.exit(built.status ?? 1);

const child = spawn(process.execPath, [join(root, 'apps/slack-bot/dist/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; a signal sent to this process alone must be handed on.
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
