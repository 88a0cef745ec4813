/** HTTP load balancing without AWS words. Units are in the names; times are the injected clock's. */

export interface Clock {
  now(): number;
  /** Calls back once after `ms` of this clock's time; returns a cancel function. Must not keep the process alive alone. */
  after(ms: number, callback: () => void): () => void;
}

export interface HealthCheck {
  readonly path: string;
  /** Null: the target's own port. */
  readonly port: number | null;
  readonly intervalMs: number;
  /** Real time, never scaled: it bounds real work. */
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Such as `200` or `200,202` or `200-299`. */
  readonly matcher: string;
}

export interface PoolConfig {
  readonly id: string;
  readonly healthCheck: HealthCheck;
  readonly algorithm: 'round-robin' | 'least-outstanding-requests' | 'weighted-random';
  readonly deregistrationDelayMs: number;
  readonly slowStartMs: number;
  readonly stickiness:
    | { readonly kind: 'none' }
    | { readonly kind: 'lb-cookie'; readonly durationSeconds: number }
    | { readonly kind: 'app-cookie'; readonly cookieName: string; readonly durationSeconds: number };
  /** Below this many healthy targets the pool fails open: all registered targets get traffic. */
  readonly minimumHealthyCount: number;
  /** Null: not considered. */
  readonly minimumHealthyPercentage: number | null;
}

export interface TargetAddress {
  /** Such as an instance id. */
  readonly id: string;
  readonly port: number;
}

export type TargetPhase = 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
export type TargetCause =
  | { readonly kind: 'none' }
  | { readonly kind: 'registering' }
  | { readonly kind: 'first-checks' }
  | { readonly kind: 'code-mismatch'; readonly status: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed-checks' }
  | { readonly kind: 'deregistering' }
  | { readonly kind: 'not-referenced' }
  | { readonly kind: 'unreachable' };
export interface TargetState extends TargetAddress {
  readonly phase: TargetPhase;
  readonly cause: TargetCause;
}

export type Condition =
  | { readonly kind: 'host'; readonly values: readonly string[] }
  | { readonly kind: 'path'; readonly values: readonly string[] }
  | { readonly kind: 'method'; readonly values: readonly string[] }
  | { readonly kind: 'header'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'query'; readonly pairs: readonly { readonly key?: string; readonly value: string }[] }
  | { readonly kind: 'source-ip'; readonly cidrs: readonly string[] };

export type Action =
  | {
      readonly kind: 'forward';
      readonly pools: readonly { readonly poolId: string; readonly weight: number }[];
      /** Group stickiness; null when off. */
      readonly stickySeconds: number | null;
    }
  | {
      readonly kind: 'redirect';
      readonly status: 301 | 302;
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    }
  | { readonly kind: 'fixed-response'; readonly status: number; readonly contentType?: string; readonly body?: string };

export interface Rule {
  readonly id: string;
  /** Lower first. */
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly action: Action;
}

/** Everything that decides where a listener's request goes. Swapped whole, between two requests. */
export interface Routing {
  readonly rules: readonly Rule[];
  readonly defaultAction: Action;
}

export interface BalancerConfig {
  readonly id: string;
  readonly idleTimeoutMs: number;
  readonly clientKeepAliveMs: number;
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  readonly forwardedForPort: boolean;
  readonly preserveHost: boolean;
  readonly dropInvalidHeaders: boolean;
}

/** PEM texts: the certificate with its chain behind it, and its private key. */
export interface TlsCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface TlsSettings {
  /** The first is for clients that name no host, or one that none is made out to. Never empty. */
  readonly certificates: readonly TlsCertificate[];
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
}

export interface ListenerConfig {
  readonly id: string;
  readonly balancerId: string;
  /** Loopback address to bind. */
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** The port that X-Forwarded-Port names, if another one is bound. */
  readonly publicPort?: number;
  /** Given: the listener speaks TLS, and clients of plain HTTP are cut off. */
  readonly tls?: TlsSettings;
  readonly routing: Routing;
}

/** Cumulative since start; a reader keeps the previous sample to get a rate. */
export interface PoolMetrics {
  readonly poolId: string;
  readonly requests: number;
  /** By hundreds: `2` to `5`. */
  readonly targetCodes: Readonly<Record<2 | 3 | 4 | 5, number>>;
  readonly connectionErrors: number;
  readonly newConnections: number;
  readonly activeConnections: number;
  readonly outstandingRequests: number;
  /** Upper bounds in ms and counts, for quantiles. */
  readonly latency: {
    readonly boundsMs: readonly number[];
    readonly counts: readonly number[];
    readonly sumMs: number;
    readonly count: number;
  };
  readonly healthy: number;
  readonly unhealthy: number;
}
export interface BalancerMetrics {
  readonly balancerId: string;
  readonly requests: number;
  readonly clientConnections: number;
  readonly newConnections: number;
  /** Answers the balancer made itself, by status. */
  readonly ownCodes: Readonly<Record<number, number>>;
  readonly clientClosed: number;
  /** Connections that ended before TLS was agreed on. */
  readonly tlsFailures: number;
}

export interface DataPlaneOptions {
  readonly clock: Clock;
  /** Where a target really listens. Undefined: it cannot be reached (stopped, gone). */
  readonly resolve: (target: TargetAddress) => { readonly host: string; readonly port: number } | undefined;
  /** Value of the User-Agent header of health checks. */
  readonly healthCheckAgent: string;
  /** `Server` header of the balancer's own answers. */
  readonly serverName: string;
  /** Names of the stickiness cookies: pool choice, target choice. */
  readonly cookieNames: { readonly pool: string; readonly target: string };
  /** From 0 up to 1; decides weighted shares. Default: Math.random. */
  readonly random?: () => number;
  /** Real time for a connection to a target to come about. Default: 10 s. */
  readonly connectTimeoutMs?: number;
}

/** The running data plane: pools with health checks, balancers with listeners. */
export interface DataPlane {
  /** Creates the pool or changes its settings; targets and their states stay. */
  putPool(config: PoolConfig): void;
  removePool(poolId: string): void;
  register(poolId: string, target: TargetAddress): void;
  /** Unknown targets are ignored. Settles in `draining` until the delay is over. */
  deregister(poolId: string, target: TargetAddress): void;
  /** Registered and draining targets. */
  targets(poolId: string): readonly TargetState[];
  putBalancer(config: BalancerConfig): void;
  removeBalancer(balancerId: string): Promise<void>;
  /** Rejects when the address cannot be bound, or a certificate is not one or does not fit its key. */
  openListener(config: ListenerConfig): Promise<{ readonly host: string; readonly port: number }>;
  /** Atomic between two requests; in-flight requests finish where they went. */
  setRouting(listenerId: string, routing: Routing): void;
  /** For connections from now on; those that are open keep what they agreed on. */
  setTls(listenerId: string, tls: TlsSettings): void;
  closeListener(listenerId: string): Promise<void>;
  poolMetrics(): readonly PoolMetrics[];
  balancerMetrics(): readonly BalancerMetrics[];
  /** Stops checks, closes listeners and sockets. */
  close(): Promise<void>;
}
