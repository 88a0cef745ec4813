import { otherColor, type Color } from '../domain/color.js';
import type { GroupCapacity, ScalingSizes, Snapshot } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { ScaleInput } from '../domain/operations.js';
import type { ScalePlan, ScaleRefusal } from '../domain/plan.js';
import { count, name } from '../domain/words.js';
import { hashOf } from './plan-hash.js';

export interface ScaleFacts {
  readonly snapshot: Snapshot;
  readonly color: Color;
  readonly autoScalingGroup: string;
  /** What a rollback would go to now; null when there is nothing to go back to. */
  readonly wayBack: Color | null;
}

type Wanted = Pick<ScaleInput, 'desired' | 'min' | 'max' | 'giveUpRollback' | 'shrinkLive'>;
/** All that a refusal may rest on. */
type Case = ScaleFacts &
  Pick<Wanted, 'giveUpRollback' | 'shrinkLive'> &
  Pick<ScalePlan, 'role' | 'before' | 'after'> & { readonly capacity: GroupCapacity };

/** The plan that gives a colour so many instances. Pure. @throws RESOURCE_MISSING when it has no Auto Scaling group. */
export function planScale(facts: ScaleFacts, wanted: Wanted, createdAt: string): ScalePlan {
  const { snapshot, color, autoScalingGroup, wayBack } = facts;
  const { capacity, weight } = snapshot.colors[color];
  if (!capacity) throw groupMissing(color, autoScalingGroup);
  const before: ScalingSizes = { min: capacity.min, max: capacity.max, desired: capacity.desired };
  const after = { min: wanted.min ?? before.min, max: wanted.max ?? before.max, desired: wanted.desired };
  const role = weight > 0 ? 'live' : wayBack === color ? 'way-back' : 'idle';
  const { giveUpRollback, shrinkLive } = wanted;
  const given: Case = { ...facts, giveUpRollback, shrinkLive, capacity, role, before, after };
  const plan = {
    version: 1,
    verb: 'scale',
    environment: snapshot.environment,
    createdAt,
    color,
    autoScalingGroup,
    role,
    before,
    after,
    losses: lossesOf(given),
    refusals: RULES.flatMap((rule) => rule(given) ?? []),
  } as const;
  return { ...plan, hash: hashOf(plan) };
}

/** What a person should know before, though it forbids nothing. */
function lossesOf({ snapshot, color, role, before, after }: Case): string[] {
  if (role === 'idle' || after.desired >= before.desired) return [];
  const other = snapshot.colors[otherColor(color)];
  if (role === 'live')
    return [`${count(before.desired - after.desired, 'instance')} of ${name(color)} would stop serving.`];
  if (after.desired === 0) {
    return [
      `The instant rollback to ${name(color)}: going back would mean new instances first, and as long as they take.`,
    ];
  }
  const wanted = Math.max(other.healthy, other.capacity?.desired ?? 0);
  return after.desired < wanted
    ? [`A rollback would bring the load of ${count(wanted, 'instance')} to ${after.desired}.`]
    : [];
}

type Rule = (given: Case) => ScaleRefusal | null;

const fitsBounds: Rule = ({ after: { min, max, desired }, autoScalingGroup }) => {
  if (min > max)
    return {
      summary: `A minimum of ${min} above a maximum of ${max} makes no sense.`,
      next: 'Name other bounds: `--min` and `--max`.',
    };
  if (desired > max)
    return {
      summary: `${desired} is more than the maximum of ${autoScalingGroup}, ${max}.`,
      next: `Raise the maximum knowingly with \`--max ${desired}\`, or ask for at most ${max}.`,
    };
  if (desired < min)
    return {
      summary: `${desired} is less than the minimum of ${autoScalingGroup}, ${min}.`,
      next: `Lower the minimum knowingly with \`--min ${desired}\`, or ask for at least ${min}.`,
    };
  return null;
};

/** Design rule 3: the live colour is never scaled down, unless told so by name; and never to nothing. */
const keepsServing: Rule = ({ snapshot, color, role, after, shrinkLive }) => {
  const { healthy } = snapshot.colors[color];
  if (role !== 'live' || after.desired >= healthy) return null;
  const serves = `${name(color)} serves with ${count(healthy, 'healthy target')}`;
  if (after.desired === 0)
    return {
      summary: `${serves}; without them nobody would answer.`,
      next: `Move traffic first: \`bluegreen switch ${otherColor(color)}\`.`,
    };
  return shrinkLive
    ? null
    : {
        summary: `${serves}, and ${after.desired} would be fewer.`,
        next: 'If the load allows it, say so: `--shrink-live`.',
      };
};

/** Contract T13. */
const keepsWayBack: Rule = ({ color, role, after, before, giveUpRollback }) =>
  role === 'way-back' && after.desired === 0 && before.desired > 0 && !giveUpRollback
    ? {
        summary: `${name(color)} is the only way back; at 0 there is no instant rollback.`,
        next: 'Keep at least 1, or give it up knowingly: `--give-up-rollback`.',
      }
    : null;

/** Scaling under a deployment mixes releases (field-notes, item 18). */
const noDeployment: Rule = ({ snapshot, color }) => {
  const { deployment } = snapshot.colors[color];
  return deployment?.running
    ? {
        summary: `Deployment ${deployment.id} runs on ${name(color)}; instances that come or go meanwhile may end up with another release.`,
        next: 'Wait for it: `bluegreen status`.',
      }
    : null;
};

const processRuns: Rule = ({ capacity, after, autoScalingGroup }) => {
  const needed =
    after.desired > capacity.inService ? 'Launch' : after.desired < capacity.inService ? 'Terminate' : null;
  return needed && capacity.suspended.includes(needed)
    ? {
        summary: `${needed} is suspended on ${autoScalingGroup}, so the number would never come about.`,
        next: `Resume it: \`aws autoscaling resume-processes --auto-scaling-group-name ${autoScalingGroup} --scaling-processes ${needed}\`.`,
      }
    : null;
};

/** In the order in which a refusal is worth telling; all are judged. */
const RULES: readonly Rule[] = [keepsServing, keepsWayBack, fitsBounds, noDeployment, processRuns];

function groupMissing(color: Color, autoScalingGroup: string): BlueGreenError {
  return new BlueGreenError(
    'RESOURCE_MISSING',
    `${name(color)} has no Auto Scaling group \`${autoScalingGroup}\`, so there is nothing to scale.`,
    'Correct its name: `bluegreen config explain` shows where it comes from.',
  );
}
