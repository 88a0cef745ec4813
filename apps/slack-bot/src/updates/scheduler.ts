import type { Clock } from '@bluegreen/sdk';
import type { Content, SlackPort } from '../slack/slack-port.js';
import { SlackTrouble } from '../slack/trouble.js';

/** chat.update belongs to Slack's tier 3: fifty a minute for the whole app. A few are left for what nobody foresees. */
const PER_MINUTE = 45;
/** Edits that may go out at once after a quiet time. */
const BURST = 10;
/** How long the same message waits between two edits, unless its end is to be shown. */
const GAP_MS = 1_000;
const RETRY_MS = 2_000;
/** Tries of an edit that meets no answer; an end is tried for as long as the bot runs. */
const TRIES = 5;

export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** What became of an edit: shown, overtaken by a newer one, or refused with Slack's word. */
export type Edited = 'shown' | 'superseded' | { readonly refused: string };

export interface Updates {
  /** Shows the newest content of a message as soon as the budget allows. `final`: goes first, and is never given up. */
  edit(place: Place, content: Content, final?: boolean): Promise<Edited>;
  /** Resolves when nothing is left to send. */
  idle(): Promise<void>;
  stop(): void;
}

export interface Pacing {
  /** Edits a minute. Default 45. */
  readonly perMinute?: number;
  /** Between two edits of one message, in ms. Default 1 s. */
  readonly gapMs?: number;
}

interface Job {
  readonly place: Place;
  readonly content: Content;
  readonly final: boolean;
  readonly settle: (edited: Edited) => void;
  tries: number;
  notBefore: number;
}

/**
 * One scheduler for all operations of a bot, because Slack's budget is the app's: newer content of a message takes the
 * older one's place, ends go first, Retry-After stops everything for as long as Slack says.
 */
export function createUpdates(
  slack: Pick<SlackPort, 'edit'>,
  clock: Clock,
  { perMinute = PER_MINUTE, gapMs = GAP_MS }: Pacing = {},
): Updates {
  const jobs = new Map<string, Job>();
  const lastEdit = new Map<string, number>();
  const stopping = new AbortController();
  const waiters: (() => void)[] = [];
  let budget = BURST;
  let refilledAt = clock.now();
  let pausedUntil = 0;
  let working = false;

  const refill = () => {
    const now = clock.now();
    budget = Math.min(BURST, budget + ((now - refilledAt) / 60_000) * perMinute);
    refilledAt = now;
  };
  const waitMs = (): number => {
    refill();
    const now = clock.now();
    const soonest = Math.min(...[...jobs.values()].map(({ notBefore }) => notBefore));
    const forBudget = budget >= 1 ? 0 : ((1 - budget) / perMinute) * 60_000;
    return Math.ceil(Math.max(pausedUntil - now, soonest - now, forBudget, 0));
  };
  const send = async (key: string, job: Job): Promise<void> => {
    budget -= 1;
    lastEdit.set(key, clock.now());
    try {
      await slack.edit(job.place.channel, job.place.ts, job.content);
      job.settle('shown');
      return;
    } catch (error) {
      const trouble = error instanceof SlackTrouble ? error : new SlackTrouble('unreachable');
      const limited = trouble.code === 'ratelimited';
      const passing = limited || trouble.code === 'unreachable' || trouble.code === 'internal_error';
      if (limited) pausedUntil = clock.now() + (trouble.details.retryAfterMs ?? RETRY_MS);
      job.tries += limited ? 0 : 1;
      if (!passing || (!job.final && job.tries >= TRIES)) return job.settle({ refused: trouble.code });
    }
    if (stopping.signal.aborted) return job.settle({ refused: 'stopped' });
    // A newer one may have come meanwhile.
    if (jobs.has(key)) return job.settle('superseded');
    job.notBefore = clock.now() + RETRY_MS * Math.min(job.tries, 15);
    jobs.set(key, job);
  };
  const work = async () => {
    if (working) return;
    working = true;
    while (jobs.size > 0 && !stopping.signal.aborted) {
      const ms = waitMs();
      if (ms > 0) {
        await clock.sleep(ms, stopping.signal).catch(() => undefined);
        continue;
      }
      const ready = [...jobs].filter(([, job]) => job.notBefore <= clock.now());
      const [key, job] = ready.find(([, candidate]) => candidate.final) ?? ready[0]!;
      jobs.delete(key);
      await send(key, job);
    }
    working = false;
    for (const wake of waiters.splice(0)) wake();
  };
  return {
    edit(place, content, final = false) {
      const key = `${place.channel} ${place.ts}`;
      return new Promise((settle) => {
        jobs.get(key)?.settle('superseded');
        jobs.delete(key);
        const gap = final ? 0 : (lastEdit.get(key) ?? -Infinity) + gapMs;
        jobs.set(key, { place, content, final, settle, tries: 0, notBefore: Math.max(gap, 0) });
        void work();
      });
    },
    idle: () => (jobs.size === 0 && !working ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    stop() {
      stopping.abort(new Error('The bot stops.'));
      for (const job of jobs.values()) job.settle({ refused: 'stopped' });
      jobs.clear();
    },
  };
}
