import { readConditions } from './parse-conditions.js';
import { isRecord, MalformedPolicy, textsOf } from './parse-values.js';
import type { Patterns, Policy, PrincipalPatterns, PrincipalType, Statement } from './policy.js';

/** `identity`: held by a user, role or session. `trust`: of a role. `resource`: of a bucket or the like. */
export type PolicyUse = 'identity' | 'trust' | 'resource';

const STATEMENT_MEMBERS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const PRINCIPAL_TYPES: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** Reads a document strictly, as IAM does when one is put. @throws MalformedPolicy */
export function parsePolicy(text: string, use: PolicyUse): Policy {
  const document = parsed(text);
  for (const name of Object.keys(document)) {
    if (!['Version', 'Id', 'Statement'].includes(name)) throw new MalformedPolicy('Syntax errors in policy.');
  }
  const version = document['Version'] ?? '2008-10-17';
  if (version !== '2008-10-17' && version !== '2012-10-17') {
    throw new MalformedPolicy('The policy must contain a valid version string');
  }
  const raw = document['Statement'];
  const list = Array.isArray(raw) ? raw : [raw];
  if (raw === undefined || list.length === 0) throw new MalformedPolicy('Syntax errors in policy.');
  const statements = list.map((statement) => readStatement(statement, use));
  const sids = statements.flatMap(({ sid }) => sid ?? []);
  if (new Set(sids).size < sids.length) {
    throw new MalformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  }
  return { version, statements };
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!isRecord(value)) throw new MalformedPolicy('This policy contains invalid Json');
  return value;
}

function readStatement(raw: unknown, use: PolicyUse): Statement {
  if (!isRecord(raw) || Object.keys(raw).some((name) => !STATEMENT_MEMBERS.includes(name))) {
    throw new MalformedPolicy('Syntax errors in policy.');
  }
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw new MalformedPolicy('Syntax errors in policy.');
  const sid = raw['Sid'];
  if (sid !== undefined && typeof sid !== 'string') throw new MalformedPolicy('Syntax errors in policy.');
  if (use !== 'resource' && sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid)) {
    throw new MalformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [A-Za-z0-9]*',
    );
  }
  const action = patternsOf(raw, 'Action');
  if (!action) throw new MalformedPolicy('Policy statement must contain actions.');
  for (const value of action.values) {
    if (value !== '*' && !/^[A-Za-z0-9-]+:.+$/.test(value)) {
      throw new MalformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
  }
  return {
    sid: sid === undefined || sid === '' ? null : sid,
    effect,
    action,
    resource: readResource(raw, use),
    principal: readPrincipal(raw, use),
    conditions: readConditions(raw['Condition']),
  };
}

function readResource(raw: Record<string, unknown>, use: PolicyUse): Patterns | null {
  const resource = patternsOf(raw, 'Resource');
  if (use === 'trust') {
    if (resource) throw new MalformedPolicy('Has prohibited field Resource');
    return null;
  }
  if (!resource) throw new MalformedPolicy('Policy statement must contain resources.');
  for (const value of resource.values) {
    if (value !== '*' && !/^(arn|\*|\$\{)/.test(value)) {
      throw new MalformedPolicy(`Resource ${value} must be in ARN format or "*".`);
    }
  }
  return resource;
}

function readPrincipal(raw: Record<string, unknown>, use: PolicyUse): PrincipalPatterns | null {
  const not = raw['NotPrincipal'] !== undefined;
  const value = raw['Principal'] ?? raw['NotPrincipal'];
  if (use === 'identity') {
    if (value !== undefined) throw new MalformedPolicy('Policy document should not specify a principal.');
    return null;
  }
  if (value === '*') return { not, entries: [{ type: 'AWS', value }] };
  if (!isRecord(value)) throw new MalformedPolicy('Missing required field Principal');
  const entries = Object.entries(value).flatMap(([type, names]) => {
    const known = PRINCIPAL_TYPES.find((one) => one === type);
    if (!known) throw new MalformedPolicy(`Invalid principal in policy: "${type}"`);
    return textsOf(names).map((name) => ({ type: known, value: name }));
  });
  if (entries.length === 0) throw new MalformedPolicy('Missing required field Principal');
  return { not, entries };
}

function patternsOf(raw: Record<string, unknown>, name: 'Action' | 'Resource'): Patterns | null {
  const [plain, negated] = [raw[name], raw[`Not${name}`]];
  if (plain !== undefined && negated !== undefined) throw new MalformedPolicy('Syntax errors in policy.');
  const value = plain ?? negated;
  if (value === undefined) return null;
  const values = textsOf(value);
  return values.length === 0 ? null : { not: negated !== undefined, values };
}
