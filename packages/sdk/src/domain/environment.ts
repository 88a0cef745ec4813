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
  /** Whether scaling of both colours is held while an operation works. */
  readonly holdCapacity: boolean;
  /** Whether figures about deployments and rollbacks are published. */
  readonly metrics: boolean;
  /** The stream of requests that watches a move of traffic: how many a second through each listener (0: none), to which path. */
  readonly proof: { readonly perSecond: number; readonly path: string };
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

/** A production listener, as far as it takes to ask through it and to tell which of its routes decides a request. */
export interface ListenerSnapshot {
  readonly arn: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  /** Every rule in the order in which they are tried; the default action, which comes last, is none of them. */
  readonly rules: readonly { readonly arn: string; readonly conditions: readonly RuleCondition[] }[];
}

/** What a rule asks of a request: any of `values` (contract B8). A rule wants all of its conditions met. */
export interface RuleCondition {
  /** `other` is one that cannot be judged from here, such as the client's address or a regular expression. */
  readonly kind: 'host' | 'path' | 'method' | 'header' | 'query' | 'other';
  readonly values: readonly string[];
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
  /** Null: no such Auto Scaling group. */
  readonly capacity: GroupCapacity | null;
  /** The group's last successful revision; null before the first, or when another tool deployed it. */
  readonly release: ReleaseRef | null;
  /** Some deployment has succeeded here, whoever made it. */
  readonly everDeployed: boolean;
  /** False after a deployment that failed or was stopped: the hosts may hold other files than those of `release`. */
  readonly releaseCertain: boolean;
  readonly deployment: { readonly id: string; readonly status: string; readonly running: boolean } | null;
}

/** Sizes of an Auto Scaling group, in instances. */
export interface ScalingSizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

export interface GroupCapacity extends ScalingSizes {
  readonly inService: number;
  /** Names of the scaling processes that are suspended, such as `Terminate`. */
  readonly suspended: readonly string[];
}

/** A production route that reads otherwise than the newest record of it. */
export interface RouteDrift {
  readonly kind: 'listener' | 'rule';
  readonly arn: string;
  /**
   * `colour`: it sends another share of the traffic to blue or green. `detail`: both get their share, but stickiness or
   * something else differs. `gone`: it is no longer there, or forwards to neither colour.
   */
  readonly change: 'colour' | 'detail' | 'gone';
  readonly expected: readonly RouteAction[];
  /** Null when the route is gone. */
  readonly actual: readonly RouteAction[] | null;
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
  /** The configured listeners. */
  readonly listeners: readonly ListenerSnapshot[];
  /** What sends traffic to either colour though its listener is not configured; no operation moves these. */
  readonly strays: readonly Route[];
  /** Why the routes give no single answer; null when they do. */
  readonly disagreement: string | null;
  /** Routes that read otherwise than the newest record left them; empty where nothing is on record. */
  readonly drift: readonly RouteDrift[];
  readonly colors: Readonly<Record<Color, ColorSnapshot>>;
  /** Base URL that answers for either colour by header; null where no such listener exists. */
  readonly testUrl: string | null;
  readonly operation: RunningOperation | null;
  /** Who keeps everybody but rollbacks out, and why; null: nobody. */
  readonly lock: EnvironmentLock | null;
}

/** A person's sticky lock: it has no expiry. */
export interface EnvironmentLock {
  readonly id: string;
  readonly owner: string;
  readonly surface: string;
  readonly reason: string;
  /** ISO-8601. */
  readonly since: string;
}

/** Who holds the environment's lease, or left an operation behind that is `expired`: unfinished, and nobody works on it. */
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
