import type { CallContext, WireInput } from '../service.js';
import type { Ec2Hosts } from './hosts-port.js';
import type { TemplateBook } from './launch-templates/book.js';
import type { NetworkParts } from './network-parts.js';
import type { Network } from './network.js';

export interface World {
  readonly account: string;
  readonly region: string;
  readonly hosts: Ec2Hosts;
  readonly network: Network;
  /** What stacks made beside it. */
  readonly made: () => NetworkParts;
  /** Launch templates by id. */
  readonly templates: TemplateBook;
  /** ms since the epoch. */
  readonly now: () => number;
  /** To be called after every change of a template. */
  readonly changed: () => void;
}

/** ARNs of the instances a call names. */
export function onInstances(input: WireInput, { region, account }: CallContext): readonly string[] {
  const ids = Array.isArray(input['InstanceId']) ? input['InstanceId'] : [];
  return ids.map((id) => `arn:aws:ec2:${region}:${account}:instance/${typeof id === 'string' ? id : '*'}`);
}
