/**
 * Elastic Load Balancing v2: application load balancers, with a real data plane behind them (contract A5, B).
 *
 * Known gaps
 * - An HTTPS listener speaks TLS, with the versions of its security policy but with the ciphers of Node (TLS 1.0 and 1.1
 *   come about with no client of today), and HTTP/1.1 inside it: no HTTP/2. HTTPS target groups are asked in plain HTTP.
 * - Refused loudly (NotImplemented 501): network and gateway load balancers, lambda/alb/IPv6 target groups, protocols
 *   other than HTTP(S), HTTP2 and gRPC versions, authenticate and JWT actions, regular expressions in conditions, rule
 *   transforms, mutual TLS, the target optimizer.
 * - Not there at all: certificates that IAM holds, trust stores, capacity reservations, SetIpAddressType,
 *   DescribeSSLPolicies, resource policies. The gateway answers that loudly.
 * - Security groups are kept as given; of subnets only those that a stack made are looked up, for others zones are handed
 *   out in order.
 * - Kept and shown but without effect: listener attributes, access/connection/health-check logs, desync mitigation,
 *   HTTP/2, WAF, zonal shift, cross-zone, DNS failover, anomaly mitigation.
 * - Terminated instances stay registered (shown as unused, Target.InvalidState) until they are deregistered.
 * - An empty redirect query (`Query=`) cannot be told from an absent one in the Query protocol, so it keeps the query.
 */
import type { Clock, DataPlane } from '@bluegreen/load-balancer';
import type { OperationDefinition, RpcService, WireInput } from '../service.js';
import type {
  AddressBook,
  CertificateDirectory,
  ElbContext,
  InstanceDirectory,
  Operation,
  SubnetDirectory,
} from './context.js';
import { OPERATIONS } from './operations/index.js';
import { createMirror } from './plane/mirror.js';
import { PUBLISHED_QUOTAS, type Quotas } from './quotas.js';
import { createRegistration, type TargetRegistration } from './registration.js';
import { restoreSnapshot, takeSnapshot, type ElbSnapshot } from './snapshot.js';
import { emptyState, listenersShowing, loadBalancerOf } from './state.js';

export type { AddressBook, CertificateDirectory, InstanceDirectory, InstanceState } from './context.js';
export type { Quotas } from './quotas.js';
export type { TargetRegistration } from './registration.js';
export type { ElbSnapshot } from './snapshot.js';

export interface ElbV2Options {
  readonly clock: Clock;
  readonly plane: DataPlane;
  readonly account: string;
  readonly region: string;
  readonly addresses: AddressBook;
  readonly instances: InstanceDirectory;
  /** Default: there are none. */
  readonly certificates?: CertificateDirectory;
  /** Default: subnets are kept as given, and zones handed out in order. */
  readonly subnets?: SubnetDirectory;
  /** Sandbox time in which old and new routing both may serve (contract B9); 0 swaps at once. */
  readonly propagationDelayMs: number;
  /** The VPC everything is in. */
  readonly vpcId?: string;
  /** Changes to the published quotas. */
  readonly quotas?: Partial<Quotas>;
  /** After each change of what `snapshot` returns. */
  readonly onChange?: () => void;
}

type Operations = typeof OPERATIONS;
/** Every operation as a function of its request members, for callers inside the sandbox such as CloudFormation. */
export type Topology = {
  readonly [Name in keyof Operations as Uncapitalize<Name>]: (
    input: WireInput,
  ) => Promise<Awaited<ReturnType<Operations[Name]['handle']>>>;
};

export interface ElbV2 {
  readonly service: RpcService;
  readonly registration: TargetRegistration;
  readonly topology: Topology;
  /** The load balancer whose listeners or rules name the group, if any. */
  loadBalancerOf(targetGroupArn: string): string | undefined;
  /** ARNs of the load balancers that show the certificate. */
  showing(certificateArn: string): readonly string[];
  /** The certificate holds something else now. */
  certificateReplaced(certificateArn: string): void;
  /** Tags by the ARN of a load balancer, listener, rule or target group; undefined where there are none. */
  tagsOf(arn: string): Readonly<Record<string, string>> | undefined;
  snapshot(): ElbSnapshot;
  /** Into an empty service; opens the listeners. */
  restore(state: unknown): Promise<void>;
  /** Ends what the clock would still do. The data plane stays the caller's. */
  close(): Promise<void>;
}

export function createElbV2(options: ElbV2Options): ElbV2 {
  const state = emptyState();
  const certificates = options.certificates ?? (() => undefined);
  const mirror = createMirror({ ...options, certificates, state });
  const elb: ElbContext = {
    ...options,
    certificates,
    state,
    mirror,
    vpcId: options.vpcId ?? 'vpc-0b1ce9ee11ab0a7d5',
    quotas: { ...PUBLISHED_QUOTAS, ...options.quotas },
  };
  const onChange = options.onChange ?? (() => undefined);
  const exclusive = oneAtATime();
  const run: Run = async (name, operation, input) => {
    if (name.startsWith('Describe')) return operation.handle(elb, input);
    return exclusive(async () => {
      const output = await operation.handle(elb, input);
      onChange();
      return output;
    });
  };
  const entries: [string, Operation<object>][] = Object.entries(OPERATIONS);
  return {
    service: {
      kind: 'rpc',
      name: 'elasticloadbalancing',
      query: {
        version: '2015-12-01',
        namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
        flavour: 'aws',
      },
      operations: Object.fromEntries(
        entries.map(([name, operation]): [string, OperationDefinition] => [name, definition(name, operation, run)]),
      ),
    },
    registration: createRegistration(elb, onChange),
    topology: Object.fromEntries(
      entries.map(([name, operation]) => [
        name.charAt(0).toLowerCase() + name.slice(1),
        (input: WireInput) => run(name, operation, input),
      ]),
    ) as unknown as Topology,
    loadBalancerOf: (arn) => loadBalancerOf(state, arn),
    showing: (arn) => [...new Set(listenersShowing(state, arn).map(({ loadBalancerArn }) => loadBalancerArn))],
    certificateReplaced(arn) {
      for (const listener of listenersShowing(state, arn)) mirror.tlsChanged(listener);
    },
    tagsOf(arn) {
      const tags = state.tags.get(arn);
      return tags && Object.fromEntries(tags);
    },
    snapshot: () => takeSnapshot(state),
    restore: (snapshot) => exclusive(() => restoreSnapshot(elb, snapshot)),
    close() {
      mirror.stop();
      return Promise.resolve();
    },
  };
}

type Run = (name: string, operation: Operation<object>, input: WireInput) => Promise<object>;

function definition(name: string, operation: Operation<object>, run: Run): OperationDefinition {
  return {
    action: `elasticloadbalancing:${name}`,
    resources: operation.resources,
    handle: (input) => run(name, operation, input),
  };
}

/** Changes wait for each other: some bind a port in between, and none may see another half done. */
function oneAtATime(): <T>(change: () => T | Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const next = last.then(change);
    last = next.catch(() => undefined);
    return next;
  };
}
