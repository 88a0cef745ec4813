import { AwsError } from '../service.js';
import { checkTargetCount } from './associations.js';
import type { ElbContext } from './context.js';
import { targetGroupsNotFound } from './errors.js';
import { groupsOfLoadBalancer, loadBalancerOf, type TargetGroupRecord, type TargetRecord } from './state.js';
import { healthOf, type Health } from './target-health.js';

/** Registers targets as Auto Scaling and CodeDeploy do it, from inside. */
export interface TargetRegistration {
  /** @throws AwsError TargetGroupNotFound, TooManyTargets */
  register(groupArn: string, targets: readonly { readonly id: string; readonly port?: number }[]): void;
  /** Whatever their ports; ids that are not registered are ignored, and so is a group that is gone. */
  deregister(groupArn: string, ids: readonly string[]): void;
  /** Registered and draining targets; empty for a group that is gone. */
  health(groupArn: string): readonly {
    readonly id: string;
    readonly port: number;
    readonly state: Health['state'];
    readonly reason?: string;
  }[];
  /** 0 for a group that is gone. */
  deregistrationDelayMs(groupArn: string): number;
  /** ARN of an existing group; CodeDeploy knows groups by name. */
  arnOf(nameOrArn: string): string | undefined;
}

export function createRegistration(elb: ElbContext, onChange: () => void): TargetRegistration {
  return {
    register(groupArn, targets) {
      const group = elb.state.targetGroups.get(groupArn);
      if (!group) throw targetGroupsNotFound();
      addTargets(
        elb,
        group,
        targets.map((target) => ({ id: target.id, port: target.port ?? group.port, availabilityZone: null })),
      );
      onChange();
    },
    deregister(groupArn, ids) {
      const group = elb.state.targetGroups.get(groupArn);
      if (!group) return;
      removeTargets(elb, group, (target) => ids.includes(target.id));
      onChange();
    },
    health(groupArn) {
      const group = elb.state.targetGroups.get(groupArn);
      return group ? describeTargets(elb, group).map(({ health, ...target }) => ({ ...target, ...health })) : [];
    },
    deregistrationDelayMs(groupArn) {
      const attributes = elb.state.targetGroups.get(groupArn)?.attributes;
      return Number(attributes?.['deregistration_delay.timeout_seconds'] ?? 0) * 1000;
    },
    arnOf: (nameOrArn) =>
      [...elb.state.targetGroups.values()].find((group) => group.arn === nameOrArn || group.name === nameOrArn)?.arn,
  };
}

/** Targets that are registered already stay as they are. @throws AwsError TooManyTargets */
export function addTargets(elb: ElbContext, group: TargetGroupRecord, targets: readonly TargetRecord[]): void {
  const known = new Set(group.targets.map(targetKey));
  const fresh = targets.filter((target) => {
    const isNew = !known.has(targetKey(target));
    known.add(targetKey(target));
    return isNew;
  });
  const limit = elb.quotas['targets-per-target-group'];
  if (group.targets.length + fresh.length > limit) {
    throw new AwsError('TooManyTargets', `A target group can have at most '${limit}' targets`);
  }
  elb.state.targetGroups.set(group.arn, { ...group, targets: [...group.targets, ...fresh] });
  try {
    const loadBalancerArn = loadBalancerOf(elb.state, group.arn);
    if (loadBalancerArn !== undefined) checkTargetCount(elb, groupsOfLoadBalancer(elb.state, loadBalancerArn));
  } catch (error) {
    elb.state.targetGroups.set(group.arn, group);
    throw error;
  }
  for (const target of fresh) elb.mirror.targetAdded(group.arn, target);
}

export function removeTargets(
  elb: ElbContext,
  group: TargetGroupRecord,
  leaves: (target: TargetRecord) => boolean,
): void {
  elb.state.targetGroups.set(group.arn, { ...group, targets: group.targets.filter((target) => !leaves(target)) });
  for (const target of group.targets) if (leaves(target)) elb.mirror.targetRemoved(group.arn, target);
}

/** Registered and draining targets with their health. */
export function describeTargets(
  elb: ElbContext,
  group: TargetGroupRecord,
): readonly { readonly id: string; readonly port: number; readonly health: Health }[] {
  const referenced = loadBalancerOf(elb.state, group.arn) !== undefined;
  return elb.plane.targets(group.arn).map((target) => ({
    id: target.id,
    port: target.port,
    health: healthOf(target, { referenced, targetType: group.targetType }, elb.instances),
  }));
}

function targetKey(target: { readonly id: string; readonly port: number }): string {
  return `${target.id}:${target.port}`;
}
