import { randomInt } from 'node:crypto';
import { bind } from './bind.js';
import { insist } from './insist.js';

/** Held on a claimed loopback address for as long as the sandbox lives, so that no other sandbox takes it. */
const CLAIM_PORT = 47_831;
const CANDIDATES = 24;

export interface ClaimedHost {
  readonly host: string;
  release(): Promise<void>;
}

/**
 * A loopback address of its own (127.0.x.y) on which all `ports` can be bound; null where the system does not give one
 * (macOS has only 127.0.0.1; ports below 1024 may need rights; something may listen on every address).
 */
export async function claimHost(ports: readonly number[], preferred?: string): Promise<ClaimedHost | null> {
  const candidates = Array.from({ length: CANDIDATES }, () => `127.0.${randomInt(1, 255)}.${randomInt(2, 255)}`);
  for (const host of preferred === undefined ? candidates : [preferred, ...candidates]) {
    const attempt = () => tryHost(host, ports);
    const outcome = host === preferred ? await insist(attempt) : await attempt();
    if (outcome === 'impossible') return null;
    if (outcome !== 'taken') return outcome;
  }
  return null;
}

async function tryHost(host: string, ports: readonly number[]): Promise<ClaimedHost | 'taken' | 'impossible'> {
  const claim = await bind(host, CLAIM_PORT);
  if (claim.kind !== 'bound') return claim.kind;
  for (const port of ports) {
    const probe = await bind(host, port);
    if (probe.kind === 'bound') {
      await probe.release();
      continue;
    }
    await claim.release();
    return probe.kind;
  }
  return { host, release: () => claim.release() };
}
