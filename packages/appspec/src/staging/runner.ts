import { serveStaging } from './serve-staging.js';

/**
 * What is sent to a staging host, bundled into one file, and run there by the host's own Node. Speaks over stdin and
 * stdout; needs nothing installed and leaves nothing of itself behind.
 */
export function serve(): Promise<void> {
  // Whoever listens may leave; the deployment goes on.
  process.stdout.on('error', () => undefined);
  process.on('SIGHUP', () => undefined);
  const isAgent = process.getuid?.() === 0 && !process.env['BLUEGREEN_ROOT'];
  return serveStaging({
    input: process.stdin,
    tell: (message) => void process.stdout.write(`${JSON.stringify(message)}\n`),
    environment: process.env,
    identity: isAgent ? 'apply' : 'skip',
    now: Date.now,
  }).finally(() => process.stdin.destroy());
}
