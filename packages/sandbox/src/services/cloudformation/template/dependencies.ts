import { validationError } from './errors.js';
import { referencesOf } from './references.js';
import type { ResourceDeclaration, Template } from './template.js';

/** For each resource, those that must be there before it: named in DependsOn or referred to. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** @throws AwsError ValidationError `Circular dependency between resources: […]` */
export function dependenciesOf(template: Template): Dependencies {
  const names = new Set(Object.keys(template.resources));
  const all = new Map(
    Object.entries(template.resources).map(([name, resource]) => [name, neededBy(name, resource, names)] as const),
  );
  const cycle = namesInCycles(all);
  if (cycle.length > 0) throw validationError(`Circular dependency between resources: [${cycle.join(', ')}]`);
  return all;
}

function neededBy(name: string, resource: ResourceDeclaration, names: ReadonlySet<string>): ReadonlySet<string> {
  const { refs, attributes } = referencesOf(resource.properties);
  const wanted = [...resource.dependsOn, ...refs, ...attributes.map((one) => one.resource)];
  const needed = new Set(wanted.filter((one) => names.has(one)));
  if (refs.has(name) || attributes.some((one) => one.resource === name)) {
    throw validationError(`Circular dependency between resources: [${name}]`);
  }
  return needed;
}

/** What is left once everything whose needs are met has been taken away, again and again, from either end. */
function namesInCycles(all: Dependencies): string[] {
  const left = new Map([...all].map(([name, needs]) => [name, new Set(needs)]));
  for (let shrunk = true; shrunk;) {
    shrunk = false;
    for (const [name, needs] of left) {
      const isNeeded = [...left.values()].some((others) => others.has(name));
      if ([...needs].some((need) => left.has(need)) && isNeeded) continue;
      left.delete(name);
      shrunk = true;
    }
  }
  return [...left.keys()];
}

/** Every resource after what it needs; otherwise as the template has them. */
export function inOrder(all: Dependencies): string[] {
  const order = new Set<string>();
  const visit = (name: string): void => {
    if (order.has(name)) return;
    for (const need of all.get(name) ?? []) visit(need);
    order.add(name);
  };
  for (const name of all.keys()) visit(name);
  return [...order];
}
