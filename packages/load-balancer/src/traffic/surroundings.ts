import type { Pool } from '../pools/pool.js';
import type { CompiledRouting } from '../routing/compile-routing.js';
import type { Stickiness } from '../sticky/stickiness.js';
import type { BalancerConfig, DataPlaneOptions, ListenerConfig } from '../types.js';
import type { ClientConnection } from './client-connection.js';

/** What every connection of one data plane shares. */
export interface PlaneContext {
  readonly options: DataPlaneOptions;
  readonly pools: Map<string, Pool>;
  readonly stickiness: Stickiness;
  readonly random: () => number;
  /** Real time. */
  readonly connectTimeoutMs: number;
  readonly clients: Set<ClientConnection>;
}

export interface BalancerContext {
  config: BalancerConfig;
  readonly counts: {
    requests: number;
    clientConnections: number;
    newConnections: number;
    clientClosed: number;
    tlsFailures: number;
  };
  readonly ownCodes: Record<number, number>;
}

export interface ListenerContext {
  readonly plane: PlaneContext;
  readonly balancer: BalancerContext;
  readonly config: ListenerConfig;
  /** Replaced whole by `setRouting`; each request reads it once. */
  routing: CompiledRouting;
  readonly publicPort: number;
  readonly localAuthority: string;
  closing: boolean;
}
