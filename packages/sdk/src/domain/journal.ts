import type { Color } from './color.js';
import type { EnvironmentLock, RouteAction, RouteDrift, RunningOperation } from './environment.js';
import type { HistoryEntry } from './operations.js';
import type { Plan, ScalePlan } from './plan.js';
import type { ReleaseRef } from './release.js';

/** One change of the world, with all that is needed to recognise it, repeat it or take it back. */
export type Change =
  | {
      readonly kind: 'write-routes';
      /** `reference` adds the idle group at weight 0, `shift` moves traffic, `restore` puts the former actions back. */
      readonly purpose: 'reference' | 'shift' | 'restore';
      readonly routes: readonly {
        readonly kind: 'listener' | 'rule';
        readonly arn: string;
        readonly listenerArn: string;
        readonly before: readonly RouteAction[];
        readonly after: readonly RouteAction[];
      }[];
    }
  | {
      readonly kind: 'create-deployment';
      readonly color: Color;
      readonly deploymentGroup: string;
      /** Key of the bundle in the artifact bucket. */
      readonly key: string;
      /** What the deployment is found by when the answer is lost. */
      readonly token: string;
    }
  | { readonly kind: 'stop-deployment'; readonly color: Color; readonly deploymentId: string }
  | {
      readonly kind: 'hold-capacity' | 'restore-capacity';
      readonly groups: readonly HeldGroup[];
    }
  | {
      readonly kind: 'set-capacity';
      readonly color: Color;
      readonly autoScalingGroup: string;
      readonly before: { readonly min: number; readonly max: number; readonly desired: number };
      readonly after: { readonly min: number; readonly max: number; readonly desired: number };
    };

export interface HeldGroup {
  readonly autoScalingGroup: string;
  /** Scaling processes that were suspended before the operation; they stay so. */
  readonly suspendedBefore: readonly string[];
  /** Scaling processes that the operation suspends, and resumes in every ending. */
  readonly held: readonly string[];
}

/** A change on record: first the intent, then what was seen after it. */
export interface JournalStep {
  /** From 1; with the operation's identifier it is the change's idempotency key: `<operation>/<number>`. */
  readonly number: number;
  readonly change: Change;
  /** ISO-8601: when the intent was written down. */
  readonly startedAt: string;
  /** ISO-8601; null while nobody knows whether the change was made. */
  readonly endedAt: string | null;
  /** What was read back, or why the change was not made; null until `endedAt`. */
  readonly observed: string | null;
}

/** What a small stream of requests through the load balancer saw while traffic moved. */
export interface ProofSummary {
  readonly sent: number;
  readonly answered: number;
  /** Refused, cut, late, or answered with a server error. */
  readonly failed: number;
  /** Longest time between two right answers, in ms. */
  readonly longestGapMs: number;
  /** Answers by the release that gave them; `unknown` for answers that name none. */
  readonly byRelease: Readonly<Record<string, number>>;
  /** From the first write of a route to the first answer of the new colour, in ms; null when none came. */
  readonly firstAnswerMs: number | null;
  /** From the first write of a route to the last answer of the former colour, in ms; null when none came after it. */
  readonly lastFormerAnswerMs: number | null;
}

/** One driver of an operation: who began it, and whoever took it over. The last one may write. */
export interface Driver {
  readonly owner: string;
  readonly surface: string;
  /** Where the request stands, such as the URL of a CI job. */
  readonly link?: string;
  /** The lease's fencing number under which this driver writes. */
  readonly fencing: number;
  /** ISO-8601. */
  readonly since: string;
}

/** What some verbs found or meant, that no step of theirs tells. */
export interface About {
  /** Of `unlock`: what it took away. */
  readonly lock?: EnvironmentLock;
  /** Of `steal`: whom it cut off. */
  readonly victim?: RunningOperation;
  /** Of `repair`: what was not as recorded. */
  readonly drift?: readonly RouteDrift[];
  /** Of `scale`. */
  readonly scaling?: ScalePlan;
  /** Of `scale`: healthy targets at the end of its wait. */
  readonly healthy?: number;
}

/**
 * One operation as written down: `journal/<time running backwards>-<id>.json` below the environment's prefix. Every
 * change is written here before it is made, conditionally on the version last seen, so that the entry is also the
 * fence: whoever takes an operation over writes here first, and the former driver's next intent is refused.
 */
export interface JournalDocument extends HistoryEntry {
  readonly version: 1;
  readonly reason: string;
  readonly drivers: readonly Driver[];
  /** The plan holds the way back. Null for verbs that plan nothing, such as `lock`. */
  readonly plan: Plan | null;
  /** What the colour that traffic leaves held at the start. */
  readonly fromRelease: ReleaseRef | null;
  readonly deploymentId: string | null;
  readonly steps: readonly JournalStep[];
  readonly proof: ProofSummary | null;
  readonly about?: About;
}
