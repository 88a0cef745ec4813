import express, { type Express } from 'express';
import { runChecks, type HealthCheck } from './health/check.js';
import type { Identity } from './identity.js';
import { page } from './routes/page.js';
import { echo, stream } from './routes/stream.js';
import type { WorkerRegistry } from './worker-registry.js';

export interface AppOptions {
  readonly identity: Identity;
  readonly registry: WorkerRegistry;
  readonly checks: readonly HealthCheck[];
  /** False once the process has been told to stop. */
  readonly isReady: () => boolean;
  readonly checkDeadlineMs?: number;
}

/** The deployed service. Every answer names its release and colour, so that a client can prove who served it. */
export function createApp({ identity, registry, checks, isReady, checkDeadlineMs = 1_000 }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set('X-BlueGreen-Release', identity.release);
    response.set('X-BlueGreen-Color', identity.color);
    response.set('X-BlueGreen-Instance', identity.instance);
    // Caches between client and app would make a switch look undone.
    response.set('Cache-Control', 'no-store');
    // A client that holds a connection to a stopping worker must open its next one elsewhere.
    if (!isReady()) response.set('Connection', 'close');
    next();
  });

  app.get('/', (_request, response) => void response.type('html').send(page(identity)));
  app.get('/version', (_request, response) => void response.json({ ...identity, workers: registry.list() }));
  app.get('/health', (_request, response) => {
    response.status(isReady() ? 200 : 503).json({ status: isReady() ? 'ok' : 'stopping' });
  });
  app.get('/health/deep', async (_request, response) => {
    const findings = await runChecks(checks, checkDeadlineMs);
    const ok = isReady() && findings.every((finding) => finding.ok);
    response.status(ok ? 200 : 503).json({ status: ok ? 'ok' : 'failing', checks: findings });
  });
  app.get('/stream', stream);
  app.post('/echo', echo);
  app.use((_request, response) => void response.status(404).json({ error: 'no such page' }));
  return app;
}
