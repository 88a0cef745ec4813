import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from './app.js';
import { DEFAULT_STOP_TIMES, gracefulStop } from './graceful-stop.js';
import { logFolderWritable, workersAgree } from './health/checks.js';
import { readIdentity } from './identity.js';
import { log } from './log.js';
import { workerRegistry } from './worker-registry.js';

// Above nginx's 75 s and the load balancer's 60 s: whoever is in front closes an idle connection first. The other way
// round, a request meets a closing socket and the client gets a 502.
const KEEP_ALIVE_MS = 80_000;
const HEADERS_MS = 85_000;

const environment = process.env;
const home = environment['BLUEGREEN_APP_HOME'] ?? process.cwd();
const host = environment['BLUEGREEN_LISTEN_HOST'] ?? '127.0.0.1';
const port = Number(environment['BLUEGREEN_LISTEN_PORT'] ?? 3000);
const expectedWorkers = Number(environment['BLUEGREEN_WORKERS'] ?? 1);

const identity = readIdentity(home, environment);
const registry = workerRegistry(home, identity);
const checks = [logFolderWritable(home, identity.worker), workersAgree(identity, registry, expectedWorkers)];

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_MS });
const stopper = gracefulStop(server, DEFAULT_STOP_TIMES, wait);
server.on('request', createApp({ identity, registry, checks, isReady: () => stopper.isReady() }));
server.on('error', (error) => {
  log('error', 'cannot listen', { host, port, reason: error.message });
  process.exit(1);
});
server.listen(port, host, () => {
  registry.join();
  log('info', 'listening', { host, port, ...identity });
  // PM2's wait_ready: the worker counts as started only now.
  process.send?.('ready');
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    log('info', 'stopping', { signal });
    void stopper.stop().then(() => {
      registry.leave();
      process.exit(0);
    });
  });
}
