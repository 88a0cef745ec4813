import type { CallFault, CallFaultKind, Fault, HostFault, HostFaultKind } from './fault.js';
import { HOST_KINDS } from './hosts/index.js';
import { CALL_KINDS } from './kinds/index.js';
import { scopeOf, type KnownOperations } from './known-operations.js';
import { ruleReader, type RuleReader } from './rule-reader.js';

/** A rule that makes no fault; each problem names the member that is wrong. */
export class FaultRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`This is no fault: ${problems.join('; ')}.`);
    this.name = 'FaultRefused';
  }
}

/**
 * A fault from what somebody asked for.
 * @param freshId taken when the rule names none
 * @throws FaultRefused with everything that is wrong
 */
export function parseFault(rule: unknown, known: KnownOperations, freshId: string): Fault {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule))
    throw new FaultRefused(['it must be an object']);
  const reader = ruleReader(rule as Record<string, unknown>);
  const kinds = [...Object.keys(CALL_KINDS), ...Object.keys(HOST_KINDS)];
  const kind = reader.oneOf('kind', kinds);
  if (kind === null) throw new FaultRefused(reader.problems.length > 0 ? reader.problems : ['kind: is missing']);
  const fault = isCallKind(kind)
    ? callFault(kind, reader, known, freshId)
    : hostFault(kind as HostFaultKind, reader, freshId);
  reader.refuseOthers();
  if (reader.problems.length > 0) throw new FaultRefused(reader.problems);
  return fault;
}

function isCallKind(kind: string): kind is CallFaultKind {
  return Object.hasOwn(CALL_KINDS, kind);
}

function common(reader: RuleReader, freshId: string) {
  return {
    id: reader.text('id') ?? freshId,
    skip: reader.whole('skip', 0, 1_000_000) ?? 0,
    probability: reader.share('probability', 0, 1) ?? 1,
    seed: reader.whole('seed', 0, 4_294_967_295) ?? 1,
    where: reader.text('where'),
  };
}

function callFault(kind: CallFaultKind, reader: RuleReader, known: KnownOperations, freshId: string): CallFault {
  const { moments, members, needs = [], service: only, count } = CALL_KINDS[kind];
  const service = scopeOf(reader.text('service') ?? only ?? '*');
  const operation = reader.text('operation') ?? '*';
  checkNames(reader.problems, known, { service, operation });
  if (only !== undefined && service !== only) reader.problems.push(`service: ${kind} exists on ${only} only`);
  const status = members.includes('status') ? reader.whole('status', 400, 599) : null;
  if (kind === 'conflict' && status !== null && status !== 409 && status !== 412)
    reader.problems.push('status: a conflict is 409 or 412');
  const fault = {
    ...({ target: 'call', kind, service, operation, status } as const),
    ...common(reader, freshId),
    count: reader.countOrAlways('count') ?? count ?? 1,
    moment: reader.oneOf('moment', moments) ?? moments[0],
    code: members.includes('code') ? reader.text('code') : null,
    ms: members.includes('ms') ? reader.whole('ms', 0, 3_600_000) : null,
  };
  for (const name of needs) if (fault[name] === null) reader.problems.push(`${name}: is missing`);
  return fault;
}

function checkNames(
  problems: string[],
  known: KnownOperations,
  { service, operation }: { readonly service: string; readonly operation: string },
): void {
  if (service !== '*' && !known.has(service)) {
    problems.push(`service: the sandbox has no ${service}; it has ${[...known.keys()].join(', ')}`);
    return;
  }
  const operations = service === '*' ? [...known.values()].flat() : (known.get(service) ?? []);
  if (operation !== '*' && !operations.includes(operation)) {
    problems.push(`operation: there is no ${operation} in ${service === '*' ? 'any service' : service}`);
  }
}

function hostFault(kind: HostFaultKind, reader: RuleReader, freshId: string): HostFault {
  return {
    target: 'host',
    kind,
    ...common(reader, freshId),
    count: reader.countOrAlways('count') ?? 1,
    event: reader.oneOf('event', HOST_KINDS[kind].events),
  };
}
