import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';
import { startGateway } from '../../../gateway.js';
import { steppedClock, type SteppedClock } from '../../../hosts/testing/stepped-clock.js';
import { DEFAULT_KEY_PAIR } from '../../../signature/credentials.js';
import { createAutoScaling, type AutoScaling, type AutoScalingOptions } from '../index.js';

/** Auto Scaling behind a real gateway, with a fleet and a load balancer that keep notes, and time by hand. */
export interface FleetWorld {
  readonly client: AutoScalingClient;
  readonly endpoint: string;
  readonly scaling: AutoScaling;
  readonly clock: SteppedClock;
  /** What happened outside, in order, such as `launch i-1 us-east-1a`. */
  readonly notes: string[];
  /** EC2's state of each instance; change it to let one die. */
  readonly states: Map<string, string>;
  /** Target state by instance, where it is not `healthy`. */
  readonly health: Map<string, string>;
  /** What CodeDeploy answers about a new instance. */
  hook: (instanceId: string) => Promise<'CONTINUE' | 'ABANDON'>;
  readonly options: AutoScalingOptions;
  group(name: string): Promise<AutoScalingGroup | undefined>;
  close(): Promise<void>;
}

export async function startFleetWorld(): Promise<FleetWorld> {
  const clock = steppedClock();
  const notes: string[] = [];
  const states = new Map<string, string>();
  const health = new Map<string, string>();
  const registered = new Map<string, Set<string>>();
  const targetsOf = (arn: string): Set<string> => {
    const known = registered.get(arn) ?? new Set<string>();
    registered.set(arn, known);
    return known;
  };
  let launched = 0;
  const options: AutoScalingOptions = {
    clock,
    account: '123456789012',
    region: 'us-east-1',
    fleet: {
      launch({ availabilityZone }) {
        const id = `i-${(launched += 1)}`;
        notes.push(`launch ${id} ${availabilityZone}`);
        states.set(id, 'pending');
        clock.after(5_000, () => {
          if (states.get(id) === 'pending') states.set(id, 'running');
        });
        return Promise.resolve({ id });
      },
      terminate(id) {
        notes.push(`terminate ${id}`);
        states.set(id, 'terminated');
        return Promise.resolve();
      },
      describe: (id) => {
        const state = states.get(id);
        return state === undefined ? undefined : { state };
      },
    },
    registration: {
      register(arn, targets) {
        for (const { id } of targets) targetsOf(arn).add(id);
        notes.push(`register ${targets.map(({ id }) => id).join()} ${arn}`);
      },
      deregister(arn, ids) {
        for (const id of ids) targetsOf(arn).delete(id);
        notes.push(`deregister ${ids.join()} ${arn}`);
      },
      health: (arn) => [...targetsOf(arn)].map((id) => ({ id, state: health.get(id) ?? 'healthy' })),
      deregistrationDelayMs: () => 30_000,
    },
    launchHook: {
      afterLaunch: (id) => world.hook(id),
      hooksOf: () => ['CodeDeploy-managed-hook'],
    },
  };
  const scaling = createAutoScaling(options);
  const gateway = await startGateway({ services: [scaling.service] });
  const client = new AutoScalingClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
  const world: FleetWorld = {
    client,
    endpoint: gateway.endpoint,
    scaling,
    clock,
    notes,
    states,
    health,
    hook: () => Promise.resolve('CONTINUE'),
    options,
    async group(name) {
      const answer = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
      return answer.AutoScalingGroups?.[0];
    },
    async close() {
      client.destroy();
      await gateway.close();
      await scaling.close();
    },
  };
  return world;
}
