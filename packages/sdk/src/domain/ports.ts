import type { BundleLocation, ReleaseRef } from './release.js';
import type {
  ColorSnapshot,
  GroupCapacity,
  ListenerSnapshot,
  Route,
  RouteAction,
  ScalingSizes,
  TargetSnapshot,
} from './environment.js';
import type { InstanceProgress } from './operations.js';

/** What the operations need from the world, in our words. `aws/` implements them; `testing/` fakes them. */

/** ELBv2 listeners and rules. */
export interface Traffic {
  /**
   * Production routes (given listeners' default actions and rules that forward to either group), the given listeners
   * themselves, and where the listener with the two static colour rules is, if the load balancer has one. `strays`: default actions and rules of its other
   * listeners that send traffic (weight above 0) to either group, static colour rules aside.
   */
  routes(
    listenerArns: readonly string[],
    groupArns: readonly string[] | Promise<readonly string[]>,
  ): Promise<{
    routes: readonly Route[];
    listeners: readonly ListenerSnapshot[];
    strays: readonly Route[];
    testListenerPort: number | null;
    testProtocol: 'http' | 'https' | null;
  }>;
  /** Reads one route again. */
  read(route: Route): Promise<readonly RouteAction[]>;
  /** Replaces the route's whole action list. Safe to repeat. */
  write(route: Route, actions: readonly RouteAction[]): Promise<void>;
}

/** ELBv2 target groups. */
export interface Targets {
  /** In the order asked; accepts names and ARNs. */
  groups(namesOrArns: readonly string[]): Promise<readonly { readonly arn: string; readonly name: string }[]>;
  health(groupArn: string): Promise<readonly TargetSnapshot[]>;
}

/** Auto Scaling groups. */
export interface Capacity {
  /** A name that does not exist is absent from the answer. */
  describe(names: readonly string[]): Promise<ReadonlyMap<string, GroupCapacity>>;
  /** Suspends the named scaling processes; no names, no call. Safe to repeat. */
  suspend(group: string, processes: readonly string[]): Promise<void>;
  /** Resumes the named scaling processes; no names, no call. Safe to repeat. */
  resume(group: string, processes: readonly string[]): Promise<void>;
  /** Changes only the sizes that are named (contract A9). Safe to repeat. Throws CAPACITY_REFUSED when they do not fit. */
  resize(group: string, sizes: Partial<ScalingSizes>): Promise<void>;
}

/** CodeDeploy. */
export interface Deployments {
  groups(application: string, names: readonly string[]): Promise<readonly DeploymentGroupState[]>;
  register(application: string, location: BundleLocation, description: string): Promise<void>;
  /**
   * Starts a deployment. `token` is written into its description, for CreateDeployment has no idempotency token of its
   * own: with a lost answer, `find` tells whether it started.
   */
  create(input: {
    application: string;
    group: string;
    location: BundleLocation;
    token: string;
  }): Promise<{ deploymentId: string }>;
  /** The deployment of this group that carries the token, if any, newest first among those created since `sinceMs`. */
  find(application: string, group: string, token: string, sinceMs: number): Promise<{ deploymentId: string } | null>;
  progress(
    deploymentId: string,
  ): Promise<{ status: string; error: string | null; instances: readonly InstanceProgress[] }>;
  stop(deploymentId: string): Promise<void>;
}
export interface DeploymentGroupState {
  readonly group: string;
  readonly release: ReleaseRef | null;
  readonly location: BundleLocation | null;
  readonly last: ColorSnapshot['deployment'];
}

/** The artifact bucket. */
export interface Artifacts {
  /** Null when no such object. Throws BUCKET_MISSING. */
  find(bucket: string, key: string): Promise<StoredBundle | null>;
  /** Objects below a prefix, in no order. */
  list(bucket: string, prefix: string): Promise<readonly StoredObject[]>;
  upload(
    bucket: string,
    key: string,
    file: string,
    onProgress: (sent: number, total: number) => void,
    /** `commit` is kept beside the object, so that what is live can be traced to its source. */
    details?: { readonly commit?: string; readonly signal?: AbortSignal },
  ): Promise<BundleLocation>;
}

export interface StoredBundle extends BundleLocation {
  readonly bytes: number;
  /** Commit that it was built from; null where nobody said. */
  readonly commit: string | null;
}
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** ms since the epoch. */
  readonly uploadedAt: number;
}

/** CloudWatch alarms. */
export interface Alarms {
  /** Names given that are in ALARM, or that do not exist. */
  states(
    names: readonly string[],
  ): Promise<readonly { readonly name: string; readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING' }[]>;
}

/** The environment's own figures, for dashboards and alarms. */
export interface Metrics {
  /** Publishes figures of this moment, all in one call. */
  publish(figures: readonly Figure[], signal?: AbortSignal): Promise<void>;
}
export interface Figure {
  readonly name: 'DeploymentSucceeded' | 'DeploymentFailed' | 'DeploymentDuration' | 'Rollback';
  readonly value: number;
  readonly unit: 'Count' | 'Seconds';
}

/** Small documents with compare-and-set: S3 conditional writes. */
export interface Documents {
  /**
   * `ageMs` is how long ago the document was last written, by the store's own two time stamps (whole seconds each), so
   * that no two machines' clocks are compared.
   */
  read(key: string): Promise<{ readonly body: string; readonly version: string; readonly ageMs: number } | null>;
  /** Null when the key exists already. */
  create(key: string, body: string): Promise<{ readonly version: string } | null>;
  /** Null when the document changed since `version`. */
  replace(key: string, body: string, version: string): Promise<{ readonly version: string } | null>;
  /** Keys in ascending order, at most `limit`. */
  list(prefix: string, limit: number): Promise<readonly string[]>;
}

/** HTTP through the load balancer. */
export interface Probe {
  /** Never throws for a bad answer or a refused connection: that is the finding. One fresh connection a request. */
  get(
    url: string,
    options: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
      /** Takes any certificate: for an address that we derived, and that no client uses by that name. */
      readonly anyCertificate?: boolean;
    },
  ): Promise<ProbeAnswer>;
}
export interface ProbeAnswer {
  readonly status: number | null;
  readonly body: string;
  /** Why there is no status; null when there is. */
  readonly failure: string | null;
  readonly elapsedMs: number;
}
