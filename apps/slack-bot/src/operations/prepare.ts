import {
  BlueGreenError,
  isColor,
  otherColor,
  run,
  type BlueGreen,
  type BlueGreenEvent,
  type Color,
  type Plan,
  type StoredRelease,
} from '@bluegreen/sdk';
import type { Ticket } from '../tickets/ticket.js';
import { wordsOf } from '../words/words.js';

const MOST_RELEASES = 100;

/** Brings the wanted release to the wanted colour if it is not there, then plans the move. Changes no live traffic. */
export async function prepare(
  engine: BlueGreen,
  ticket: Ticket,
  command: string,
  onEvent: (event: BlueGreenEvent) => void,
): Promise<Plan> {
  if (ticket.verb === 'rollback') return run(engine.plan({ verb: 'rollback' }), onEvent);
  if (ticket.verb === 'deploy') await bringRelease(engine, ticket, command, onEvent);
  return run(engine.plan({ verb: 'switch', to: ticket.to }), onEvent);
}

async function bringRelease(
  engine: BlueGreen,
  ticket: Ticket,
  command: string,
  onEvent: (event: BlueGreenEvent) => void,
): Promise<void> {
  const [status, stored] = await Promise.all([
    run(engine.status(), onEvent),
    run(engine.releases({ limit: MOST_RELEASES })),
  ]);
  const color: Color | null = isColor(ticket.to) ? ticket.to : status.live && otherColor(status.live);
  const holds = color && status.colors[color].release;
  const wanted = ticket.release === null ? stored[0] : stored.find(({ release }) => release === ticket.release);
  if (ticket.release === null && !wanted) {
    if (holds) return;
    throw new BlueGreenError('RESOURCE_MISSING', wordsOf(ticket.language).noReleases, 'bluegreen publish');
  }
  const live = status.live && status.colors[status.live].release;
  if (ticket.release === null && live && isSame(live, wanted))
    throw alreadyServing(ticket, live.release, status.live, command);
  const there = wanted ? isSame(holds, wanted) : holds?.release === ticket.release;
  if (there && color && status.colors[color].releaseCertain !== false) return;
  const release = wanted?.release ?? ticket.release!;
  await run(engine.deploy({ release, to: ticket.to, idempotencyKey: `slack-${ticket.id}-deploy` }), onEvent);
}

function isSame(
  one: { readonly release: string; readonly digest: string } | null,
  other: StoredRelease | undefined,
): boolean {
  return one !== null && other !== undefined && one.release === other.release && one.digest === other.digest;
}

function alreadyServing(ticket: Ticket, release: string, live: Color | null, command: string): BlueGreenError {
  const text = wordsOf(ticket.language).serving(release, live ?? 'blue', command);
  return new BlueGreenError('LIVE_COLOR_REFUSED', text, `${command} switch`);
}
