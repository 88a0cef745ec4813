/** What a person tried to do through a front end, whatever became of it; refused ones too. */
export interface Attempt {
  /** ISO-8601. */
  readonly at: string;
  /** As in lease and history, such as `@jane (U0JANE)`. */
  readonly owner: string;
  readonly surface: string;
  /** Where it was asked for, such as a Slack permalink. */
  readonly link: string | null;
  /** As typed, or the name of the button; secrets are taken out. */
  readonly asked: string;
  readonly outcome: 'accepted' | 'refused';
  /** Why it was refused. */
  readonly code: string | null;
  /** The front end's own name of the request that it belongs to. */
  readonly request: string | null;
}

export interface AttemptsInput {
  /** Newest first. Default 20. */
  readonly limit?: number;
}
