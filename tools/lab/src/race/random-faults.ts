import type { FaultRule } from '@bluegreen/sandbox';

/** What goes wrong while many race: each rule for ever, with its own share and a seed made from the race's. */
export function randomFaults(seed: number): FaultRule[] {
  const rules: FaultRule[] = [
    { kind: 'throttle', service: 'elasticloadbalancing', probability: 0.03 },
    { kind: 'throttle', service: 's3', probability: 0.01 },
    { kind: 'error', service: 'autoscaling', probability: 0.02, status: 503 },
    { kind: 'error', service: 's3', operation: 'PutObject', moment: 'after', probability: 0.02 },
    { kind: 'error', service: 'elasticloadbalancing', operation: 'ModifyListener', moment: 'after', probability: 0.05 },
    { kind: 'conflict', probability: 0.03 },
    { kind: 'reset', moment: 'before', probability: 0.01 },
    { kind: 'reset', moment: 'after', probability: 0.01 },
    { kind: 'timeout', moment: 'after', ms: 150, probability: 0.01 },
    { kind: 'slow', moment: 'after', ms: 120, probability: 0.05 },
    { kind: 'stale', service: 'elasticloadbalancing', probability: 0.02 },
  ];
  return rules.map((rule, index) => ({ ...rule, id: `race-${index}`, count: 'always', seed: seed * 100 + index }));
}
