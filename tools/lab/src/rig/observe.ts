import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

export const COLORS = ['blue', 'green'] as const;
export type LabColor = (typeof COLORS)[number];

export interface GroupState {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Scaling processes that are suspended, sorted. */
  readonly suspended: readonly string[];
}

/** What the lab reads of a journal entry. */
export interface EntryState {
  readonly key: string;
  readonly id: string;
  readonly verb: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly end: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Fencing numbers of its drivers, in order. */
  readonly fencing: readonly number[];
  /** The whole entry, as evidence. */
  readonly document?: object;
}

/** The environment as an outsider sees it, with the AWS clients alone. */
export interface World {
  /** Default actions of the production listener, to the byte. */
  readonly actions: string;
  /** Colours that the listener sends requests to. */
  readonly live: readonly LabColor[];
  readonly groups: Readonly<Record<LabColor, GroupState>>;
  /** `held`, `released`, `locked`; null before the first operation. */
  readonly lease: { readonly state: string; readonly operation: string; readonly left: string } | null;
  /** Newest first; the newest `ENTRIES` alone. */
  readonly journal: readonly EntryState[];
}

export interface Observer {
  observe(entries?: number): Promise<World>;
  close(): void;
}

const STATE = 'state/bluegreen-deployment/production/';
const ENTRIES = 6;

/** @param variables what `sandbox.environment()` gives */
export async function createObserver(variables: Readonly<Record<string, string>>): Promise<Observer> {
  const settings = {
    endpoint: variables['AWS_ENDPOINT_URL']!,
    region: variables['AWS_REGION']!,
    credentials: { accessKeyId: variables['AWS_ACCESS_KEY_ID']!, secretAccessKey: variables['AWS_SECRET_ACCESS_KEY']! },
  };
  const elb = new ElasticLoadBalancingV2Client(settings);
  const scaling = new AutoScalingClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const bucket = variables['CODEDEPLOY_S3_BUCKET']!;
  const names = { blue: variables['BLUE_TARGET_GROUP']!, green: variables['GREEN_TARGET_GROUP']! };
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: Object.values(names) }));
  const arnOf = (color: LabColor) =>
    TargetGroups.find(({ TargetGroupName }) => TargetGroupName === names[color])?.TargetGroupArn;

  async function document(key: string): Promise<Record<string, unknown> | null> {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse((await Body?.transformToString()) ?? 'null') as Record<string, unknown>;
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return null;
      throw error;
    }
  }

  async function actions(): Promise<Pick<World, 'actions' | 'live'>> {
    const asked = new DescribeListenersCommand({ ListenerArns: [variables['ALB_LISTENER_ARN']!] });
    const [listener] = (await elb.send(asked)).Listeners ?? [];
    const forward = listener?.DefaultActions?.[0];
    const groups = forward?.ForwardConfig?.TargetGroups ?? [];
    const serves = (color: LabColor) =>
      groups.length > 0
        ? groups.some(({ TargetGroupArn, Weight }) => TargetGroupArn === arnOf(color) && (Weight ?? 0) > 0)
        : forward?.TargetGroupArn === arnOf(color);
    return { actions: JSON.stringify(listener?.DefaultActions), live: COLORS.filter(serves) };
  }

  async function journal(entries: number): Promise<EntryState[]> {
    const prefix = `${STATE}journal/`;
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: entries }),
    );
    const keys = Contents.map(({ Key }) => Key!);
    const found = await Promise.all(keys.map(document));
    return found.flatMap((entry, index) => (entry ? [entryState(keys[index]!, entry)] : []));
  }

  return {
    async observe(entries = ENTRIES) {
      const [listener, groups, lease, written] = await Promise.all([
        actions(),
        groupStates(scaling),
        document(`${STATE}lease.json`),
        journal(entries),
      ]);
      const operation = lease?.['operation'] as { id?: string } | undefined;
      const held = lease && {
        state: String(lease['state']),
        operation: operation?.id ?? '?',
        left: typeof lease['left'] === 'string' ? lease['left'] : 'nothing',
      };
      return { ...listener, groups, lease: held, journal: written };
    },
    close() {
      for (const client of [elb, scaling, s3]) client.destroy();
    },
  };
}

async function groupStates(scaling: AutoScalingClient): Promise<Record<LabColor, GroupState>> {
  const { AutoScalingGroups = [] } = await scaling.send(new DescribeAutoScalingGroupsCommand({}));
  const of = (color: LabColor): GroupState => {
    const group = AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName?.includes(`-${color}-`));
    return {
      min: group?.MinSize ?? -1,
      max: group?.MaxSize ?? -1,
      desired: group?.DesiredCapacity ?? -1,
      suspended: (group?.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName ?? '?').sort(),
    };
  };
  return { blue: of('blue'), green: of('green') };
}

function entryState(key: string, entry: Record<string, unknown>): EntryState {
  const text = (name: string) => (typeof entry[name] === 'string' ? entry[name] : null);
  const drivers = Array.isArray(entry['drivers']) ? (entry['drivers'] as { fencing?: number }[]) : [];
  return {
    key,
    ...{ id: text('id') ?? '?', verb: text('verb') ?? '?', startedAt: text('startedAt') ?? '?' },
    ...{ endedAt: text('endedAt'), end: text('end'), from: text('from'), to: text('to') },
    fencing: drivers.map(({ fencing }) => fencing ?? 0),
    document: entry,
  };
}
