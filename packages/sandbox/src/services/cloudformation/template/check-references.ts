import { formatError, templateError } from './errors.js';
import type { Json } from './json.js';
import { isPseudoParameter } from './pseudo-parameters.js';
import { referencesOf } from './references.js';
import type { Template } from './template.js';

/** Attributes of a resource type: their names, or undefined when any name may be one. */
export type AttributesOf = (type: string) => readonly string[] | undefined;

/** Everything that is referred to must be there. @throws AwsError ValidationError as CloudFormation words it */
export function checkReferences(template: Template, attributesOf: AttributesOf): void {
  checkConditions(template);
  const inResources = Object.values(template.resources);
  checkBlock(
    template,
    'Resources',
    inResources.map(({ properties }) => properties),
    attributesOf,
  );
  const inOutputs = Object.values(template.outputs);
  checkBlock(
    template,
    'Outputs',
    inOutputs.flatMap(({ value, exportName }) => [value, exportName ?? null]),
    attributesOf,
  );
  for (const [name, { dependsOn }] of Object.entries(template.resources)) {
    const missing = dependsOn.filter((one) => !Object.hasOwn(template.resources, one));
    if (missing.length > 0 || dependsOn.includes(name)) {
      throw formatError(
        `Unresolved resource dependencies [${missing.join(', ')}] in the Resources block of the template`,
      );
    }
  }
  const named = { Resources: inResources, Outputs: inOutputs };
  for (const [block, entries] of Object.entries(named)) {
    for (const { condition } of entries) if (condition !== undefined) checkCondition(template, condition, block);
  }
}

function checkBlock(template: Template, block: string, values: readonly Json[], attributesOf: AttributesOf): void {
  const unresolved = new Set<string>();
  for (const value of values) {
    const { refs, attributes, conditions, maps } = referencesOf(value);
    for (const name of refs) {
      const known =
        Object.hasOwn(template.resources, name) || Object.hasOwn(template.parameters, name) || isPseudoParameter(name);
      if (!known) unresolved.add(name);
    }
    for (const { resource, attribute } of attributes) {
      const declared = template.resources[resource];
      if (!declared) throw templateError(`instance of Fn::GetAtt references undefined resource ${resource}`);
      const known = attributesOf(declared.type);
      if (attribute === undefined || !known || known.includes(attribute)) continue;
      throw templateError(`resource ${resource} does not support attribute type ${attribute} in Fn::GetAtt`);
    }
    for (const condition of conditions) checkCondition(template, condition, block);
    for (const map of maps) {
      if (!Object.hasOwn(template.mappings, map)) {
        throw formatError(`Mapping named '${map}' is not present in the 'Mappings' section of template.`);
      }
    }
  }
  if (unresolved.size > 0) {
    throw formatError(
      `Unresolved resource dependencies [${[...unresolved].join(', ')}] in the ${block} block of the template`,
    );
  }
}

function checkCondition(template: Template, name: string, block: string): void {
  if (Object.hasOwn(template.conditions, name)) return;
  throw formatError(`Unresolved condition dependency ${name} in the ${block} block of the template`);
}

/** Conditions see parameters and other conditions, never resources. */
function checkConditions(template: Template): void {
  const needs = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(template.conditions)) {
    const { refs, attributes, conditions } = referencesOf(value);
    const foreign = [...refs].filter((one) => !Object.hasOwn(template.parameters, one) && !isPseudoParameter(one));
    if (foreign.length > 0 || attributes.length > 0) {
      const names = [...foreign, ...attributes.map((one) => one.resource)];
      throw templateError(
        `Unresolved dependencies [${names.join(', ')}]. Cannot reference resources in the Conditions block of the template`,
      );
    }
    for (const one of conditions) checkCondition(template, one, 'Conditions');
    needs.set(name, [...conditions]);
  }
  const seen = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) throw formatError(`Circular dependencies for condition ${name}`);
    if (seen.has(name)) return;
    for (const need of needs.get(name) ?? []) visit(need, [...path, name]);
    seen.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
}
