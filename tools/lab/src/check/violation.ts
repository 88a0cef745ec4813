/** Something that must never be so, with all that is needed to see it again. */
export interface Violation {
  /** What was done, as words to repeat it: verb, call, moment, mode; or seed and worker. */
  readonly repeat: string;
  readonly what: string;
}
