import type { Documents } from '@bluegreen/sdk';
import type { Ticket } from './ticket.js';
import { hasEnded, isNews } from './ticket.js';
import type { Change, Refusal } from './transitions.js';

const LAST_MILLISECOND = 9_999_999_999_999;
const ID = /^[0-9]{13}-[0-9a-f]{16}$/;
/** Writes that another replica may overtake before this one gives up. */
const TRIES = 10;
const CURRENT = 'current.json';

export type Changed = { readonly ticket: Ticket } | { readonly refusal: Refusal | 'UNKNOWN' };

/** The tickets of one environment, as documents with compare-and-set. */
export interface TicketStore {
  read(id: string): Promise<Ticket | null>;
  /** Applies a pure change to the newest version; again when another replica was faster. */
  change(id: string, change: (ticket: Ticket) => Change): Promise<Changed>;
  /** Stores a new ticket as the environment's one open ticket; or stores nothing, and tells which one is open. */
  claim(ticket: Ticket, mayReplace: (open: Ticket) => boolean): Promise<{ readonly other: Ticket } | null>;
  /** Newest first; `skip` spares the reading of those that are known well enough. */
  newest(limit: number, skip?: (id: string) => boolean): Promise<readonly Ticket[]>;
}

/** Identifiers run backwards in time, because a listing ascends and the newest is wanted first. */
export function ticketId(nowMs: number, randomHex: string): string {
  return `${String(LAST_MILLISECOND - nowMs).padStart(13, '0')}-${randomHex.slice(0, 16).padEnd(16, '0')}`;
}

export function isTicketId(value: string): boolean {
  return ID.test(value);
}

export function createTicketStore(documents: Documents): TicketStore {
  const keyOf = (id: string) => `tickets/${id}.json`;
  const find = async (id: string) => {
    const found = isTicketId(id) ? await documents.read(keyOf(id)) : null;
    const ticket = found && parse(found.body);
    return ticket ? { ticket, version: found.version } : null;
  };
  const store: TicketStore = {
    read: async (id) => (await find(id))?.ticket ?? null,
    async change(id, change) {
      for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const found = await find(id);
        if (!found) return { refusal: 'UNKNOWN' };
        const changed = change(found.ticket);
        if ('refusal' in changed || changed.ticket === found.ticket) return changed;
        const ticket = unshown(found.ticket, changed.ticket);
        if (await documents.replace(keyOf(id), JSON.stringify(ticket), found.version)) return { ticket };
      }
      throw new Error(`Ticket ${id} changed ${TRIES} times while it was to be changed.`);
    },
    async claim(ticket, mayReplace) {
      let stored = false;
      for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const current = await documents.read(CURRENT);
        const open = current && (await find(idOf(current.body)));
        if (open && !hasEnded(open.ticket) && !mayReplace(open.ticket)) {
          if (stored) await store.change(ticket.id, (now) => ({ ticket: { ...now, state: 'cancelled', shown: true } }));
          return { other: open.ticket };
        }
        // Stored before it is named, so that whoever reads the name finds the ticket.
        if (!stored) await documents.create(keyOf(ticket.id), JSON.stringify(ticket));
        stored = true;
        const body = JSON.stringify({ version: 1, id: ticket.id });
        const named = current
          ? await documents.replace(CURRENT, body, current.version)
          : await documents.create(CURRENT, body);
        if (named) return null;
      }
      throw new Error(`${CURRENT} changed ${TRIES} times while it was to be claimed.`);
    },
    async newest(limit, skip = () => false) {
      const listed = await documents.list('tickets/', limit);
      const keys = listed.filter((key) => !skip(key.slice('tickets/'.length, -'.json'.length)));
      const found = await Promise.all(keys.map((key) => documents.read(key)));
      return found.flatMap((document) => parse(document?.body ?? '') ?? []);
    },
  };
  return store;
}

/** News are not shown yet, unless the change itself says that there is nothing to show. */
function unshown(before: Ticket, after: Ticket): Ticket {
  return isNews(before, after) && before.shown === after.shown ? { ...after, shown: false } : after;
}

function parse(body: string): Ticket | null {
  try {
    const value = JSON.parse(body) as Partial<Ticket> | null;
    return value?.version === 1 && isTicketId(value.id ?? '') ? (value as Ticket) : null;
  } catch {
    return null;
  }
}

function idOf(body: string): string {
  try {
    return String((JSON.parse(body) as { id?: unknown } | null)?.id);
  } catch {
    return '';
  }
}
