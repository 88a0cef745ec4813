/** A stack as CloudFormation describes it. */
export interface StackDescription {
  readonly name: string;
  /** Such as `CREATE_COMPLETE`. */
  readonly status: string;
  /** Why, where CloudFormation says so. */
  readonly reason: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a change set would do to one resource. */
export interface ResourceChange {
  readonly action: string;
  readonly logicalId: string;
  readonly type: string;
  /** `True`, `False` or `Conditional`: whether a new resource takes the place of the present one; null for new ones. */
  readonly replacement: string | null;
}

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
}

export interface StackInput {
  readonly stack: string;
  /** The template's text: YAML or JSON, at most 51,200 bytes. */
  readonly template: string;
  /** Those that are left out keep their present value, or get the template's default. */
  readonly parameters: Readonly<Record<string, string>>;
}
export interface StackDiff {
  readonly stack: string;
  readonly exists: boolean;
  /** Empty when an update would change nothing. */
  readonly changes: readonly ResourceChange[];
}
export interface StackResult extends StackDiff {
  readonly changed: boolean;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** CloudFormation, as far as a stack is made or changed with it. */
export interface Templates {
  /** Null when no such stack exists. */
  describe(stack: string): Promise<StackDescription | null>;
  /** Asks what would change; resolves with the change set's name at once, for it takes a moment to be ready. */
  propose(
    input: StackInput & { readonly name: string; readonly exists: boolean; readonly keep: readonly string[] },
  ): Promise<void>;
  proposal(
    stack: string,
    name: string,
  ): Promise<{ readonly status: string; readonly reason: string | null; readonly changes: readonly ResourceChange[] }>;
  carryOut(stack: string, name: string): Promise<void>;
  /** Takes a proposal back; a stack that exists only as a proposal goes with it. */
  withdraw(stack: string, name: string, exists: boolean): Promise<void>;
  /** Newest first. */
  events(stack: string): Promise<readonly StackEvent[]>;
}
