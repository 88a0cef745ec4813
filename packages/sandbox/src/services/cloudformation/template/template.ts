import type { Json, JsonRecord } from './json.js';

/** A template, read and with its outline checked; values still hold their functions. */
export interface Template {
  readonly description: string | undefined;
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>;
  readonly mappings: Readonly<Record<string, Json>>;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
  readonly metadata: Json | undefined;
}

export interface ParameterDeclaration {
  readonly type: string;
  /** As text; undefined when a value must be given. */
  readonly defaultValue: string | undefined;
  readonly noEcho: boolean;
  readonly description: string | undefined;
  readonly constraintDescription: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly allowedValues: readonly string[] | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minValue: number | undefined;
  readonly maxValue: number | undefined;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

export interface ResourceDeclaration {
  readonly type: string;
  readonly properties: JsonRecord;
  readonly dependsOn: readonly string[];
  /** Name of the condition under which it exists. */
  readonly condition: string | undefined;
  readonly deletionPolicy: DeletionPolicy;
  readonly updateReplacePolicy: DeletionPolicy;
  readonly updatePolicy: JsonRecord;
  readonly metadata: Json | undefined;
}

export interface OutputDeclaration {
  readonly value: Json;
  readonly description: string | undefined;
  readonly condition: string | undefined;
  readonly exportName: Json | undefined;
}
