import { randomInt } from 'node:crypto';
import { bind } from './bind.js';
import { claimHost, type ClaimedHost } from './claim-host.js';
import { insist } from './insist.js';

export interface BoundAddress {
  readonly host: string;
  readonly port: number;
  /** What works in curl: the address, with its port where that is not 80. */
  readonly dnsName: string;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

export interface SandboxAddresses {
  /** Address and port for a load balancer's listener; all listeners of one load balancer share its address. */
  readonly balancers: { allot(loadBalancerName: string, port: number): Promise<BoundAddress> };
  /** An address of its own for each instance, port 80 where that is allowed. */
  readonly instances: {
    /** @param former given again where it is still free */
    allot(former?: Place): Promise<Place>;
    release(place: Place): Promise<void>;
  };
  /** Addresses of load balancers by name, to be given back after a restart where they are still free. */
  snapshot(): AddressesState;
  close(): Promise<void>;
}

export interface AddressesState {
  readonly hosts: Readonly<Record<string, string>>;
  /** `name:port` to the high port that stands for it. */
  readonly highPorts: Readonly<Record<string, number>>;
}

const SHARED_HOST = '127.0.0.1';
const USUAL_PORTS = [80, 8080];
/** Below the ports that the system hands to outgoing connections. */
const HIGH_PORTS = [20_000, 32_000] as const;

export interface AddressOptions {
  readonly former?: AddressesState;
  /** False: every address is a high port on 127.0.0.1, as where the system allows nothing better. Default: try. */
  readonly ownHosts?: boolean;
}

/** Loopback addresses for this sandbox, found by binding, so that several sandboxes live side by side. */
export function createAddresses({ former, ownHosts = true }: AddressOptions = {}): SandboxAddresses {
  const claims = new Set<ClaimedHost>();
  const hosts = new Map<string, Promise<string | null>>();
  const knownHosts: Record<string, string> = {};
  const highPorts: Record<string, number> = {};
  const given = new Set<number>();

  async function ownHost(ports: readonly number[], preferred?: string): Promise<string | null> {
    const claim = ownHosts ? await claimHost(ports, preferred) : null;
    if (claim) claims.add(claim);
    return claim?.host ?? null;
  }

  async function highPort(preferred?: number): Promise<number> {
    if (preferred !== undefined && (await take(preferred, () => insist(() => isFree(preferred))))) return preferred;
    for (;;) {
      const candidate = randomInt(...HIGH_PORTS);
      if (await take(candidate, () => isFree(candidate))) return candidate;
    }
  }

  /** Given out before it is probed, so that nobody else gets it meanwhile. */
  async function take(port: number, probe: () => Promise<'free' | 'taken'>): Promise<boolean> {
    if (given.has(port)) return false;
    given.add(port);
    const free = (await probe()) === 'free';
    if (!free) given.delete(port);
    return free;
  }

  function hostOf(name: string): Promise<string | null> {
    const known = hosts.get(name);
    if (known) return known;
    const found = ownHost(USUAL_PORTS, former?.hosts[name]);
    hosts.set(name, found);
    return found;
  }

  return {
    balancers: {
      async allot(name, port) {
        const host = await hostOf(name);
        if (host !== null) {
          knownHosts[name] = host;
          return { host, port, dnsName: host };
        }
        const key = `${name}:${port}`;
        const high = (highPorts[key] ??= await highPort(former?.highPorts[key]));
        return { host: SHARED_HOST, port: high, dnsName: `${SHARED_HOST}:${high}` };
      },
    },
    instances: {
      async allot(former) {
        const wasShared = former?.host === SHARED_HOST;
        const host = wasShared ? null : await ownHost([80], former?.host);
        if (host !== null) return { host, port: 80 };
        return { host: SHARED_HOST, port: await highPort(wasShared ? former.port : undefined) };
      },
      async release({ host, port }) {
        if (host === SHARED_HOST) given.delete(port);
        for (const claim of claims) {
          if (claim.host !== host) continue;
          claims.delete(claim);
          await claim.release();
        }
      },
    },
    snapshot: () => ({ hosts: { ...knownHosts }, highPorts: { ...highPorts } }),
    async close() {
      await Promise.all([...claims].map((claim) => claim.release()));
      claims.clear();
    },
  };
}

async function isFree(port: number): Promise<'free' | 'taken'> {
  const probe = await bind(SHARED_HOST, port);
  if (probe.kind !== 'bound') return 'taken';
  await probe.release();
  return 'free';
}
