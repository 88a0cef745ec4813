import { randomUUID } from 'node:crypto';
import type { Clock } from '@bluegreen/sdk';
import type { BotConfig } from './config.js';
import { documentsOf, type Engines } from './engines.js';
import type { DriveParts } from './operations/driving.js';
import { createRunner } from './operations/runner.js';
import { createDirectory } from './policy/directory.js';
import type { Environment } from './policy/policy.js';
import { createQueue } from './queue.js';
import type { ServeParts } from './serve.js';
import { createPeople } from './slack/people.js';
import type { SlackPort } from './slack/slack-port.js';
import { createLedger, type Ledger } from './tickets/ledger.js';
import { createTicketStore, type TicketStore } from './tickets/ticket-store.js';
import { createUpdates, type Pacing } from './updates/scheduler.js';

/** Deliveries worked on at once. */
const AT_ONCE = 8;

/** What differs from one bot to the next. */
export interface Given extends Pick<DriveParts, 'beatMs' | 'halted' | 'report'> {
  readonly slack: SlackPort;
  readonly clock: Clock;
  readonly pacing: Pacing | undefined;
}

/** All that the listeners of one bot share: one runner, one scheduler of edits, one memory of people and roles. */
export function createParts(config: BotConfig, engines: Engines, given: Given): ServeParts {
  const { slack, clock, pacing, beatMs, halted, report } = given;
  const { environments, command } = config;
  const environment = (name: string): Environment =>
    environments.find((known) => known.name === name) ?? environments[0]!;
  const stores = new Map<string, Promise<TicketStore>>();
  const ledgers = new Map<string, Promise<Ledger>>();
  const keep =
    <Kept>(kept: Map<string, Promise<Kept>>, create: (name: string) => Promise<Kept>) =>
    (name: string): Promise<Kept> => {
      const made = kept.get(name) ?? create(name);
      kept.set(name, made);
      made.catch(() => kept.delete(name));
      return made;
    };
  const store = keep(stores, async (name) => createTicketStore(await documentsOf(engines, name)));
  const ledger = keep(ledgers, async (name) => createLedger(await documentsOf(engines, name)));
  const updates = createUpdates(slack, clock, pacing);
  const message = { slack, updates, clock };
  const runner = createRunner({
    ...message,
    ...{ engines, command, environment, store, replica: randomUUID(), beatMs, halted, report },
  });
  const directory = createDirectory(clock, (group) => slack.groupMembers(group));
  const people = createPeople(slack, clock);
  const queue = createQueue(AT_ONCE);
  return {
    ...message,
    queue,
    command,
    environments,
    environment,
    engines,
    store,
    ledger,
    runner,
    directory,
    people,
    report,
  };
}
