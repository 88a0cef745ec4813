import { Pool, type PoolSurroundings } from './pools/pool.js';
import { compileRouting } from './routing/compile-routing.js';
import { createStickiness } from './sticky/stickiness.js';
import { openListener, type Listener } from './traffic/listener.js';
import type { BalancerContext, PlaneContext } from './traffic/surroundings.js';
import type { BalancerConfig, BalancerMetrics, DataPlane, DataPlaneOptions } from './types.js';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Starts a data plane with nothing in it; it needs nothing until a listener opens.
 * Naming a pool, balancer or listener that does not exist is the caller's mistake and throws (removing one is not).
 */
export function createDataPlane(options: DataPlaneOptions): DataPlane {
  const random = options.random ?? Math.random;
  const plane: PlaneContext = {
    options,
    random,
    pools: new Map(),
    clients: new Set(),
    stickiness: createStickiness(options.clock, options.cookieNames),
    connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  };
  const around: PoolSurroundings = {
    clock: options.clock,
    resolve: options.resolve,
    healthCheckAgent: options.healthCheckAgent,
    random,
  };
  const { pools } = plane;
  const balancers = new Map<string, BalancerContext>();
  const listeners = new Map<string, Listener>();

  function updateReferences(): void {
    const named = new Set<string>();
    for (const { context } of listeners.values()) for (const poolId of context.routing.poolIds) named.add(poolId);
    for (const [poolId, pool] of pools) pool.setReferenced(named.has(poolId));
  }

  async function closeListener(listenerId: string): Promise<void> {
    const listener = listeners.get(listenerId);
    if (listener === undefined) return;
    listeners.delete(listenerId);
    updateReferences();
    await listener.close();
  }

  return {
    putPool(config) {
      const pool = pools.get(config.id);
      if (pool !== undefined) pool.configure(config);
      else pools.set(config.id, new Pool(config, around));
      updateReferences();
    },
    removePool(poolId) {
      pools.get(poolId)?.dispose();
      pools.delete(poolId);
    },
    register: (poolId, target) => known(pools, poolId, 'pool').register(target),
    deregister: (poolId, target) => pools.get(poolId)?.deregister(target),
    targets: (poolId) => pools.get(poolId)?.states() ?? [],
    putBalancer(config) {
      const balancer = balancers.get(config.id);
      if (balancer !== undefined) balancer.config = config;
      else balancers.set(config.id, newBalancer(config));
    },
    async removeBalancer(balancerId) {
      const owned = [...listeners.values()].filter(({ context }) => context.config.balancerId === balancerId);
      await Promise.all(owned.map(({ context }) => closeListener(context.config.id)));
      balancers.delete(balancerId);
    },
    async openListener(config) {
      if (listeners.has(config.id)) throw new Error(`listener ${config.id} is open already`);
      const listener = await openListener(plane, known(balancers, config.balancerId, 'balancer'), config);
      listeners.set(config.id, listener);
      updateReferences();
      return listener.address;
    },
    setRouting(listenerId, routing) {
      known(listeners, listenerId, 'listener').context.routing = compileRouting(routing);
      updateReferences();
    },
    setTls: (listenerId, tls) => known(listeners, listenerId, 'listener').setTls(tls),
    closeListener,
    poolMetrics: () => [...pools.values()].map((pool) => pool.metrics()),
    balancerMetrics: () => [...balancers.values()].map(balancerMetrics),
    async close() {
      await Promise.all([...listeners.keys()].map(closeListener));
      await cutClients(plane);
      for (const pool of pools.values()) pool.dispose();
      pools.clear();
      balancers.clear();
    },
  };
}

function known<Value>(all: ReadonlyMap<string, Value>, id: string, what: string): Value {
  const found = all.get(id);
  if (found === undefined) throw new Error(`there is no ${what} ${id}`);
  return found;
}

function newBalancer(config: BalancerConfig): BalancerContext {
  return {
    config,
    counts: { requests: 0, clientConnections: 0, newConnections: 0, clientClosed: 0, tlsFailures: 0 },
    ownCodes: {},
  };
}

function balancerMetrics(balancer: BalancerContext): BalancerMetrics {
  return { balancerId: balancer.config.id, ...balancer.counts, ownCodes: { ...balancer.ownCodes } };
}

async function cutClients(plane: PlaneContext): Promise<void> {
  const closed = [...plane.clients].map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)));
  for (const { socket } of plane.clients) socket.destroy();
  await Promise.all(closed);
}
