import type { ErrorCode } from '../domain/errors.js';
import type { BlueGreenEvent, EventType } from '../domain/events.js';
import type { GateName, GateVerdict } from '../domain/plan.js';

/** Language of all words. */
export type Language = 'en' | 'ko';

/** What an event is to who watches. `progress` is passing: the next one may take its place on a screen. */
export type Level = 'step' | 'progress' | 'success' | 'warning' | 'failure';

export type EventOf<Type extends EventType> = Extract<BlueGreenEvent, { type: Type }>;

/** The words of one language; the compiler asks for every event, gate, verdict and error code. */
export interface Messages {
  readonly events: { readonly [Type in EventType]: (event: EventOf<Type>) => string };
  readonly gates: Readonly<Record<GateName, string>>;
  readonly verdicts: Readonly<Record<GateVerdict['verdict'], string>>;
  /** What each error code means, as a heading. */
  readonly errors: Readonly<Record<ErrorCode, string>>;
  readonly labels: { readonly next: string; readonly evidence: string };
}
