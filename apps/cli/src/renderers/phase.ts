import type { EventType } from '@bluegreen/sdk';

/** The parts of an operation that a reader may want to fold away. */
export type Phase = 'plan' | 'package' | 'deployment' | 'health' | 'traffic' | 'end';

/** By the noun of the event's name; what has no part of its own belongs to the part under way. */
const PHASES: Readonly<Record<string, Phase>> = {
  environment: 'plan',
  plan: 'plan',
  gate: 'plan',
  bundle: 'package',
  upload: 'package',
  revision: 'package',
  deployment: 'deployment',
  lifecycle: 'deployment',
  host: 'deployment',
  targets: 'health',
  release: 'health',
  endpoint: 'health',
  idle: 'traffic',
  traffic: 'traffic',
  probe: 'traffic',
};

export function phaseOf(type: EventType): Phase | null {
  return PHASES[type.slice(0, type.indexOf('.'))] ?? null;
}
