import { judge, NO_VALUE, type Scope } from '../template/evaluate.js';
import { templateError, validationError } from '../template/errors.js';
import { isRecord, type Json } from '../template/json.js';
import { isPseudoParameter } from '../template/pseudo-parameters.js';
import type { Template } from '../template/template.js';
import { exportsOf, type Engine } from './engine.js';
import type { KnownResources } from './plan.js';
import type { Prepared } from './prepare.js';
import type { Stack, StackSettings } from './stack.js';

export interface StackIdentity {
  readonly id: string;
  readonly name: string;
}

/** Where the functions of a stack's template look things up. `used` gathers the exports that are asked for. */
export function scopeOf(
  engine: Engine,
  stack: StackIdentity,
  prepared: Pick<Prepared, 'template' | 'settings' | 'conditions'>,
  known: KnownResources,
  used: Set<string> = new Set(),
): Scope {
  const { template, settings, conditions } = prepared;
  return {
    ref(name) {
      if (isPseudoParameter(name)) return pseudo(engine, stack, settings, name);
      const parameter = settings.parameters.find(({ key }) => key === name);
      return parameter ? parameter.resolved : known.ref(name);
    },
    attribute: (resource, attribute) => known.attribute(resource, attribute),
    condition(name) {
      const value = conditions[name];
      if (value === undefined) throw templateError(`Unresolved condition dependency ${name}`);
      return value;
    },
    mapping(map, top, second) {
      const topLevel = template.mappings[map];
      const secondLevel = topLevel !== undefined && isRecord(topLevel) ? topLevel[top] : undefined;
      return secondLevel !== undefined && isRecord(secondLevel) ? secondLevel[second] : undefined;
    },
    importedValue(name) {
      const found = exportsOf(engine).find((one) => one.name === name);
      if (!found) throw validationError(`No export named ${name} found`);
      used.add(name);
      return found.value;
    },
    zones: (region) => ['a', 'b', 'c'].map((letter) => `${region}${letter}`),
  };
}

function pseudo(engine: Engine, stack: StackIdentity, settings: StackSettings, name: string): Json | typeof NO_VALUE {
  switch (name) {
    case 'AWS::AccountId':
      return engine.account;
    case 'AWS::Region':
      return engine.region;
    case 'AWS::StackName':
      return stack.name;
    case 'AWS::StackId':
      return stack.id;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::NotificationARNs':
      return [...settings.notificationArns];
    default:
      return NO_VALUE;
  }
}

/** The template's conditions, all judged; their references have been checked. */
export function conditionsOf(
  engine: Engine,
  stack: StackIdentity,
  template: Template,
  settings: StackSettings,
): Record<string, boolean> {
  const judged: Record<string, boolean> = {};
  const none: KnownResources = { ref: () => null, attribute: () => null };
  const scope: Scope = {
    ...scopeOf(engine, stack, { template, settings, conditions: judged }, none),
    condition: (name) => (judged[name] ??= judge(template.conditions[name] ?? null, scope)),
  };
  for (const name of Object.keys(template.conditions)) scope.condition(name);
  return judged;
}

/** Resources as they stand. */
export function resourcesOf(stack: Pick<Stack, 'resources'>): KnownResources {
  return {
    ref(logicalId) {
      const record = stack.resources[logicalId];
      const value = record?.ref ?? record?.physicalId;
      if (value === undefined || value === null)
        throw validationError(`Unresolved resource dependencies [${logicalId}]`);
      return value;
    },
    attribute(logicalId, name) {
      const value = stack.resources[logicalId]?.attributes[name];
      if (value !== undefined) return value;
      throw templateError(`resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
    },
  };
}
