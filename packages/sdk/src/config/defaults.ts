import { parseListenerArn } from '../aws/arns.js';
import { isColor } from '../domain/color.js';
import { namesOf } from '../domain/names.js';
import type { Candidate } from './candidates.js';

const FIXED: Readonly<Record<string, string>> = {
  project: 'bluegreen-deployment',
  applicationName: 'bluegreen-app',
  'paths.version': '/version',
  'paths.health': '/health',
  'paths.deepHealth': '/health/deep',
  holdCapacity: 'true',
  metrics: 'true',
  'proof.perSecond': '10',
};

export type Lookup = (key: string) => string | undefined;

/** What holds for a key that no source gives, from the values of the keys before it; undefined when nothing does. */
export function defaultOf(key: string, value: Lookup): Candidate | undefined {
  if (FIXED[key] !== undefined) return { value: FIXED[key], kind: 'default', source: 'default' };
  if (key === 'alarms') return { value: [], kind: 'default', source: 'default' };
  if (key === 'proof.path') {
    return { value: value('paths.version') ?? '', kind: 'derived', source: 'derived from paths.version' };
  }
  const derived = deriveName(key, value);
  return derived && { value: derived.name, kind: 'derived', source: `derived from ${derived.from}` };
}

/** The name that `namesOf` makes, with its first part replaced by what is really configured. */
function deriveName(key: string, value: Lookup): { name: string; from: string } | undefined {
  const names = namesOf(value('project') ?? '', value('environment') ?? '');
  const stack = value('stack') ?? names.stack;
  const application = value('codeDeployApplication') ?? names.application;
  const rebase = (name: string, from: string, to: string) => to + name.slice(from.length);
  if (key === 'stack') return { name: names.stack, from: 'project and environment' };
  if (key === 'codeDeployApplication') return { name: rebase(names.application, names.stack, stack), from: 'stack' };
  const [, color, member] = key.split('.');
  if (!isColor(color)) return undefined;
  if (member === 'deploymentGroup') {
    const name = rebase(names.deploymentGroup(color), names.application, application);
    return { name, from: 'codeDeployApplication' };
  }
  if (member !== 'autoScalingGroup') return undefined;
  // An application that is named after its stack says what the stack's other names start with.
  const suffix = names.application.slice(names.stack.length);
  const isNamedAfterStack = application.endsWith(suffix) && application.length > suffix.length;
  const base = isNamedAfterStack ? application.slice(0, -suffix.length) : stack;
  return {
    name: rebase(names.autoScalingGroup(color), names.stack, base),
    from: isNamedAfterStack ? 'codeDeployApplication' : 'stack',
  };
}

/** The region of a listener's ARN: it can be reached in no other. */
export function regionOfListener(listenerArn: string | undefined): Candidate | undefined {
  const region = listenerArn === undefined ? undefined : parseListenerArn(listenerArn)?.region;
  return region === undefined ? undefined : { value: region, kind: 'derived', source: 'derived from listenerArns' };
}
