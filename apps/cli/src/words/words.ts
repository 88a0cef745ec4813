import type { Color, Language, PlannedVerb } from '@bluegreen/sdk';
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
  readonly deployed: (color: Color, release: string) => string;
  readonly bundled: (path: string, files: number, bytes: number, digest: string) => string;
  readonly history: {
    readonly empty: string;
    readonly running: string;
    readonly columns: readonly [
      at: string,
      verb: string,
      colors: string,
      release: string,
      end: string,
      owner: string,
      error: string,
    ];
  };
  readonly invalid: string;
  readonly overrides: (source: string) => string;
  readonly sandbox: {
    readonly answers: (endpoint: string) => string;
    readonly log: (file: string) => string;
    readonly stopped: string;
    readonly heading: (endpoint: string, pid: number, app: string) => string;
    readonly elsewhere: string;
  };
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
