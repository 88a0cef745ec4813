import { isAtWork, type Ticket } from '../tickets/ticket.js';
import type { Change } from '../tickets/transitions.js';
import { threadLog, type ThreadLog } from '../updates/thread-log.js';
import { aborted, iso, progressOf, type Drive, type DriveParts } from './driving.js';
import { postMessage, showTicket } from './message.js';
import { work } from './work.js';

/** Drives a ticket until it waits for people or has ended, unless another replica does. */
export async function drive(
  parts: DriveParts,
  name: string,
  id: string,
  stop: AbortController,
  stale?: number,
): Promise<void> {
  const store = await parts.store(name);
  const claimed = await store.change(id, (ticket) => claim(ticket, parts, stale));
  if (!('ticket' in claimed)) return;
  const mine: Drive = { store, environment: parts.environment(name), stop, view: claimed.ticket };
  const beating = beat(parts, mine);
  let log: ThreadLog | null = null;
  try {
    // Its first replica may have died before it could post.
    if (mine.view.ts === null) mine.view = await postMessage(parts, store, mine.view, mine.environment);
    if (mine.view.ts !== null) log = threadLog(parts.slack, parts.clock, mine.view.channel, mine.view.ts);
    // A plan that was approved may be void by the time it starts; then it is made anew and waits again.
    do await work(parts, mine, log);
    while (isAtWork(mine.view) && !stop.signal.aborted);
  } finally {
    beating.abort();
    await log?.end();
  }
}

function claim(ticket: Ticket, { replica, clock }: DriveParts, stale: number | undefined): Change {
  const free = ticket.driver === null || ticket.driver.beat === stale;
  if (!isAtWork(ticket) || !free) return { refusal: 'NOT_WAITING' };
  const beat = (ticket.driver?.beat ?? 0) + 1;
  return { ticket: { ...ticket, driver: { replica, beat, beatAt: iso(clock.now()) } } };
}

/** Says that this replica lives, saves what the message shows, and hears of a wish to abort. */
function beat(parts: DriveParts, mine: Drive): AbortController {
  const end = new AbortController();
  const round = async () => {
    for (;;) {
      await parts.clock.sleep(parts.beatMs, AbortSignal.any([end.signal, parts.halted]));
      const changed = await mine.store
        .change(mine.view.id, (ticket) => beaten(ticket, mine.view, parts))
        .catch(() => null);
      if (!changed) continue;
      if (!('ticket' in changed)) return mine.stop.abort(aborted());
      mine.view = {
        ...mine.view,
        abortedBy: changed.ticket.abortedBy,
        ts: changed.ticket.ts,
        driver: changed.ticket.driver,
      };
      if (mine.view.abortedBy) mine.stop.abort(aborted());
      void showTicket(parts, mine.store, mine.view, mine.environment);
    }
  };
  void round().catch(() => undefined);
  return end;
}

function beaten(ticket: Ticket, view: Ticket, { replica, clock }: DriveParts): Change {
  const { driver } = ticket;
  if (driver?.replica !== replica || !isAtWork(ticket)) return { refusal: 'NOT_WAITING' };
  return {
    ticket: { ...ticket, ...progressOf(view), driver: { replica, beat: driver.beat + 1, beatAt: iso(clock.now()) } },
  };
}
