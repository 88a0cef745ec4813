import type { Color } from './color.js';
import type { ReleaseRef } from './release.js';

/** One environment's resolved settings: the end product of `config/`. */
export interface EnvironmentConfig {
  /** Such as `bluegreen-deployment`. */
  readonly project: string;
  /** Such as `production`. */
  readonly environment: string;
  readonly region: string;
  /** Name of the app, such as `bluegreen-app`; the folder of its bundles in the bucket. */
  readonly applicationName: string;
  /** CodeDeploy application, such as `bluegreen-deployment-production-app`. */
  readonly codeDeployApplication: string;
  /** Artifact bucket; also holds lease and journal. */
  readonly bucket: string;
  readonly colors: Readonly<Record<Color, ColorConfig>>;
  /** Production listeners that switch together; at least one. */
  readonly listenerArns: readonly string[];
  /** `http://host[:port]`: how clients reach the live colour. */
  readonly productionUrl: string;
  /** `http://host[:port]` of the test listener; absent: derived from the load balancer's listeners. */
  readonly testUrl?: string;
  readonly paths: { readonly version: string; readonly health: string; readonly deepHealth: string };
  /** CloudWatch alarms that must be quiet before a switch. */
  readonly alarms: readonly string[];
}

export interface ColorConfig {
  /** Name or ARN, as the guide's BLUE_TARGET_GROUP / GREEN_TARGET_GROUP. */
  readonly targetGroup: string;
  readonly deploymentGroup: string;
  readonly autoScalingGroup: string;
}

/** AWS's word for a target's health (contract B2). Only `healthy` ever counts as healthy. */
export type TargetHealth = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining' | 'unavailable';

export interface TargetSnapshot {
  readonly id: string;
  readonly port: number;
  readonly health: TargetHealth;
  /** Such as `Target.ResponseCodeMismatch`; absent when healthy. */
  readonly reason?: string;
  readonly description?: string;
}

/**
 * One place where production traffic is decided: a listener's default action, or one of its rules.
 * `actions` is the exact list as read, so that it can be written back unchanged.
 */
export interface Route {
  readonly kind: 'listener' | 'rule';
  /** Listener ARN for `listener`, rule ARN for `rule`. */
  readonly arn: string;
  readonly listenerArn: string;
  readonly actions: readonly RouteAction[];
}

/** A forward action in our words; any other action is carried along untouched. */
export type RouteAction =
  | {
      readonly type: 'forward';
      readonly order?: number;
      readonly groups: readonly { readonly targetGroupArn: string; readonly weight: number }[];
      readonly stickiness?: { readonly enabled: boolean; readonly durationSeconds?: number };
    }
  | { readonly type: 'other'; readonly raw: unknown };

export interface ColorSnapshot {
  readonly color: Color;
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  /** Share of the production traffic, 0 to 100, the same on every route or see `Snapshot.disagreement`. */
  readonly weight: number;
  readonly targets: readonly TargetSnapshot[];
  readonly healthy: number;
  readonly total: number;
  readonly capacity: {
    readonly desired: number;
    readonly min: number;
    readonly max: number;
    readonly inService: number;
  } | null;
  /** The group's last successful revision; null before the first, or when another tool deployed it. */
  readonly release: ReleaseRef | null;
  readonly deployment: { readonly id: string; readonly status: string; readonly running: boolean } | null;
}

/** What is true now, read from AWS; the listener alone decides which colour is live. */
export interface Snapshot {
  readonly project: string;
  readonly environment: string;
  /** ISO-8601. */
  readonly takenAt: string;
  /** Null while traffic is split, goes nowhere we know, or the routes disagree. */
  readonly live: Color | null;
  readonly routes: readonly Route[];
  /** What sends traffic to either colour though its listener is not configured; no operation moves these. */
  readonly strays: readonly Route[];
  /** Why the routes give no single answer; null when they do. */
  readonly disagreement: string | null;
  readonly colors: Readonly<Record<Color, ColorSnapshot>>;
  /** Base URL that answers for either colour by header; null where no such listener exists. */
  readonly testUrl: string | null;
  readonly operation: RunningOperation | null;
}

/** Who holds the environment's lease. */
export interface RunningOperation {
  readonly id: string;
  readonly verb: string;
  readonly owner: string;
  readonly surface: string;
  readonly reason: string;
  /** ISO-8601. */
  readonly since: string;
  readonly fencing: number;
  readonly expired: boolean;
}
