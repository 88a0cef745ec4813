import type { InstanceStatus, ListenerStatus, SandboxStatus } from './sandbox-status.js';
import type { Services } from './services.js';
import { insider } from './topology/ask.js';
import type { PublicAddresses } from './topology/environment.js';
import { COLORS, SHIPPED } from './topology/names.js';
import { PRODUCTION_PORT, type Topology } from './topology/topology.js';

export interface ReportInput {
  readonly id: string;
  readonly watchdogPid: number;
  readonly endpoint: string;
  readonly stateDir: string;
  readonly startedAt: string;
  readonly timeScale: number;
  readonly ready: boolean;
  readonly services: Services;
  /** Undefined while the environment is not there yet. */
  readonly built: { readonly topology: Topology; readonly addresses: PublicAddresses } | undefined;
}

/** One look at a sandbox, gathered from its services. */
export async function statusOf({ services, built, ...known }: ReportInput): Promise<SandboxStatus> {
  return {
    ...known,
    pid: process.pid,
    instances: built ? instances(services, built.topology) : [],
    listeners: built ? await listeners(services, built.topology, built.addresses) : [],
    productionUrl: built?.addresses.productionUrl ?? null,
    testUrl: built?.addresses.testUrl ?? null,
    memory: { residentBytes: process.memoryUsage.rss() },
  };
}

function instances({ hosts, registration }: Services, { targetGroups }: Topology): InstanceStatus[] {
  const health = new Map(
    COLORS.flatMap((color) => registration.health(targetGroups[color].arn)).map(({ id, state }) => [
      id,
      state as string,
    ]),
  );
  return hosts.list().map(({ id, state, tags, address }) => ({
    id,
    color: tags[SHIPPED.colorTag] ?? null,
    state,
    address: `${address.host}:${address.port}`,
    health: health.get(id) ?? 'unregistered',
  }));
}

/** With a certificate, the listener of port 80 only leads to the production listener. */
function urlOf({ ListenerArn, Port }: DescribedListener, topology: Topology, addresses: PublicAddresses): string {
  if (ListenerArn === topology.listenerArn) return addresses.productionUrl;
  return Port === PRODUCTION_PORT ? `http://${addresses.dnsName}` : addresses.testUrl;
}

interface DescribedListener {
  readonly ListenerArn: string;
  readonly Port: number;
  readonly DefaultActions: readonly {
    readonly ForwardConfig?: { readonly TargetGroups: readonly { TargetGroupArn: string; Weight: number }[] };
  }[];
}

async function listeners({ elb }: Services, topology: Topology, addresses: PublicAddresses): Promise<ListenerStatus[]> {
  const ask = insider(SHIPPED)<{ Listeners: readonly DescribedListener[] }>;
  const Listeners = await ask(elb, 'DescribeListeners', { LoadBalancerArn: topology.loadBalancer.arn }).then(
    (answer) => answer.Listeners,
    // Its stack was deleted.
    () => [],
  );
  return Listeners.map((listener) => ({
    arn: listener.ListenerArn,
    port: listener.Port,
    url: urlOf(listener, topology, addresses),
    forwards: listener.DefaultActions.flatMap((action) =>
      (action.ForwardConfig?.TargetGroups ?? []).map(({ TargetGroupArn, Weight }) => ({
        targetGroupArn: TargetGroupArn,
        weight: Weight,
      })),
    ),
  }));
}
