import {
  BlueGreenError,
  describeError,
  describeEvent,
  isBlueGreenError,
  run,
  type BlueGreen,
  type BlueGreenEvent,
  type Operation,
  type Outlook,
  type SwitchResult,
} from '@bluegreen/sdk';
import { escapeWord } from '../blocks/mrkdwn.js';
import { ownerOf } from '../engines.js';
import type { Environment } from '../policy/policy.js';
import { hasEnded, isAtWork, type Ticket, type Trouble } from '../tickets/ticket.js';
import { anew } from '../tickets/transitions.js';
import type { ThreadLog } from '../updates/thread-log.js';
import { wordsOf } from '../words/words.js';
import { aborted, iso, progressOf, type Drive, type DriveParts } from './driving.js';
import { withEvent } from './follow-events.js';
import { showTicket } from './message.js';
import { prepare } from './prepare.js';

/** Records among which a move that has just ended is looked for. */
const RECORDS = 5;

/** One stretch of work: makes a plan, or moves traffic by the one that was decided on. Its end is on record. */
export async function work(parts: DriveParts, mine: Drive, log: ThreadLog | null): Promise<void> {
  const { clock, engines, command } = parts;
  const { signal } = mine.stop;
  const onEvent = (event: BlueGreenEvent) => {
    mine.view = withEvent(mine.view, event);
    const { level, text } = describeEvent(event, mine.view.language);
    if (level !== 'progress') log?.add(text);
    void showTicket(parts, mine.store, mine.view, mine.environment);
  };
  const { requestedBy, permalink, environment } = mine.view;
  let engine: BlueGreen | undefined;
  try {
    const actor = { owner: ownerOf(requestedBy), surface: 'slack', ...(permalink ? { link: permalink } : {}) };
    engine = await engines.open(environment, { actor, signal });
    if (mine.view.state === 'preparing') {
      const outlook = await prepare(engine, mine.view, onEvent);
      await settle(parts, mine, (ticket) =>
        planned(ticket, outlook, mine.environment, { command, nowMs: clock.now() }),
      );
    }
    if (mine.view.state !== 'running') return;
    const outcome = await run(move(engine, mine.view), onEvent);
    const { changed, from, live, release, elapsedMs } = outcome;
    const proof = changed ? await proofOf(engine, mine.view) : null;
    await settle(parts, mine, (ticket) => ({
      ...ticket,
      ...{ state: 'done', outcome: { changed, from, live, release, elapsedMs, proof }, live },
    }));
  } catch (error) {
    if (!isBlueGreenError(error)) parts.report(error);
    await settle(parts, mine, (ticket) => failed(ticket, error));
  } finally {
    engine?.close();
  }
}

/**
 * Moves traffic by exactly the plan that was decided on. The key makes it safe to give again: the engine finishes what a
 * dead replica began, or answers with what came of it.
 */
function move(engine: BlueGreen, { id, verb, plan }: Ticket): Operation<SwitchResult> {
  const { hash, to } = plan!;
  const input = { planHash: hash, idempotencyKey: `slack-${id}-${hash}` };
  return verb === 'rollback' ? engine.rollback(input) : engine.switch({ ...input, to });
}

/** Writes a change of state down, with all progress, and shows it. */
async function settle(parts: DriveParts, mine: Drive, next: (ticket: Ticket) => Ticket): Promise<void> {
  if (parts.halted.aborted) return mine.stop.abort(aborted());
  const changed = await mine.store.change(mine.view.id, (ticket) => {
    if (ticket.driver?.replica !== parts.replica) return { refusal: 'NOT_WAITING' };
    const after = next({ ...ticket, ...progressOf(mine.view) });
    const ended = hasEnded(after) ? { endedAt: iso(parts.clock.now()) } : {};
    return { ticket: { ...after, ...ended, driver: isAtWork(after) ? ticket.driver : null } };
  });
  // Another replica drives it now, and shows it.
  if (!('ticket' in changed)) return mine.stop.abort(aborted());
  mine.view = changed.ticket;
  await showTicket(parts, mine.store, mine.view, mine.environment);
}

/** What requests met while traffic moved, as the record of the move tells. It is done all the same where none does. */
async function proofOf(engine: BlueGreen, { operationId }: Ticket) {
  const records = await run(engine.history({ limit: RECORDS })).catch(() => []);
  const proof = records.find(({ id }) => id === operationId)?.proof;
  return proof ? { sent: proof.sent, failed: proof.failed } : null;
}

function planned(
  ticket: Ticket,
  outlook: Outlook,
  { approvalMinutes }: Environment,
  { command, nowMs }: { readonly command: string; readonly nowMs: number },
): Ticket {
  const { standing, move, live, to, release } = outlook;
  const seen = {
    ...ticket,
    standing,
    refusals: outlook.refusals.map((error) => troubleOf(error, ticket)),
    approvals: [],
  };
  if (!move || standing === 'done') {
    const outcome = { changed: false, from: live, live: live ?? to, release, elapsedMs: 0 };
    return { ...seen, state: 'done', outcome, note: noteOf(outlook, ticket, command) };
  }
  const { hash, from, gates } = move;
  const plan = { hash, from, to, release, gates, expiresAt: iso(nowMs + approvalMinutes * 60_000) };
  const ready = ticket.confirmed === to && standing !== 'blocked';
  return { ...seen, plan, ...(ready ? { state: 'running', startedAt: iso(nowMs) } : { state: 'waiting' }) };
}

/** Why there is nothing to decide on. */
function noteOf({ standing, live, to, release }: Outlook, { language }: Ticket, command: string): string | null {
  const words = wordsOf(language);
  if (standing === 'serving' && live && release) return words.serving(escapeWord(release.release), live, to, command);
  return standing === 'nothing-stored' ? words.noReleases : null;
}

function failed(ticket: Ticket, error: unknown): Ticket {
  const known = isBlueGreenError(error) ? error : new BlueGreenError('INTERNAL', 'The bot itself failed.', '');
  if (known.code === 'PLAN_STALE' && ticket.state === 'running') return { ...anew(ticket), confirmed: null };
  const state = known.code === 'ABORTED' ? 'cancelled' : 'failed';
  return { ...ticket, state, failure: troubleOf(known, ticket) };
}

function troubleOf(error: BlueGreenError, { language }: Ticket): Trouble {
  const { code, title, evidence, next } = describeError(error, language);
  return { code, title, evidence: [...evidence], next };
}
