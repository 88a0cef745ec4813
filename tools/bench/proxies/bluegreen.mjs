import { createDataPlane } from '@bluegreen/load-balancer';

const backend = Number(process.argv[2]);
const plane = createDataPlane({
  clock: {
    now: Date.now,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms).unref();
      return () => clearTimeout(timer);
    },
  },
  resolve: () => ({ host: '127.0.0.1', port: backend }),
  healthCheckAgent: 'bench',
  serverName: 'bench',
  cookieNames: { pool: 'POOL', target: 'TARGET' },
});
plane.putPool({
  id: 'pool',
  healthCheck: {
    path: '/',
    port: null,
    intervalMs: 30_000,
    timeoutMs: 5_000,
    healthyThreshold: 2,
    unhealthyThreshold: 2,
    matcher: '200',
  },
  algorithm: 'round-robin',
  deregistrationDelayMs: 0,
  slowStartMs: 0,
  stickiness: { kind: 'none' },
  minimumHealthyCount: 1,
  minimumHealthyPercentage: null,
});
plane.register('pool', { id: 'backend', port: backend });
plane.putBalancer({
  id: 'balancer',
  idleTimeoutMs: 60_000,
  clientKeepAliveMs: 3_600_000,
  forwardedFor: 'append',
  forwardedForPort: false,
  preserveHost: false,
  dropInvalidHeaders: false,
});
const { port } = await plane.openListener({
  id: 'listener',
  balancerId: 'balancer',
  host: '127.0.0.1',
  port: 0,
  routing: {
    rules: [],
    defaultAction: { kind: 'forward', pools: [{ poolId: 'pool', weight: 1 }], stickySeconds: null },
  },
});
process.send({ port });
