import { CodeDeployClient, type DeploymentInfo, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import type { EventOutcome, LifecycleEventName } from '@bluegreen/appspec';
import { startGateway } from '../../../gateway.js';
import type { Agent, TagFilter } from '../../../hosts/instance.js';
import { matchesTags } from '../../../hosts/tag-filters.js';
import { steppedClock, type SteppedClock } from '../../../hosts/testing/stepped-clock.js';
import { AwsError } from '../../service.js';
import { DEFAULT_KEY_PAIR } from '../../../signature/credentials.js';
import { createCodeDeploy, type CodeDeploy, type Limits } from '../index.js';

type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
type Script = (signal?: AbortSignal) => EventOutcome | Promise<EventOutcome>;

export const ok: EventOutcome = {
  status: 'Succeeded',
  errorCode: 'Success',
  scriptName: null,
  message: 'Succeeded',
  logTail: '',
};
export const scriptFailed: EventOutcome = {
  status: 'Failed',
  errorCode: 'ScriptFailed',
  scriptName: 'hooks/validate.sh',
  message: 'Script at specified location: hooks/validate.sh failed with exit code 1',
  logTail: 'LifecycleEvent - ValidateService\n[stderr]no answer',
};

export const REVISION = {
  revisionType: 'S3' as const,
  s3Location: { bucket: 'artifacts', key: 'releases/v1.zip', bundleType: 'zip' as const },
};
export const revision = (name: string): typeof REVISION => ({
  ...REVISION,
  s3Location: { ...REVISION.s3Location, key: `releases/${name}.zip` },
});
export const ROLE = 'arn:aws:iam::123456789012:role/CodeDeploy';
export const GROUP = { applicationName: 'shop', deploymentGroupName: 'blue' };

/** CodeDeploy behind a real gateway with agents that do as scripted, and time by hand. */
export interface DeployWorld {
  readonly client: CodeDeployClient;
  readonly endpoint: string;
  readonly codeDeploy: CodeDeploy;
  readonly clock: SteppedClock;
  /** What agents were asked to do, such as `i-1 Install`. */
  readonly asked: string[];
  /** What the load balancer was asked to do. */
  readonly traffic: string[];
  readonly health: Map<string, string>;
  /** States of the CloudWatch alarms that exist. */
  readonly alarms: Map<string, AlarmState>;
  readonly groups: Map<string, { id: string; lifecycleState: string }[]>;
  readonly instances: Map<string, { alive: boolean; tags: Record<string, string> }>;
  addInstance(id: string, groupName?: string, tags?: Record<string, string>): void;
  script(id: string, event: LifecycleEventName, script: Script): void;
  /** Lets time pass until the deployment is over. */
  finish(deploymentId: string): Promise<DeploymentInfo>;
  close(): Promise<void>;
}

export async function startDeployWorld(limits: Partial<Limits> = {}): Promise<DeployWorld> {
  const clock = steppedClock();
  const scripts = new Map<string, Script>();
  const health = new Map<string, string>();
  const alarms = new Map<string, AlarmState>();
  const world = { asked: [] as string[], traffic: [] as string[], health, alarms };
  const groups: DeployWorld['groups'] = new Map();
  const instances: DeployWorld['instances'] = new Map();

  const agent = (id: string): Agent => ({
    get alive() {
      return instances.get(id)?.alive ?? false;
    },
    runEvent(event, _facts, signal) {
      world.asked.push(`${id} ${event}`);
      return Promise.resolve((scripts.get(`${id} ${event}`) ?? (() => ok))(signal));
    },
  });
  const codeDeploy = createCodeDeploy({
    clock,
    account: '123456789012',
    region: 'us-east-1',
    limits,
    agents: {
      agentOf: (id) => (instances.has(id) ? agent(id) : undefined),
      taggedWith: (filters: readonly TagFilter[]) =>
        [...instances].filter(([, { tags }]) => matchesTags(tags, filters)).map(([id]) => id),
    },
    groups: { instancesOf: (name) => groups.get(name) ?? [], exists: (name) => groups.has(name) },
    alarms: { stateOf: (name) => alarms.get(name) },
    registration: {
      arnOf: (name) => `arn:${name}`,
      register(arn, targets) {
        if (arn === 'arn:gone') throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
        world.traffic.push(`register ${targets.map(({ id }) => id).join()} ${arn}`);
      },
      deregister: (arn, ids) => void world.traffic.push(`deregister ${ids.join()} ${arn}`),
      health: () => [...world.health].map(([id, state]) => ({ id, state })),
      deregistrationDelayMs: () => 30_000,
    },
  });
  const gateway = await startGateway({ services: [codeDeploy.service] });
  const client = new CodeDeployClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
  return {
    ...world,
    client,
    endpoint: gateway.endpoint,
    codeDeploy,
    clock,
    groups,
    instances,
    addInstance(id, groupName, tags = {}) {
      instances.set(id, { alive: true, tags });
      if (groupName) groups.set(groupName, [...(groups.get(groupName) ?? []), { id, lifecycleState: 'InService' }]);
    },
    script: (id, event, script) => void scripts.set(`${id} ${event}`, script),
    async finish(deploymentId) {
      for (let step = 0; step < 400; step += 1) {
        const { deploymentInfo } = await client.send(new GetDeploymentCommand({ deploymentId }));
        if (deploymentInfo?.completeTime) return deploymentInfo;
        await clock.advance(step < 40 ? 1_000 : 60_000);
      }
      throw new Error(`${deploymentId} did not end.`);
    },
    async close() {
      client.destroy();
      await gateway.close();
      await codeDeploy.close();
    },
  };
}

/** A promise and the function that resolves it. */
export function held(): { readonly promise: Promise<EventOutcome>; readonly release: (outcome: EventOutcome) => void } {
  let release: (outcome: EventOutcome) => void = () => undefined;
  const promise = new Promise<EventOutcome>((resolve) => (release = resolve));
  return { promise, release };
}
