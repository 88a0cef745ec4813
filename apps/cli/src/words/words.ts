import type { Color, Language, PlannedVerb, ResumedOperation, RouteDrift, ScalingSizes } from '@bluegreen/sdk';
import { en } from './words.en.js';
import { ko } from './words.ko.js';

type ColorPhrase = (color: Color) => string;

/** What the CLI itself says, beside the SDK's events and errors; the compiler asks both languages for every phrase. */
export interface Words {
  readonly next: string;
  readonly none: string;
  readonly unknown: string;
  readonly status: {
    readonly live: ColorPhrase;
    readonly noneLive: string;
    readonly rows: Readonly<Record<'release' | 'traffic' | 'targets' | 'capacity' | 'deployment', string>>;
    readonly healthy: (healthy: number, total: number) => string;
    readonly inService: (inService: number, desired: number) => string;
    readonly suspended: (color: Color, processes: string) => string;
    /** The release that was there before a deployment broke off. */
    readonly uncertain: (release: string, deploymentId: string, status: string) => string;
    readonly stray: (kind: 'listener' | 'rule', arn: string) => string;
    readonly locked: (holder: string, since: string, reason: string) => string;
    readonly lastMove: (verb: string, owner: string, at: string) => string;
    readonly operation: (running: boolean, verb: string, holder: string, since: string) => string;
  };
  readonly plan: {
    readonly title: (verb: PlannedVerb, environment: string, from: Color | null, to: Color, release: string) => string;
    readonly gates: string;
    readonly steps: string;
    readonly nothing: string;
    readonly upload: (key: string) => string;
    readonly deploy: (color: Color, group: string) => string;
    readonly reference: (route: string) => string;
    readonly waitHealthy: ColorPhrase;
    readonly identify: ColorPhrase;
    readonly shift: (route: string) => string;
    readonly prove: ColorPhrase;
  };
  readonly move: {
    readonly confirm: ColorPhrase;
    readonly unchanged: ColorPhrase;
    readonly done: (live: Color, release: string, from: Color | null, ms: number) => string;
    readonly stopped: (deploymentId: string) => string;
    readonly wayBack: string;
  };
  readonly scale: {
    readonly title: (color: Color, group: string, before: ScalingSizes, after: ScalingSizes) => string;
    readonly lost: string;
    readonly refused: string;
    readonly confirm: (color: Color, before: number, after: number) => string;
    readonly unchanged: (color: Color, desired: number) => string;
    readonly done: (color: Color, desired: number, healthy: number) => string;
  };
  readonly repair: {
    readonly agrees: string;
    readonly confirmAdopt: (routes: number) => string;
    readonly adopted: (routes: number) => string;
    readonly done: (routes: number) => string;
    readonly drift: (kind: 'listener' | 'rule', route: string, change: RouteDrift['change']) => string;
    readonly recorded: (actions: string) => string;
    readonly reads: (actions: string | null) => string;
  };
  /** What a stream of requests saw while traffic moved; ms. */
  readonly proof: {
    readonly counts: (sent: number, answered: number, failed: number) => string;
    readonly gap: (ms: number) => string;
    readonly first: (ms: number) => string;
    readonly lastFormer: (ms: number) => string;
    readonly none: string;
  };
  readonly deployed: (color: Color, release: string) => string;
  /** Where no listener answers for a colour by name. */
  readonly deployedUnasked: (color: Color, release: string) => string;
  readonly published: (changed: boolean, release: string, digest: string, key: string) => string;
  readonly releases: { readonly empty: string; readonly columns: readonly string[] };
  readonly infra: {
    readonly same: string;
    readonly confirm: (stack: string) => string;
    readonly done: (stack: string, status: string) => string;
  };
  readonly gitlab: {
    readonly unknownCommit: (environment: string) => string;
    readonly sameCommit: (environment: string, commit: string) => string;
    readonly recorded: (environment: string, commit: string, done: boolean) => string;
  };
  readonly diagnosis: Readonly<Record<'never' | 'cause' | 'unknown' | 'fine' | 'places', string>>;
  readonly whyNot: {
    readonly nothing: (verb: string, color: Color) => string;
    readonly against: (verb: string, color: Color, count: number, of: number) => string;
    /** Before what keeps a verb out as a whole: a lock, another operation. */
    readonly barred: string;
  };
  readonly bundled: (path: string, files: number, bytes: number, digest: string) => string;
  readonly history: {
    readonly empty: string;
    /** What stands for an end that is not there. */
    readonly states: Readonly<Record<'running' | 'waiting' | 'unfinished' | 'ended', string>>;
    readonly columns: readonly [
      at: string,
      verb: string,
      colors: string,
      release: string,
      end: string,
      owner: string,
      proof: string,
      error: string,
      id: string,
    ];
    /** What people tried to do from Slack. */
    readonly attempts: {
      readonly empty: string;
      readonly outcomes: Readonly<Record<'accepted' | 'refused', string>>;
      readonly columns: readonly [
        at: string,
        owner: string,
        surface: string,
        asked: string,
        outcome: string,
        code: string,
        link: string,
      ];
    };
  };
  readonly resume: {
    readonly nothing: string;
    readonly title: (operation: ResumedOperation, unwind: boolean) => string;
    readonly confirm: (unwind: boolean) => string;
  };
  readonly lock: {
    readonly locked: (owner: string, since: string, reason: string) => string;
    readonly unlocked: (owner: string, reason: string) => string;
    readonly free: string;
  };
  readonly steal: {
    readonly holder: (owner: string, verb: string, since: string) => string;
    readonly confirm: string;
    readonly done: (owner: string, verb: string, unfinished: boolean) => string;
  };
  readonly invalid: string;
  readonly overrides: (source: string) => string;
  readonly sandbox: {
    readonly answers: (endpoint: string) => string;
    readonly log: (file: string) => string;
    readonly stopped: string;
    readonly heading: (endpoint: string, pid: number, app: string) => string;
    readonly elsewhere: string;
    readonly faultAdded: (id: string, kind: string) => string;
    readonly noFaults: string;
    readonly faultColumns: readonly [id: string, kind: string, about: string, acted: string, state: string];
    readonly released: (calls: number) => string;
    readonly faultsCleared: (faults: number) => string;
  };
  /** `former`: null for the first release that a host gets. */
  readonly staged: (server: string, release: string, former: string | null) => string;
  readonly demo: {
    readonly sandbox: string;
    readonly deployFirst: string;
    readonly switchFirst: string;
    readonly load: string;
    readonly deploySecond: string;
    readonly switchSecond: string;
    readonly rollBack: string;
    readonly switchAgain: string;
    readonly releases: string;
    readonly verbs: Readonly<Record<'switch' | 'rollback', string>>;
    readonly requests: string;
    readonly counts: (sent: number, answered: number, failed: number) => string;
    readonly longestGap: string;
    readonly gap: (ms: number) => string;
    readonly latency: string;
    readonly latencies: (p50: number, steady: number, switching: number) => string;
  };
}

export function wordsOf(language: Language): Words {
  return language === 'ko' ? ko : en;
}
