import type { EnvironmentConfig } from '../domain/environment.js';
import type { Plan } from '../domain/plan.js';
import { bundleKey, type ReleaseRef } from '../domain/release.js';
import type { GateFacts } from '../gates/facts.js';
import { judgeGates } from '../gates/gates.js';
import { withHash } from './plan-hash.js';
import { identifySteps, referenceStep } from './plan-switch.js';

export interface DeployFacts extends GateFacts {
  readonly expected: ReleaseRef;
  /** The bundle lies in the bucket already. */
  readonly uploaded: boolean;
}

/** The plan that brings `facts.expected` to the colour `facts.to`. Pure; it never touches the traffic of the live colour. */
export function planDeploy(config: EnvironmentConfig, facts: DeployFacts, createdAt: string): Plan {
  const { snapshot, to, expected } = facts;
  const reference = referenceStep(snapshot, to);
  return withHash({
    version: 1,
    verb: 'deploy',
    environment: snapshot.environment,
    createdAt,
    from: snapshot.live,
    to,
    release: expected,
    gates: judgeGates('deploy', facts),
    steps: [
      ...(facts.uploaded ? [] : [{ kind: 'upload', key: deployKey(config, expected) } as const]),
      { kind: 'deploy', color: to, deploymentGroup: config.colors[to].deploymentGroup },
      ...(reference ? [reference] : []),
      { kind: 'wait-healthy', color: to },
      ...identifySteps(snapshot, to),
    ],
  });
}

/** Where a release of this application lies in the bucket. */
export function deployKey(config: EnvironmentConfig, release: ReleaseRef): string {
  return bundleKey(`releases/${config.applicationName}`, release);
}
