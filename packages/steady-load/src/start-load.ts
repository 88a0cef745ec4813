import { setTimeout as wait } from 'node:timers/promises';
import type { LedgerEntry } from './ledger.js';
import type { Lane } from './lanes.js';
import { send } from './send.js';

export interface LoadOptions {
  /** `http://host[:port]` of the load balancer. */
  readonly url: string;
  /** Requests that each client of a lane starts per second, at most. */
  readonly ratePerClient: number;
  readonly clientsPerLane: number;
  /** A request that takes longer counts as failed. */
  readonly deadlineMs: number;
}

export const DEFAULT_LOAD = { ratePerClient: 20, clientsPerLane: 2, deadlineMs: 10_000 } as const;

export interface RunningLoad {
  /** Sends nothing more; resolves with the whole ledger once every request is settled. */
  stop(): Promise<LedgerEntry[]>;
}

/** A steady load from independent clients, each request in the ledger. Nothing is ever sent twice. */
export function startLoad(options: LoadOptions, lanes: readonly Lane[], now: () => number = ledgerTime): RunningLoad {
  const base = new URL(options.url);
  const ledger: LedgerEntry[] = [];
  const stopping = new AbortController();
  const pause = 1_000 / options.ratePerClient;

  const client = async (lane: Lane) => {
    while (!stopping.signal.aborted) {
      const startedAt = now();
      const outcome = await send(base, lane, options.deadlineMs).then(
        (release) => ({ release, failure: release === null ? 'answer names no release' : null }),
        (error: Error) => ({ release: null, failure: `${lane.name}: ${error.message}` }),
      );
      const endedAt = now();
      ledger.push({ lane: lane.name, startedAt, endedAt, ...outcome });
      const left = pause - (endedAt - startedAt);
      if (left > 0) await wait(left, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const clients = lanes.flatMap((lane) => Array.from({ length: options.clientsPerLane }, () => client(lane)));

  return {
    async stop() {
      stopping.abort();
      await Promise.all(clients);
      for (const lane of lanes) if (lane.agent) lane.agent.destroy();
      return ledger;
    },
  };
}

/** Wall time with the resolution of the monotonic clock, so that ledgers of several processes can be laid side by side. */
export function ledgerTime(): number {
  return performance.timeOrigin + performance.now();
}
