/** A stack as the sandbox knows it: made by its own topology, never by CreateStack. */
export interface StackFacts {
  readonly name: string;
  /** The stack's ARN. */
  readonly id: string;
  readonly createdAt: Date;
  readonly description: string;
  readonly parameters: readonly StackParameter[];
  readonly outputs: readonly StackOutput[];
  readonly resources: readonly StackResource[];
  readonly capabilities: readonly string[];
}

export interface StackParameter {
  readonly key: string;
  readonly value: string;
  readonly description: string;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string;
}

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

export interface CloudFormationOptions {
  readonly account: string;
  readonly region: string;
  readonly stacks: () => readonly StackFacts[];
}
