import { randomBytes } from 'node:crypto';
import type { CallContext } from '../service.js';
import { validationError } from './errors.js';

/** ARNs of contract B9: `loadbalancer/app/N/ID`, `listener/app/N/LBID/LID`, `listener-rule/app/N/LBID/LID/RID`, `targetgroup/N/ID`. */

export interface Place {
  readonly region: string;
  readonly account: string;
}

export function prefix(place: Place | CallContext): string {
  return `arn:aws:elasticloadbalancing:${place.region}:${place.account}:`;
}

export const newId = (): string => randomBytes(8).toString('hex');

export const loadBalancerArn = (place: Place, name: string): string =>
  `${prefix(place)}loadbalancer/app/${name}/${newId()}`;

export const targetGroupArn = (place: Place, name: string): string => `${prefix(place)}targetgroup/${name}/${newId()}`;

export const listenerArn = (loadBalancer: string): string =>
  `${loadBalancer.replace(':loadbalancer/', ':listener/')}/${newId()}`;

export const ruleArn = (listener: string): string => `${listener.replace(':listener/', ':listener-rule/')}/${newId()}`;

const ID = '[0-9a-f]{16}';
const NAME = '[A-Za-z0-9-]{1,32}';
const KINDS = {
  'load balancer': new RegExp(`^loadbalancer/app/${NAME}/${ID}$`),
  listener: new RegExp(`^listener/app/${NAME}/${ID}/${ID}$`),
  'listener rule': new RegExp(`^listener-rule/app/${NAME}/${ID}/${ID}/${ID}$`),
  'target group': new RegExp(`^targetgroup/${NAME}/${ID}$`),
};
export type ArnKind = keyof typeof KINDS;

/** The kind of a well-formed ARN of this account and region; undefined for anything else. */
export function kindOf(place: Place, arn: string): ArnKind | undefined {
  if (!arn.startsWith(prefix(place))) return undefined;
  const resource = arn.slice(prefix(place).length);
  return (Object.keys(KINDS) as ArnKind[]).find((kind) => KINDS[kind].test(resource));
}

/** @throws AwsError ValidationError for a malformed ARN, another region or account, another kind */
export function checkArn(place: Place, arn: string, kind: ArnKind): string {
  if (kindOf(place, arn) !== kind) throw validationError(`'${arn}' is not a valid ${kind} ARN`);
  return arn;
}
