import { otherColor } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import type { Color } from '../domain/color.js';
import type { GateVerdict } from '../domain/plan.js';
import { stayingTargets } from './targets-healthy.js';
import type { GateFacts } from './facts.js';
import { name } from '../domain/words.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/** Healthy targets that `to` must have to take over: what the other colour has now, or is asked to have. */
export function wantedCapacity(snapshot: Snapshot, to: Color): number {
  const leaving = snapshot.colors[otherColor(to)];
  const serves = leaving.weight > 0;
  return Math.max(1, serves ? leaving.healthy : 0, serves ? (leaving.capacity?.desired ?? 0) : 0);
}

/** Whether waiting may bring `to` to the wanted number: it has, or is about to have, that many targets. */
export function canReachParity(snapshot: Snapshot, to: Color): boolean {
  const { targets, capacity } = snapshot.colors[to];
  return Math.max(stayingTargets(targets).length, capacity?.desired ?? 0) >= wantedCapacity(snapshot, to);
}

/** Design rule 4: the new colour is at least as large as what it replaces. */
export function capacityParity({ snapshot, to }: GateFacts): GateVerdict {
  const gate = 'capacity-parity' as const;
  const wanted = wantedCapacity(snapshot, to);
  const { healthy } = snapshot.colors[to];
  const told = say('capacity', { to, healthy, wanted });
  if (healthy >= wanted) return judged(gate, 'pass', told);
  const leaving = snapshot.colors[otherColor(to)];
  return judged(gate, 'fail', told, {
    evidence: [
      `${name(otherColor(to))}: ${leaving.healthy} healthy, desired ${leaving.capacity?.desired ?? 'unknown'}`,
    ],
    next: say('capacity.next', { to, wanted }),
  });
}
