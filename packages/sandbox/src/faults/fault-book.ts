import type { EventOutcome, LifecycleEventName } from '@bluegreen/appspec';
import type { CallFacts, Client } from './call-facts.js';
import type { CallFault, Fault, FaultRule, FaultStatus, HeldCall, HostFault } from './fault.js';
import { createHeldCalls, type HeldCalls } from './held-calls.js';
import type { FaultyHost } from './hosts/faulty-host.js';
import { HOST_KINDS } from './hosts/index.js';
import { concerns } from './hosts/concerns.js';
import { CALL_KINDS } from './kinds/index.js';
import type { Disturb } from './kinds/call-kind.js';
import type { KnownOperations } from './known-operations.js';
import { matches } from './matches.js';
import { FaultRefused, parseFault } from './parse-fault.js';
import { seededRandom } from './seeded-random.js';

/** A fault that acts on the call at hand. */
export interface MetFault {
  readonly fault: CallFault;
  disturb(call: CallFacts, client: Client): void | Promise<void>;
}

/** The faults of one sandbox. */
export interface FaultBook {
  /** Arms a fault. @throws FaultRefused with everything that is wrong with the rule */
  add(rule: FaultRule): FaultStatus;
  list(): readonly FaultStatus[];
  /** Forgets one or all: held calls go on, frozen and dead agents come back. How many there were. */
  clear(id?: string): number;
  /** Lets the calls that a `hold` keeps go on; how many there were. */
  release(id: string): number;
  /** The first call that this `hold` keeps, now or later. */
  nextHeld(id: string, signal: AbortSignal): Promise<HeldCall>;
  /** The faults that act on this call; counts them as acted. */
  meet(call: CallFacts): readonly MetFault[];
  /** Runs a lifecycle event with whatever goes wrong around it. */
  aroundEvent(host: FaultyHost, event: LifecycleEventName, run: () => Promise<EventOutcome>): Promise<EventOutcome>;
}

export interface FaultBookOptions {
  readonly now: () => number;
  readonly known: () => KnownOperations;
  /** The hosts there are, for faults that do not wait for an event. */
  readonly hosts: () => readonly FaultyHost[];
}

interface Armed {
  readonly fault: Fault;
  readonly disturb: Disturb | null;
  readonly held: HeldCalls;
  readonly random: () => number;
  /** Aborted when the fault is forgotten. */
  readonly cleared: AbortController;
  met: number;
  acted: number;
}

const NONE: readonly MetFault[] = [];

export function createFaultBook(options: FaultBookOptions): FaultBook {
  const book = new Map<string, Armed>();
  let added = 0;
  const find = (id: string): Armed => {
    const armed = book.get(id);
    if (!armed) throw new FaultRefused([`id: there is no fault ${id}`]);
    return armed;
  };
  return {
    add(rule) {
      const fault = parseFault(rule, options.known(), `fault-${added + 1}`);
      if (book.has(fault.id)) throw new FaultRefused([`id: there is a fault ${fault.id} already`]);
      added += 1;
      const armed = arm(fault, options.now);
      book.set(fault.id, armed);
      if (fault.target === 'host' && fault.event === null) actNow(armed, fault, options.hosts());
      return statusOf(armed);
    },
    list: () => [...book.values()].map(statusOf),
    clear(id) {
      const forgotten = id === undefined ? [...book.values()] : [find(id)];
      for (const { fault, held, cleared } of forgotten) {
        book.delete(fault.id);
        held.release();
        cleared.abort();
      }
      return forgotten.length;
    },
    release: (id) => find(id).held.release(),
    nextHeld: (id, signal) => find(id).held.next(signal),
    meet: (call) => (book.size === 0 ? NONE : [...book.values()].flatMap((armed) => meetOne(armed, call))),
    aroundEvent(host, event, run) {
      let wrapped = run;
      for (const armed of book.values()) {
        const { fault } = armed;
        if (fault.target !== 'host' || !concerns(fault, host) || !waitsFor(fault, event) || !acts(armed)) continue;
        const inner = wrapped;
        wrapped = () => HOST_KINDS[fault.kind].around(host, inner, armed.cleared.signal);
      }
      return wrapped();
    },
  };
}

function arm(fault: Fault, now: () => number): Armed {
  const held = createHeldCalls();
  const disturb =
    fault.target === 'call'
      ? CALL_KINDS[fault.kind].arm(fault, { now, hold: (call, signal) => held.hold(call, signal) })
      : null;
  return { fault, disturb, held, random: seededRandom(fault.seed), cleared: new AbortController(), met: 0, acted: 0 };
}

function meetOne(armed: Armed, call: CallFacts): readonly MetFault[] {
  const { fault, disturb } = armed;
  if (fault.target !== 'call' || disturb === null || !matches(fault, call) || !acts(armed)) return NONE;
  return [{ fault, disturb }];
}

function actNow(armed: Armed, fault: HostFault, hosts: readonly FaultyHost[]): void {
  const { now } = HOST_KINDS[fault.kind];
  if (!now) return;
  for (const host of hosts) if (concerns(fault, host) && acts(armed)) now(host, armed.cleared.signal);
}

/** Without an event, a fault that cannot act at once takes the first event it could act on. */
function waitsFor({ kind, event }: HostFault, happening: LifecycleEventName): boolean {
  if (event !== null) return event === happening;
  return HOST_KINDS[kind].now === undefined && HOST_KINDS[kind].events.includes(happening);
}

/** Counts a match, and tells whether the fault acts on it. */
function acts(armed: Armed): boolean {
  const { fault } = armed;
  if (isSpent(armed)) return false;
  armed.met += 1;
  if (armed.met <= fault.skip) return false;
  if (fault.probability < 1 && armed.random() >= fault.probability) return false;
  armed.acted += 1;
  return true;
}

function isSpent({ fault, acted }: Armed): boolean {
  return fault.count !== 'always' && acted >= fault.count;
}

function statusOf(armed: Armed): FaultStatus {
  const { fault, acted, met, held } = armed;
  return { ...fault, acted, met, armed: !isSpent(armed), held: held.all() };
}
