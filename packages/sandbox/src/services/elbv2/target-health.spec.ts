import type { TargetState } from '@bluegreen/load-balancer';
import type { InstanceState } from './context.js';
import { healthOf } from './target-health.js';

const target = (phase: TargetState['phase'], cause: TargetState['cause']): TargetState => ({
  id: 'i-0aa',
  port: 80,
  phase,
  cause,
});
const inUse = { referenced: true, targetType: 'instance' } as const;

describe('target states (contract B2)', () => {
  it.each([
    [
      target('initial', { kind: 'registering' }),
      'initial',
      'Elb.RegistrationInProgress',
      'Target registration is in progress',
    ],
    [
      target('initial', { kind: 'first-checks' }),
      'initial',
      'Elb.InitialHealthChecking',
      'Initial health checks in progress',
    ],
    [target('healthy', { kind: 'none' }), 'healthy', undefined, undefined],
    [
      target('unhealthy', { kind: 'code-mismatch', status: 500 }),
      'unhealthy',
      'Target.ResponseCodeMismatch',
      'Health checks failed with these codes: [500]',
    ],
    [target('unhealthy', { kind: 'timeout' }), 'unhealthy', 'Target.Timeout', 'Request timed out'],
    [target('unhealthy', { kind: 'failed-checks' }), 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
    [
      target('draining', { kind: 'deregistering' }),
      'draining',
      'Target.DeregistrationInProgress',
      'Target deregistration is in progress',
    ],
  ] as const)('%j', (state, shown, reason, description) => {
    expect(healthOf(state, inUse, { state: () => 'running' })).toEqual({ state: shown, reason, description });
  });

  it.each([
    ['stopped', 'Target is in the stopped state'],
    ['terminated', 'Target is in the terminated state'],
    [undefined, 'Target is in the terminated state'],
  ] as const)('an instance that is %s makes the target unused, Target.InvalidState', (state, description) => {
    const instances = { state: (): InstanceState | undefined => state };
    const shown = { state: 'unused', reason: 'Target.InvalidState', description };
    expect(healthOf(target('healthy', { kind: 'none' }), inUse, instances)).toEqual(shown);
  });

  it.each([
    ['running', 'unhealthy', 'Target.FailedHealthChecks'],
    ['pending', 'initial', 'Elb.RegistrationInProgress'],
    ['shutting-down', 'unused', 'Target.InvalidState'],
  ] as const)('a target without an address, of an instance that is %s, is %s', (state, shown, reason) => {
    const unreachable = target('unused', { kind: 'unreachable' });
    expect(healthOf(unreachable, inUse, { state: () => state })).toMatchObject({ state: shown, reason });
  });

  it('the described routing decides about NotInUse before the data plane has followed', () => {
    const running = { state: () => 'running' as const };
    const unreferenced = { ...inUse, referenced: false };
    expect(healthOf(target('healthy', { kind: 'none' }), unreferenced, running).reason).toBe('Target.NotInUse');
    expect(healthOf(target('unused', { kind: 'not-referenced' }), inUse, running).state).toBe('initial');
  });
});
