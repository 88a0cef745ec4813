import { request, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { createDataPlane } from '../data-plane.js';
import type {
  Action,
  BalancerConfig,
  DataPlane,
  DataPlaneOptions,
  PoolConfig,
  Routing,
  TlsSettings,
} from '../types.js';
import { httpBackend, type Backend } from './backend.js';
import { fakeClock, type FakeClock } from './fake-clock.js';
import { rawClient, type RawClient } from './raw-client.js';
import { until } from './until.js';

export const POOL: PoolConfig = {
  id: 'blue',
  healthCheck: {
    path: '/health',
    port: null,
    intervalMs: 10_000,
    timeoutMs: 2_000,
    healthyThreshold: 3,
    unhealthyThreshold: 2,
    matcher: '200',
  },
  algorithm: 'round-robin',
  deregistrationDelayMs: 30_000,
  slowStartMs: 0,
  stickiness: { kind: 'none' },
  minimumHealthyCount: 1,
  minimumHealthyPercentage: null,
};

export const BALANCER: BalancerConfig = {
  id: 'front',
  idleTimeoutMs: 60_000,
  clientKeepAliveMs: 3_600_000,
  forwardedFor: 'append',
  forwardedForPort: false,
  preserveHost: false,
  dropInvalidHeaders: false,
};

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One data plane on loopback with a hand-driven clock, and everything around it that has to be closed again. */
export interface World {
  readonly clock: FakeClock;
  readonly plane: DataPlane;
  /** Port of the listener `main`. */
  readonly port: number;
  /** Where `resolve` finds a target id; missing: unreachable. */
  readonly places: Map<string, number>;
  /** Registers `backend` as target `id` of `poolId`. */
  add(poolId: string, id: string, backend: Backend): void;
  keep<Kept extends { close(): Promise<void> }>(kept: Kept): Kept;
  raw(): RawClient;
  get(path: string, options?: RequestOptions): Promise<Answer>;
  phase(poolId: string, id: string): string | undefined;
  reaches(poolId: string, id: string, phase: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorldInput {
  readonly options?: Partial<DataPlaneOptions>;
  readonly pools?: readonly (Partial<PoolConfig> & { readonly id: string })[];
  readonly balancer?: Partial<BalancerConfig>;
  readonly publicPort?: number;
  readonly tls?: TlsSettings;
  readonly routing?: Routing;
}

export function forwardTo(...shares: readonly (readonly [poolId: string, weight: number])[]): Action {
  return { kind: 'forward', pools: shares.map(([poolId, weight]) => ({ poolId, weight })), stickySeconds: null };
}

export function routeTo(...shares: readonly (readonly [poolId: string, weight: number])[]): Routing {
  return { rules: [], defaultAction: forwardTo(...shares) };
}

export async function createWorld(input: WorldInput = {}): Promise<World> {
  const clock = fakeClock();
  const places = new Map<string, number>();
  const kept: { close(): Promise<void> }[] = [];
  const clients: RawClient[] = [];
  const plane = createDataPlane({
    clock,
    resolve: ({ id }) => (places.has(id) ? { host: '127.0.0.1', port: places.get(id) ?? 0 } : undefined),
    healthCheckAgent: 'checker/2.0',
    serverName: 'edge/2.0',
    cookieNames: { pool: 'STICKYPOOL', target: 'STICKY' },
    ...input.options,
  });
  for (const pool of input.pools ?? [{ id: 'blue' }]) plane.putPool({ ...POOL, ...pool });
  plane.putBalancer({ ...BALANCER, ...input.balancer });
  const { port } = await plane.openListener({
    id: 'main',
    balancerId: 'front',
    host: '127.0.0.1',
    port: 0,
    publicPort: input.publicPort ?? 80,
    tls: input.tls,
    routing: input.routing ?? routeTo(['blue', 1]),
  });
  const phase: World['phase'] = (poolId, id) => plane.targets(poolId).find((target) => target.id === id)?.phase;
  return {
    clock,
    plane,
    port,
    places,
    phase,
    add(poolId, id, backend) {
      kept.push(backend);
      places.set(id, backend.port);
      plane.register(poolId, { id, port: 80 });
    },
    keep(one) {
      kept.push(one);
      return one;
    },
    raw() {
      const client = rawClient(port);
      clients.push(client);
      return client;
    },
    get: (path, options = {}) => fetchText({ port, path, ...options }),
    reaches: (poolId, id, wanted) =>
      until(() => phase(poolId, id) === wanted, `${id} to become ${wanted}, it is ${phase(poolId, id)}`),
    async close() {
      for (const { socket } of clients) socket.destroy();
      await plane.close();
      await Promise.all(kept.map((one) => one.close()));
    },
  };
}

/** A target that says its name and what it was asked. */
export function namedBackend(name: string): Promise<Backend> {
  return httpBackend((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () =>
      outgoing.setHeader('x-name', name).end(JSON.stringify({ name, url: incoming.url, raw: incoming.rawHeaders })),
    );
  });
}

function fetchText(options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', agent: false, ...options }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (body += chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
