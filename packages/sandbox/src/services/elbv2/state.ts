/** What the control plane knows. Plain data: `snapshot.ts` writes it as JSON. */

export type Attributes = Readonly<Record<string, string>>;

export interface LoadBalancerRecord {
  readonly arn: string;
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly ipAddressType: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly dnsName: string;
  readonly attributes: Attributes;
}

export type ActionRecord =
  | {
      readonly kind: 'forward';
      readonly order: number | null;
      readonly groups: readonly { readonly arn: string; readonly weight: number }[];
      readonly stickiness: { readonly enabled: boolean; readonly durationSeconds: number | null };
    }
  | {
      readonly kind: 'redirect';
      readonly order: number | null;
      readonly status: 'HTTP_301' | 'HTTP_302';
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    }
  | {
      readonly kind: 'fixed-response';
      readonly order: number | null;
      readonly status: string;
      readonly contentType: string | null;
      readonly body: string | null;
    };

export const PLAIN_FIELDS = ['host-header', 'path-pattern', 'http-request-method', 'source-ip'] as const;
export type PlainField = (typeof PLAIN_FIELDS)[number];
export type ConditionRecord =
  | { readonly field: PlainField; readonly values: readonly string[] }
  | { readonly field: 'http-header'; readonly name: string; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly pairs: readonly { readonly key?: string; readonly value: string }[] };

export interface ListenerRecord {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly sslPolicy: string | null;
  /** The default certificate; none on HTTP. */
  readonly certificateArns: readonly string[];
  /** Shown to clients that name their hosts. Absent in snapshots of before: none. */
  readonly furtherCertificateArns?: readonly string[];
  readonly defaultAction: ActionRecord;
  readonly defaultRuleArn: string;
  readonly attributes: Attributes;
}

export interface RuleRecord {
  readonly arn: string;
  readonly listenerArn: string;
  readonly priority: number;
  readonly conditions: readonly ConditionRecord[];
  readonly action: ActionRecord;
}

export interface HealthCheckRecord {
  readonly protocol: 'HTTP' | 'HTTPS';
  /** `traffic-port` or a number. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly httpCode: string;
}

export interface TargetRecord {
  readonly id: string;
  readonly port: number;
  readonly availabilityZone: string | null;
}

export interface TargetGroupRecord {
  readonly arn: string;
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: 'instance' | 'ip';
  readonly healthCheck: HealthCheckRecord;
  readonly attributes: Attributes;
  /** Registered ones; those that still drain are known to the data plane alone. */
  readonly targets: readonly TargetRecord[];
}

/** Records are replaced, never changed in place; maps keep the order of creation. */
export interface ElbState {
  readonly loadBalancers: Map<string, LoadBalancerRecord>;
  readonly listeners: Map<string, ListenerRecord>;
  readonly rules: Map<string, RuleRecord>;
  readonly targetGroups: Map<string, TargetGroupRecord>;
  /** By ARN. */
  readonly tags: Map<string, ReadonlyMap<string, string>>;
}

export function emptyState(): ElbState {
  return { loadBalancers: new Map(), listeners: new Map(), rules: new Map(), targetGroups: new Map(), tags: new Map() };
}

export function listenersOf(state: ElbState, loadBalancerArn: string): readonly ListenerRecord[] {
  return [...state.listeners.values()].filter((listener) => listener.loadBalancerArn === loadBalancerArn);
}

/** Listeners that show the certificate. */
export function listenersShowing(state: ElbState, certificateArn: string): readonly ListenerRecord[] {
  return [...state.listeners.values()].filter((listener) => certificatesOf(listener).includes(certificateArn));
}

/** The default certificate first. */
export function certificatesOf({ certificateArns, furtherCertificateArns = [] }: ListenerRecord): readonly string[] {
  return [...certificateArns, ...furtherCertificateArns];
}

/** Lowest priority first; without the default rule. */
export function rulesOf(state: ElbState, listenerArn: string): readonly RuleRecord[] {
  return [...state.rules.values()]
    .filter((rule) => rule.listenerArn === listenerArn)
    .sort((a, b) => a.priority - b.priority);
}

export function groupsOf(action: ActionRecord): readonly string[] {
  return action.kind === 'forward' ? action.groups.map((group) => group.arn) : [];
}

/** Every group that the load balancer's listeners and rules name, whatever the weight. */
export function groupsOfLoadBalancer(state: ElbState, loadBalancerArn: string): ReadonlySet<string> {
  const arns = new Set<string>();
  for (const listener of listenersOf(state, loadBalancerArn)) {
    for (const arn of groupsOf(listener.defaultAction)) arns.add(arn);
    for (const rule of rulesOf(state, listener.arn)) for (const arn of groupsOf(rule.action)) arns.add(arn);
  }
  return arns;
}

/** The one load balancer that refers to the group, if any. */
export function loadBalancerOf(state: ElbState, targetGroupArn: string): string | undefined {
  for (const arn of state.loadBalancers.keys()) {
    if (groupsOfLoadBalancer(state, arn).has(targetGroupArn)) return arn;
  }
  return undefined;
}
