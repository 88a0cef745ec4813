import type { GateName, GateVerdict, PlannedVerb } from '../domain/plan.js';
import { alarmsQuiet } from './alarms-quiet.js';
import { capacityParity } from './capacity-parity.js';
import type { GateFacts } from './facts.js';
import { noRunningDeployment } from './no-running-deployment.js';
import { notLive } from './not-live.js';
import { isExcused } from './refusal.js';
import { releaseIdentity } from './release-identity.js';
import { routesAgree } from './routes-agree.js';
import { targetsHealthy } from './targets-healthy.js';
import { targetsPresent } from './targets-present.js';

export type Gate = (facts: GateFacts) => GateVerdict;

/** Every gate by name. */
export const GATES: Readonly<Record<GateName, Gate>> = {
  'not-live': notLive,
  'no-running-deployment': noRunningDeployment,
  'targets-present': targetsPresent,
  'targets-healthy': targetsHealthy,
  'capacity-parity': capacityParity,
  'release-identity': releaseIdentity,
  'alarms-quiet': alarmsQuiet,
  'routes-agree': routesAgree,
};

/**
 * Which gates guard which verb, in the order in which a refusal is worth telling. A rollback asks neither for quiet
 * alarms nor for parity: they are often the very reason to go back.
 */
export const GATES_OF: Readonly<Record<PlannedVerb, readonly GateName[]>> = {
  deploy: ['not-live', 'no-running-deployment', 'targets-present'],
  switch: [
    'routes-agree',
    'no-running-deployment',
    'targets-present',
    'targets-healthy',
    'capacity-parity',
    'release-identity',
    'alarms-quiet',
  ],
  rollback: ['routes-agree', 'no-running-deployment', 'targets-present', 'targets-healthy', 'release-identity'],
  repair: ['routes-agree', 'no-running-deployment', 'targets-present', 'targets-healthy', 'release-identity'],
};

/** All verdicts for one verb, none left out: the caller sees everything that is wrong at once. */
export function judgeGates(verb: PlannedVerb, facts: GateFacts): GateVerdict[] {
  return GATES_OF[verb].map((name) => {
    const verdict = GATES[name](facts);
    return isExcused(verdict, facts) ? { ...verdict, excused: true } : verdict;
  });
}
