import { join } from 'node:path';
import { createDataPlane, type DataPlane, type TargetAddress } from '@bluegreen/load-balancer';
import type { SandboxAddresses } from './addresses/address-book.js';
import {
  createAuthorizer,
  createHostCalls,
  readByHosts,
  sentByHosts,
  type Authorizer,
  type HostCalls,
  type IamMode,
} from './authorization/index.js';
import type { CallLog } from './call-log.js';
import type { SandboxClock } from './clock.js';
import type { FaultBook } from './faults/index.js';
import { createHosts, type Hosts } from './hosts/index.js';
import { openedThings } from './opened.js';
import type { Services } from './services.js';
import { createAcm, type Acm } from './services/acm/index.js';
import { createAutoScaling, type AutoScaling } from './services/autoscaling/index.js';
import { createCloudFormation, type CloudFormation } from './services/cloudformation/index.js';
import {
  applicationElbMetrics,
  cloudWatchAgentMetrics,
  createCloudWatch,
  type CloudWatch,
} from './services/cloudwatch/index.js';
import { createCodeDeploy } from './services/codedeploy/index.js';
import { createEc2, defaultNetwork, type Ec2 } from './services/ec2/index.js';
import { createElbV2, type ElbV2 } from './services/elbv2/index.js';
import { createIam, type Iam } from './services/iam/index.js';
import { createS3, type ObjectStore } from './services/s3/index.js';
import { createOidcIssuer, createSts, type OidcIssuer } from './services/sts/index.js';
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
  readonly iam: IamMode;
  /** Takes up what hosts do at AWS. */
  readonly log: Pick<CallLog, 'add'>;
  readonly workers: number;
  readonly nginx: boolean;
  readonly onProblem: (message: string) => void;
  /** What goes wrong on purpose. */
  readonly faults: Pick<FaultBook, 'aroundEvent'>;
}

export interface Wired extends Services {
  /** Judges calls by the policies that IAM holds. */
  readonly authorizer: Authorizer;
  /** Signs identity tokens. */
  readonly issuer: OidcIssuer;
  /** Brings back what was saved; from then on every change is saved. */
  restore(): Promise<void>;
  /** Ends every process and socket of services and hosts; what is saved is the state before. */
  close(): Promise<void>;
}

/** Sandbox time in which a load balancer's nodes take up a change; no figure is published (contract B9). */
const PROPAGATION_MS = 1_000;

