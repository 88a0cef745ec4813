import { join } from 'node:path';
import { createDataPlane, type DataPlane, type TargetAddress } from '@bluegreen/load-balancer';
import type { SandboxAddresses } from './addresses/address-book.js';
import type { SandboxClock } from './clock.js';
import { createHosts, type Hosts } from './hosts/index.js';
import { openedThings } from './opened.js';
import type { AutoScalingGroupSpec, Services } from './services.js';
import { createAutoScaling, type AutoScaling } from './services/autoscaling/index.js';
import { createCloudFormation } from './services/cloudformation/index.js';
import type { StackFacts } from './services/cloudformation/facts.js';
import { applicationElbMetrics, createCloudWatch } from './services/cloudwatch/index.js';
import { createCodeDeploy } from './services/codedeploy/index.js';
import { createEc2, defaultNetwork } from './services/ec2/index.js';
import { createElbV2 } from './services/elbv2/index.js';
import { createIam } from './services/iam/index.js';
import { shippedIamFacts } from './services/iam/shipped-facts.js';
import { createS3 } from './services/s3/index.js';
import { createSts } from './services/sts/index.js';
import type { CredentialBook } from './signature/credentials.js';
import { snapshotsIn } from './state/snapshots.js';
import type { StateFolder } from './state/state-folder.js';
import { SHIPPED } from './topology/names.js';
import { PRODUCTION_PORT } from './topology/topology.js';

export interface WiringOptions {
  readonly clock: SandboxClock;
  readonly sandboxId: string;
  readonly stateDir: string;
  readonly state: StateFolder;
  readonly addresses: SandboxAddresses;
  readonly credentials: CredentialBook;
  readonly workers: number;
  readonly nginx: boolean;
  readonly stacks: () => readonly StackFacts[];
  readonly onProblem: (message: string) => void;
}

export interface Wired extends Services {
  /** Brings back what was saved; from then on every change is saved. */
  restore(): Promise<void>;
  /** Ends every process and socket of services and hosts; what is saved is the state before. */
  close(): Promise<void>;
}

/** Sandbox time in which a load balancer's nodes take up a change; no figure is published (contract B9). */
const PROPAGATION_MS = 1_000;

/** The only place where services meet. */
export function wire(options: WiringOptions): Wired {
  const { clock, addresses, state } = options;
  const place = { clock, account: SHIPPED.account, region: SHIPPED.region };
  const snapshots = snapshotsIn(state);

  const s3 = createS3({
    ...place,
    folder: join(options.stateDir, 's3'),
    onChange: snapshots.of('s3', () => s3.snapshot()),
  });
  const hosts: Hosts = createHosts({
    clock,
    folder: options.stateDir,
    sandboxId: options.sandboxId,
    addresses: addresses.instances,
    revisions: s3.store,
    nginx: options.nginx,
    variables: ({ tags }) => ({
      BLUEGREEN_COLOR: tags[SHIPPED.colorTag] ?? 'none',
      BLUEGREEN_WORKERS: String(options.workers),
    }),
    onChange: snapshots.of('hosts', () => hosts.snapshot()),
    onProblem: options.onProblem,
  });
  const plane = createPlane(clock, hosts);
  const vpcId = defaultNetwork(SHIPPED.region).vpcId;
  const elb = createElbV2({
    ...{ ...place, plane, vpcId, addresses: addresses.balancers, instances: hosts },
    propagationDelayMs: PROPAGATION_MS,
    onChange: snapshots.of('elbv2', () => elb.snapshot()),
  });
  const codedeploy = createCodeDeploy({
    ...place,
    agents: hosts,
    // The two know each other: deployments go to groups, and a launch waits for a deployment.
    groups: {
      instancesOf: (name) => autoScaling.groups.instancesOf(name),
      exists: (name) => autoScaling.groups.exists(name),
    },
    registration: elb.registration,
    onChange: snapshots.of('codedeploy', () => codedeploy.snapshot()),
  });
  const autoScaling: AutoScaling = createAutoScaling({
    ...place,
    fleet: hosts,
    registration: elb.registration,
    launchHook: codedeploy.launchHook,
    onChange: snapshots.of('autoscaling', () => autoScaling.snapshot()),
  });
  const cloudwatch = createCloudWatch({
    ...place,
    sources: [applicationElbMetrics({ plane, loadBalancerOf: (arn) => elb.loadBalancerOf(arn) })],
    onChange: snapshots.of('cloudwatch', () => cloudwatch.snapshot()),
  });
  const roles = () => [SHIPPED.deployerRole, SHIPPED.serviceRole];
  const readOnly = [
    createEc2({ ...place, hosts }).service,
    createSts({ ...place, credentials: options.credentials, roles }).service,
    createIam(shippedIamFacts(SHIPPED.account, new Date(clock.now()))).service,
    createCloudFormation({ ...place, stacks: options.stacks }).service,
  ];
  /** Instances first, then what points at them. */
  const restorable = { s3, hosts, elbv2: elb, codedeploy, autoscaling: autoScaling, cloudwatch };

  const closing = openedThings();
  closing.later(() => plane.close());
  closing.later(() => cloudwatch.close());
  closing.later(() => elb.close());
  closing.later(() => hosts.close());
  closing.later(() => codedeploy.close());
  closing.later(() => autoScaling.close());
  closing.later(() => snapshots.finish());

  return {
    all: [s3.service, elb.service, codedeploy.service, autoScaling.service, cloudwatch.service, ...readOnly],
    elb: elb.service,
    codedeploy: codedeploy.service,
    store: s3.store,
    registration: elb.registration,
    hosts,
    vpcId,
    inService: (name) =>
      autoScaling.groups.instancesOf(name).filter(({ lifecycleState }) => lifecycleState === 'InService').length,
    createAutoScalingGroup: (spec) => Promise.resolve(void autoScaling.groups.create(groupSpec(spec))),
    restore: () => snapshots.restore(restorable),
    close: () => closing.closeAll(),
  };
}

function createPlane(clock: SandboxClock, hosts: Hosts): DataPlane {
  return createDataPlane({
    clock,
    resolve: ({ id, port }: TargetAddress) => {
      const address = hosts.addressOf(id);
      // Where an instance has no port 80 of its own, a high one stands for it.
      return address && (port === PRODUCTION_PORT ? address : { host: address.host, port });
    },
    healthCheckAgent: 'ELB-HealthChecker/2.0',
    serverName: 'awselb/2.0',
    cookieNames: { pool: 'AWSALBTG', target: 'AWSALB' },
  });
}

function groupSpec({ name, desired, targetGroupArn, tags }: AutoScalingGroupSpec) {
  return {
    ...{ name, desired, minSize: 0, maxSize: 4 },
    targetGroupArns: [targetGroupArn],
    tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagate: true })),
  };
}
