import type { OperationContext } from '../../domain/context.js';
import { COLORS, type Color } from '../../domain/color.js';
import type { ColorSnapshot, EnvironmentConfig, Snapshot, TargetSnapshot } from '../../domain/environment.js';
import type { DeploymentGroupState } from '../../domain/ports.js';
import { findDrift, settledIntent } from '../../planning/find-drift.js';
import { readLiveColor } from '../../planning/live-color.js';
import { pause } from './operation-errors.js';
import { lockOf, readLease, runningOperation, type LeaseReading } from '../../state/lease-document.js';

export interface Observation {
  readonly snapshot: Snapshot;
  /** The lease as read, for compare-and-set. */
  readonly lease: LeaseReading | null;
}

type Group = { readonly arn: string; readonly name: string };

/** So long after the last word on the lease a reading of ELBv2 may still be older than what an operation wrote. */
export const STALE_MS = 5_000;
/** Before each further look at what seems to have drifted. */
const PAUSES_MS = [0, 500, 1_000, 1_500, 2_000, 2_000];

/**
 * One picture of the environment. Routes and lease are read beside each other, so that an operation in between looks like
 * drift, and so does a reading that lags behind the last write: what drifted is looked at again, between two equal readings
 * of the lease, and until the lease's last writing is past by more than any lag. A drift is told within seven seconds.
 */
export async function observe(context: OperationContext): Promise<Observation> {
  let seen = await takePicture(context);
  for (const pauseMs of PAUSES_MS) {
    if (seen.snapshot.drift.length === 0) return seen;
    if (pauseMs > 0) await pause(context, pauseMs);
    const before = await readLease(context.documents);
    seen = await takePicture(context);
    const after = await readLease(context.documents);
    if (before?.version === after?.version && (before?.ageMs ?? Infinity) >= STALE_MS) break;
  }
  return seen;
}

/** All reads run at once; only names of target groups need a look-up before. */
async function takePicture(context: OperationContext): Promise<Observation> {
  const { config, clock } = context;
  const [seen, capacity, deployments, lease] = await Promise.all([
    observeTraffic(context),
    context.capacity.describe(COLORS.map((color) => config.colors[color].autoScalingGroup)),
    context.deployments.groups(
      config.codeDeployApplication,
      COLORS.map((color) => config.colors[color].deploymentGroup),
    ),
    readLease(context.documents),
  ]);
  const { groups, routing, health } = seen;
  const reading = readLiveColor(routing.routes, { blue: groups.blue.arn, green: groups.green.arn });
  const describe = (color: Color) =>
    describeColor(color, config, groups[color], reading.weights[color], health[color], capacity, deployments);
  const snapshot: Snapshot = {
    project: config.project,
    environment: config.environment,
    takenAt: new Date(clock.now()).toISOString(),
    live: reading.live,
    routes: routing.routes,
    listeners: routing.listeners,
    strays: routing.strays,
    disagreement: reading.disagreement,
    drift: findDrift(routing.routes, { blue: groups.blue.arn, green: groups.green.arn }, settledIntent(lease)),
    colors: { blue: describe('blue'), green: describe('green') },
    testUrl: testUrlOf(config, routing.testListenerPort, routing.testProtocol),
    operation: runningOperation(lease),
    lock: lockOf(lease),
  };
  return { snapshot, lease };
}

async function observeTraffic({ config, traffic, targets }: OperationContext) {
  const resolving = resolveGroups(config, targets);
  const arns = resolving.then(({ blue, green }) => [blue.arn, green.arn]);
  // Told by `resolving` itself, also where nobody asks for them.
  arns.catch(() => undefined);
  const healthOf = async (color: Color) => targets.health((await resolving)[color].arn);
  // The listeners need not wait for the names: two rounds of calls in all.
  const [groups, routing, blue, green] = await Promise.all([
    resolving,
    traffic.routes(config.listenerArns, arns),
    healthOf('blue'),
    healthOf('green'),
  ]);
  return { groups, routing, health: { blue, green } };
}

/** An ARN holds the group's name already, so only bare names cost a call. */
async function resolveGroups(
  config: EnvironmentConfig,
  targets: OperationContext['targets'],
): Promise<Record<Color, Group>> {
  const wanted = COLORS.map((color) => config.colors[color].targetGroup);
  const known = wanted.map(groupOfArn);
  const [blue, green] = known.every((group) => group !== null) ? known : await targets.groups(wanted);
  return { blue: blue!, green: green! };
}

function groupOfArn(value: string): Group | null {
  const name = /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:targetgroup\/([^/]+)\/[^/]+$/.exec(value)?.[1];
  return name ? { arn: value, name } : null;
}

function describeColor(
  color: Color,
  config: EnvironmentConfig,
  group: Group,
  weight: number,
  targets: readonly TargetSnapshot[],
  capacity: ReadonlyMap<string, NonNullable<ColorSnapshot['capacity']>>,
  deployments: readonly DeploymentGroupState[],
): ColorSnapshot {
  const deployed = deployments.find((state) => state.group === config.colors[color].deploymentGroup);
  return {
    color,
    targetGroupArn: group.arn,
    targetGroupName: group.name,
    weight,
    targets,
    healthy: targets.filter((target) => target.health === 'healthy').length,
    total: targets.length,
    capacity: capacity.get(config.colors[color].autoScalingGroup) ?? null,
    release: deployed?.release ?? null,
    everDeployed: Boolean(deployed?.release ?? deployed?.location),
    releaseCertain: !endedBadly(deployed?.last?.status),
    deployment: deployed?.last ?? null,
  };
}

/** A deployment that ended like this has stopped half way: its files may lie beside or over the former ones. */
function endedBadly(status: string | undefined): boolean {
  return status === 'Failed' || status === 'Stopped';
}

function testUrlOf(config: EnvironmentConfig, port: number | null, protocol: 'http' | 'https' | null): string | null {
  if (config.testUrl) return config.testUrl;
  if (port === null) return null;
  return `${protocol ?? 'http'}://${new URL(config.productionUrl).hostname}:${port}`;
}
