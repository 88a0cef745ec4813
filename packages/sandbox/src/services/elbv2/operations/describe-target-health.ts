import type { ElbContext, Operation } from '../context.js';
import { choice, texts } from '../input.js';
import { namedTargetGroup } from '../lookup.js';
import { describeTargets } from '../registration.js';
import type { TargetGroupRecord } from '../state.js';
import { NOT_REGISTERED, type Health } from '../target-health.js';
import { parseTargets, type TargetInput } from '../target-input.js';

/** Contract B2: without `Targets`, registered and draining ones; a target asked by name that is neither is unused. */
export const describeTargetHealth: Operation<{ TargetHealthDescriptions: object[] }> = {
  handle(elb, input) {
    const group = namedTargetGroup(elb, input);
    const asked = parseTargets(input, group);
    const include = texts(input, 'Include') ?? [];
    for (const option of include) choice({ Include: option }, 'Include', ['AnomalyDetection', 'All'] as const);
    const found = describeTargets(elb, group);
    const listed = asked ? asked.flatMap((target) => answerFor(group, target, found)) : found;
    return { TargetHealthDescriptions: listed.map((target) => shape(elb, group, target, include)) };
  },
};

interface Described {
  readonly id: string;
  readonly port: number;
  readonly health: Health;
}

function answerFor(group: TargetGroupRecord, asked: TargetInput, found: readonly Described[]): readonly Described[] {
  const matches = found.filter(({ id, port }) => id === asked.id && (asked.port ?? port) === port);
  return matches.length > 0 ? matches : [{ id: asked.id, port: asked.port ?? group.port, health: NOT_REGISTERED }];
}

function shape(elb: ElbContext, group: TargetGroupRecord, target: Described, include: readonly string[]): object {
  const { port: checkPort } = group.healthCheck;
  const zone = elb.state.targetGroups
    .get(group.arn)
    ?.targets.find(({ id, port }) => id === target.id && port === target.port)?.availabilityZone;
  const all = include.includes('All');
  return {
    Target: { Id: target.id, Port: target.port, AvailabilityZone: zone ?? undefined },
    HealthCheckPort: checkPort === 'traffic-port' ? String(target.port) : checkPort,
    TargetHealth: {
      State: target.health.state,
      Reason: target.health.reason,
      Description: target.health.description,
    },
    ...(all || include.includes('AnomalyDetection')
      ? { AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' } }
      : {}),
    ...(all
      ? {
          AdministrativeOverride: {
            State: 'no_override',
            Reason: 'AdministrativeOverride.NoOverride',
            Description: 'No override is currently active on target',
          },
        }
      : {}),
  };
}
