import { checkCapabilities } from '../template/capabilities.js';
import { checkReferences } from '../template/check-references.js';
import { dependenciesOf, inOrder, type Dependencies } from '../template/dependencies.js';
import { formatError } from '../template/errors.js';
import { evaluate, UNKNOWN } from '../template/evaluate.js';
import { checkSize, readTemplate } from '../template/read-template.js';
import { resolveParameters, type GivenParameter, type ResolvedParameter } from '../template/resolve-parameters.js';
import type { Template } from '../template/template.js';
import type { Engine } from './engine.js';
import { conditionsOf, scopeOf, type StackIdentity } from './scope.js';
import type { StackSettings } from './stack.js';

/** A template that can be carried out: checked, with parameters and conditions settled. */
export interface Prepared {
  readonly template: Template;
  readonly settings: StackSettings;
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly dependencies: Dependencies;
  /** Resources that are to exist, each after what it needs. */
  readonly active: readonly string[];
}

export interface Wish extends Omit<StackSettings, 'parameters'> {
  readonly from: 'request' | 'bucket';
  readonly given: readonly GivenParameter[];
  readonly previous: readonly ResolvedParameter[];
}

/** Everything that can be known to be wrong before anything is made. @throws AwsError ValidationError, InsufficientCapabilitiesException */
export function prepare(engine: Engine, stack: StackIdentity, wish: Wish): Prepared {
  const { from, given, previous, ...rest } = wish;
  const template = checkedTemplate(engine, rest.templateBody, from);
  const parameters = resolveParameters(template, given, previous, engine.storedParameter);
  checkCapabilities(template, rest.capabilities);
  return settle(engine, stack, template, { ...rest, parameters });
}

/** What was prepared before, once more: for going back. */
export function prepareAgain(engine: Engine, stack: StackIdentity, settings: StackSettings): Prepared {
  return settle(engine, stack, checkedTemplate(engine, settings.templateBody, 'bucket'), settings);
}

/** Reads a template and checks what it says of itself. @throws AwsError ValidationError */
export function checkedTemplate(engine: Engine, body: string, from: 'request' | 'bucket'): Template {
  checkSize(body, from);
  const known = engine.templates.get(body);
  if (known) return known;
  const template = readTemplate(body);
  const types = new Set(Object.values(template.resources).map(({ type }) => type));
  const strange = [...types].filter((type) => !engine.catalogue.has(type));
  if (strange.length > 0) throw formatError(`Unrecognized resource types: [${strange.join(', ')}]`);
  checkReferences(template, (type) => engine.catalogue.get(type)?.attributes);
  dependenciesOf(template);
  // Reading takes a while, and clients validate, summarize and create one after the other.
  const [oldest] = engine.templates.keys();
  if (engine.templates.size >= REMEMBERED && oldest !== undefined) engine.templates.delete(oldest);
  engine.templates.set(body, template);
  return template;
}

/** Templates that are kept read. */
const REMEMBERED = 8;

function settle(engine: Engine, stack: StackIdentity, template: Template, settings: StackSettings): Prepared {
  const conditions = conditionsOf(engine, stack, template, settings);
  const isActive = (name: string) => {
    const condition = template.resources[name]?.condition;
    return condition === undefined || conditions[condition] === true;
  };
  const dependencies = dependenciesOf(template);
  const active = inOrder(dependencies).filter(isActive);
  if (active.length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  const prepared = { template, settings, conditions, dependencies, active };
  // What cannot be carried out whatever the resources will be called shows before any of them is made.
  const later = { ref: () => UNKNOWN, attribute: () => UNKNOWN };
  const scope = { ...scopeOf(engine, stack, prepared, later), importedValue: () => UNKNOWN };
  for (const logicalId of active) evaluate(template.resources[logicalId]?.properties ?? {}, scope);
  return prepared;
}
