import { alarmsCalls } from './alarms.js';
import { artifactsCalls } from './artifacts.js';
import { capacityCalls } from './capacity.js';
import { deploymentsCalls } from './deployments.js';
import { documentsCalls } from './documents.js';
import { identityCalls } from './identity.js';
import { metricsCalls } from './metrics.js';
import { stacksCalls } from './stacks.js';
import { targetsCalls } from './targets.js';
import { trafficCalls } from './traffic.js';

/** The calls that each port declares, with the IAM actions of each. */
export const declaredCalls = {
  traffic: trafficCalls,
  targets: targetsCalls,
  capacity: capacityCalls,
  deployments: deploymentsCalls,
  artifacts: artifactsCalls,
  alarms: alarmsCalls,
  metrics: metricsCalls,
  documents: documentsCalls,
  stacks: stacksCalls,
  identity: identityCalls,
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type PortName = keyof typeof declaredCalls;

/** IAM actions that each port needs, sorted: the source of the generated policy. Loads no AWS client. */
export function iamActions(): Record<PortName, string[]> {
  const entries = Object.entries(declaredCalls).map(([port, calls]) => [
    port,
    [...new Set(Object.values(calls).flat())].sort(),
  ]);
  return Object.fromEntries(entries) as Record<PortName, string[]>;
}
