import type { FailureCause } from '../domain/diagnosis.js';

/** A likely cause of a failed deployment, and what to do about it. */
export interface CauseWords {
  readonly cause: string;
  readonly next: string;
}

export type Causes = Readonly<Record<FailureCause, CauseWords>>;