/** Sandbox time that CloudFormation takes to answer where its work is not done before. */
const STACK_ANSWER_MS = 5_000;

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
    revisions: { open: (...wanted) => readByHosts(s3.store, hostCalls).open(...wanted) },
    nginx: options.nginx,
    variables: ({ tags }) => ({
      BLUEGREEN_COLOR: tags[SHIPPED.colorTag] ?? 'none',
      BLUEGREEN_WORKERS: String(options.workers),
    }),
    onChange: snapshots.of('hosts', () => hosts.snapshot()),
    onProblem: options.onProblem,
    faults: options.faults,
  });
  const plane = createPlane(clock, hosts);
  const vpcId = defaultNetwork(SHIPPED.region).vpcId;
  const acm: Acm = createAcm({
    ...place,
    usersOf: (arn) => elb.showing(arn),
    onReplaced: (arn) => elb.certificateReplaced(arn),
    onChange: snapshots.of('acm', () => acm.snapshot()),
  });
  const elb: ElbV2 = createElbV2({
    ...{ ...place, plane, vpcId, addresses: addresses.balancers, instances: hosts },
    subnets: (id) => cloudformation.subnet(id),
    certificates: (arn, host) => acm.shown(arn, host),
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
    alarms: { stateOf: (name) => cloudwatch.alarmState(name) },
    onChange: snapshots.of('codedeploy', () => codedeploy.snapshot()),
  });
  const ec2: Ec2 = createEc2({
    ...place,
    hosts,
    made: () => cloudformation.network(),
    onChange: snapshots.of('ec2', () => ec2.snapshot()),
  });
  const iam: Iam = createIam({
    ...{ ...place, credentials: options.credentials, onChange: snapshots.of('iam', () => iam.snapshot()) },
  });
  const autoScaling: AutoScaling = createAutoScaling({
    ...place,
    fleet: hosts,
    registration: elb.registration,
    launchHook: codedeploy.launchHook,
    zoneOfSubnet: (id) => ec2.subnet(id)?.availabilityZone,
    templates: {
      find: (reference) => ec2.templates.find(reference),
      roleOf: (profile) => iam.identities.roleInProfile(profile),
    },
    onChange: snapshots.of('autoscaling', () => autoScaling.snapshot()),
  });
  const cloudwatch: CloudWatch = createCloudWatch({
    ...place,
    sources: [
      applicationElbMetrics({ plane, loadBalancerOf: (arn) => elb.loadBalancerOf(arn) }),
      cloudWatchAgentMetrics({ readings: async () => sentByHosts(await hosts.usage(), hostCalls, 'CWAgent') }),
    ],
    onChange: snapshots.of('cloudwatch', () => cloudwatch.snapshot()),
  });
  const authorizer = createAuthorizer({
    ...{ mode: options.iam, account: SHIPPED.account, identities: iam.identities },
    tagsOf: (arn) =>
      [elb, codedeploy, autoScaling.groups, acm].map((one) => one.tagsOf(arn)).find((tags) => tags !== undefined) ??
      hostTags(hosts, arn) ??
      iam.identities.held(arn)?.tags,
  });
  const hostCalls: HostCalls = createHostCalls({
    ...{ ...place, authorizer, log: options.log, now: () => clock.now() },
    roleOf(id) {
      const profile = hosts.describe(id)?.launch?.instanceProfile;
      const role = profile ? iam.identities.roleInProfile(profile) : undefined;
      return role === undefined ? undefined : iam.identities.role(role);
    },
  });
  const issuer = createOidcIssuer(clock);
  const { credentials } = options;
  const sts = createSts({ ...place, credentials, identities: iam.identities, issuer, authorizer });
  const rpc = { acm, elb, autoscaling: autoScaling, codedeploy, cloudwatch, iam, ec2 };
  const cloudformation: CloudFormation = createCloudFormation({
    ...{ ...place, services: mapped(rpc, ({ service }) => service), answerMs: STACK_ANSWER_MS },
    askS3: (operation, bucket, content) => s3.perform(operation, bucket, content),
    readObject: (bucket, key, versionId) => objectText(s3.store, bucket, key, versionId),
    onChange: snapshots.of('cloudformation', () => cloudformation.snapshot()),
  });
  /** Instances first, then what points at them. */
  const restorable = {
    s3,
    iam,
    ec2,
    hosts,
    acm,
    elbv2: elb,
    codedeploy,
    autoscaling: autoScaling,
    cloudwatch,
    cloudformation,
  };

  const closing = openedThings();
  closing.later(() => plane.close());
  closing.later(() => cloudwatch.close());
  closing.later(() => elb.close());
  closing.later(() => hosts.close());
  closing.later(() => codedeploy.close());
  closing.later(() => autoScaling.close());
  closing.later(() => cloudformation.close());
  closing.later(() => snapshots.finish());

  return {
    all: [s3.service, ...Object.values(rpc).map(({ service }) => service), sts.service, cloudformation.service],
    authority: () => acm.authority(),
    elb: elb.service,
    codedeploy: codedeploy.service,
    cloudformation: cloudformation.service,
    authorizer,
    issuer,
    store: s3.store,
    ageObjects: (ms, where) => s3.age(ms, where),
    registration: elb.registration,
    hosts,
    inService: (name) =>
      autoScaling.groups.instancesOf(name).filter(({ lifecycleState }) => lifecycleState === 'InService').length,
    restore: () => snapshots.restore(restorable),
    close: () => closing.closeAll(),
  };
}

function hostTags(hosts: Hosts, arn: string): Readonly<Record<string, string>> | undefined {
  const id = /:instance\/(i-[0-9a-f]+)$/.exec(arn)?.[1];
  return id === undefined ? undefined : hosts.describe(id)?.tags;
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

function mapped<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  change: (one: From) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(record).map(([key, one]) => [key, change(one)] as const);
  return Object.fromEntries(entries) as Record<Key, To>;
}

async function objectText(
  store: ObjectStore,
  bucket: string,
  key: string,
  versionId: string | undefined,
): Promise<string | null> {
  const opened = await store.open(bucket, key, versionId);
  if (!opened) return null;
  const pieces: Buffer[] = [];
  for await (const piece of opened.stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
