import type { TargetCause, TargetState } from '@bluegreen/load-balancer';
import type { InstanceDirectory, InstanceState } from './context.js';

/** One target's health in the API's words (contract B2). */
export interface Health {
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  readonly reason?: string;
  readonly description?: string;
}

export const NOT_REGISTERED: Health = {
  state: 'unused',
  reason: 'Target.NotRegistered',
  description: 'Target is not registered to the target group',
};

const NOT_IN_USE: Health = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description: 'Target group is not configured to receive traffic from the load balancer',
};

/**
 * What the API says about a target the data plane knows. `referenced`: a listener or rule names its group; the control
 * plane's word counts, for the data plane follows with the propagation delay.
 */
export function healthOf(
  target: TargetState,
  group: { readonly referenced: boolean; readonly targetType: 'instance' | 'ip' },
  instances: InstanceDirectory,
): Health {
  if (target.phase === 'draining') {
    return {
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
      description: 'Target deregistration is in progress',
    };
  }
  const instance: InstanceState =
    group.targetType === 'instance' ? (instances.state(target.id) ?? 'terminated') : 'running';
  if (instance === 'stopped' || instance === 'terminated') return invalidState(instance);
  if (!group.referenced) return NOT_IN_USE;
  switch (target.phase) {
    case 'healthy':
      return { state: 'healthy' };
    case 'unhealthy':
      return unhealthy(target.cause);
    case 'initial':
      return initial(target.cause);
    case 'unused':
      return target.cause.kind === 'unreachable' ? unreachable(instance) : initial({ kind: 'registering' });
  }
}

/** The data plane knows no address. Otherwise `unused` only means that it has not heard yet that the group is in use. */
function unreachable(instance: InstanceState): Health {
  if (instance === 'pending') return initial({ kind: 'registering' });
  return instance === 'running' ? unhealthy({ kind: 'unreachable' }) : invalidState(instance);
}

function invalidState(instance: string): Health {
  return { state: 'unused', reason: 'Target.InvalidState', description: `Target is in the ${instance} state` };
}

function initial(cause: TargetCause): Health {
  return cause.kind === 'registering'
    ? {
        state: 'initial',
        reason: 'Elb.RegistrationInProgress',
        description: 'Target registration is in progress',
      }
    : {
        state: 'initial',
        reason: 'Elb.InitialHealthChecking',
        description: 'Initial health checks in progress',
      };
}

function unhealthy(cause: TargetCause): Health {
  switch (cause.kind) {
    case 'code-mismatch':
      return {
        state: 'unhealthy',
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${cause.status}]`,
      };
    case 'timeout':
      return { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
    case 'none':
    case 'registering':
    case 'first-checks':
    case 'failed-checks':
    case 'deregistering':
    case 'not-referenced':
    case 'unreachable':
      return { state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}
