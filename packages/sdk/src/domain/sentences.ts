import type { Color } from './color.js';

/**
 * Every sentence that is told in the reader's language, with what fills it in. Verdicts and errors carry the English
 * sentence and, beside it, its key and parameters; `narration/` has the words of each language, and the compiler asks for
 * all of them.
 */
export interface SentenceParameters {
  'alarms.none': object;
  'alarms.quiet': { all: number };
  'alarms.ringing': { loud: number; all: number };
  'alarms.ringing.next': { alarm: string };
  'alarms.silent': { silent: number; all: number };
  'alarms.silent.next': object;
  capacity: { to: Color; healthy: number; wanted: number };
  'capacity.next': { to: Color; wanted: number };
  'deployment.none': { to: Color };
  'deployment.running': { to: Color; id: string; status: string };
  'deployment.running.next': { id: string };
  'live.none': { to: Color };
  'live.blank': { to: Color };
  'live.serves': { to: Color; carrying: number; routes: number };
  'live.serves.next': object;
  'live.strays': { to: Color; strays: number };
  /** `listeners`: ARNs in backticks, with commas. */
  'strays.next': { listeners: string };
  'routes.none': object;
  'routes.none.next': object;
  'routes.strays': { strays: number };
  'routes.agree': { routes: number; live: Color };
  'routes.named': { routes: number; to: Color };
  'routes.disagree': object;
  'routes.disagree.next': object;
  'targets.healthy': { to: Color; healthy: number; all: number };
  'targets.unhealthy': { to: Color; healthy: number; all: number };
  'targets.unhealthy.next': { to: Color };
  'targets.unreferenced.next': { group: string };
  'targets.present': { to: Color; all: number };
  'targets.absent': { to: Color; group: string; unreferenced: boolean };
  'targets.absent.next': { to: Color };
  'identity.no-targets': { to: Color };
  'identity.no-targets.next': object;
  'identity.unseen': { to: Color; said: number; unseen: number };
  'identity.unseen.next': { to: Color; testUrl: string };
  /** `wanted`: a release with the beginning of its digest. */
  'identity.differs': { to: Color; wanted: string };
  'identity.differs.next': { to: Color; release: string };
  'identity.same': { to: Color; workers: number; targets: number; wanted: string };
  'identity.hearsay': { to: Color; wanted: string };
  'identity.unknown': { to: Color };
  'identity.nobody.next': { to: Color };
  'probe.failed': { color: Color; reason: string };
  'probe.failed.next': { color: Color };
  /** `live`: null when no single colour is. */
  'stale.live': { live: Color | null };
  'stale.changed': object;
  'stale.added': object;
  'stale.strays': object;
  'stale.deployment': { to: Color; id: string };
  'stale.targets': { to: Color };
  'stale.sick': { to: Color; sick: number };
  'never-healthy': { color: Color; healthy: number; all: number };
  'never-healthy.next': { color: Color };
  unreferenced: { color: Color };
  'unreferenced.next': object;
  'color.invalid': { choice: string };
  'color.invalid.next': object;
  'color.meant.next': { meant: string };
  'again.next': object;
  'status.next': object;
  'lease.held': { owner: string; surface: string; verb: string; since: string };
  'lease.held.next': { id: string };
  'lease.unfinished': { owner: string; surface: string; verb: string; since: string };
  'lease.unfinished.next': object;
  'lease.locked': { owner: string; surface: string; since: string; reason: string };
  'lease.locked.next': object;
  'lease.lost': object;
  'lease.lost.next': object;
  'lease.nobody': object;
  'lease.nobody.next': object;
  'state.unreadable': { key: string; why: string };
  'state.unreadable.next': { key: string };
  'operation.unknown': { id: string };
  'operation.unknown.next': object;
  'operation.none': object;
  'operation.none.next': object;
  'operation.goes-on': { id: string };
  'operation.goes-on.next': { id: string };
  'drift.moved': object;
  'drift.moved.next': object;
  'drift.resumed': { routes: number; verb: string; id: string };
  'drift.resumed.next': object;
  'drift.gone': { routes: number };
  'drift.gone.next': object;
  'restore.failed': object;
  'restore.failed.next': { live: Color | null };
  /** `said` and `told`: what made the switch fail. */
  reverted: { said: string; told: Told | null; live: Color | null };
  /** The same, for what says itself why it stopped. */
  'stopped.back': { said: string; told: Told | null; live: Color | null };
  stopped: object;
  'stopped.deployment': { id: string };
  'read-back.differs': { to: Color };
  'read-back.differs.next': object;
  'deployment.stopped': { id: string };
  'deployment.stopped.next': object;
  /** `alarms`: their names, in AWS's words. */
  'deployment.alarmed': { id: string; alarms: string };
  'deployment.alarmed.next': { alarms: string };
  /** `where`: instance and event in AWS's words, or nothing. */
  'deployment.failed': { id: string; where: string };
  'deployment.failed.next': { id: string };
  'deployment.late': { id: string; status: string };
  'deployment.late.next': { id: string };
  'deployment.no-bundle': { release: string };
  'deployment.no-bundle.next': object;
  'deployment.serves': { color: Color };
  'deployment.serves.next': object;
  'rollback.already': { live: Color; other: Color };
  'rollback.already.next': { other: Color };
  'rollback.never': { to: Color; release: string | null };
  'rollback.never.next': { to: Color };
  'rollback.replaced': { to: Color; served: string; holds: string };
  'rollback.replaced.next': { to: Color; served: string; holds: string };
  /** `said`: AWS's own words, or nothing. */
  'aws.expired': { said: string };
  'aws.expired.next': object;
  'aws.no-credentials': { call: string; said: string };
  'aws.no-credentials.next': object;
  'aws.denied': { action: string; resource: string; user: string; because: string };
  'aws.throttled': { call: string; attempts: number };
  'aws.throttled.next': object;
  'aws.missing': { subject: string; region: string; said: string };
  'aws.missing.next': object;
  'aws.unreachable': { service: string; operation: string; endpoint: string; reason: string };
  'aws.unreachable.next': { isLocal: boolean };
}

export type SentenceKey = keyof SentenceParameters;

/** A sentence by its key, to be said in any language. */
export type Told = {
  readonly [Key in SentenceKey]: { readonly key: Key; readonly with: SentenceParameters[Key] };
}[SentenceKey];
