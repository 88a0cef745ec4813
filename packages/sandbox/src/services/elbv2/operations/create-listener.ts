import { AwsError } from '../../service.js';
import { parseActions } from '../actions.js';
import { listenerArn, ruleArn } from '../arns.js';
import { checkAssociations } from '../associations.js';
import { initialAttributes } from '../attributes/catalogue.js';
import { LISTENER_ATTRIBUTES } from '../attributes/listener.js';
import { resourceMember, type ElbContext, type Operation } from '../context.js';
import { validationError } from '../errors.js';
import { integer } from '../input.js';
import { parseProtocol, type ProtocolSettings } from '../listener-protocol.js';
import { namedLoadBalancer } from '../lookup.js';
import { listenerShape } from '../shapes.js';
import { listenersOf, type ActionRecord, type ListenerRecord, type LoadBalancerRecord } from '../state.js';
import { addTags, parseTags } from '../tags.js';

/** Contract B9: the same settings again return the existing listener, others on the same port are DuplicateListener. */
export const createListener: Operation<{ Listeners: ReturnType<typeof listenerShape>[] }> = {
  resources: resourceMember('LoadBalancerArn'),
  async handle(elb, input) {
    const loadBalancer = namedLoadBalancer(elb, input);
    const port = integer(input, 'Port', 1, 65_535);
    if (port === undefined) throw validationError('A listener port must be specified');
    const protocol = parseProtocol(elb, input, undefined);
    const defaultAction = parseActions(elb, input, 'DefaultActions');
    const tags = parseTags(input);
    const onPort = listenersOf(elb.state, loadBalancer.arn).find((listener) => listener.port === port);
    if (onPort) return { Listeners: [listenerShape(sameOrDuplicate(onPort, protocol, defaultAction))] };
    checkQuota(elb, loadBalancer);
    checkAssociations(elb, loadBalancer.arn, defaultAction);
    const arn = listenerArn(loadBalancer.arn);
    const listener: ListenerRecord = {
      arn,
      loadBalancerArn: loadBalancer.arn,
      port,
      ...protocol,
      defaultAction,
      defaultRuleArn: ruleArn(arn),
      attributes: initialAttributes(LISTENER_ATTRIBUTES),
    };
    addTags(elb, arn, tags);
    try {
      await elb.mirror.listenerOpened(listener, await elb.addresses.allot(loadBalancer.name, port));
    } catch (error) {
      elb.state.tags.delete(arn);
      throw error;
    }
    elb.state.listeners.set(arn, listener);
    return { Listeners: [listenerShape(listener)] };
  },
};

function sameOrDuplicate(
  existing: ListenerRecord,
  protocol: ProtocolSettings,
  defaultAction: ActionRecord,
): ListenerRecord {
  const settings = ({ protocol, sslPolicy, certificateArns }: ProtocolSettings, action: ActionRecord) =>
    JSON.stringify([protocol, sslPolicy, certificateArns, action]);
  if (settings(existing, existing.defaultAction) !== settings(protocol, defaultAction))
    throw duplicateListener(existing);
  return existing;
}

export function duplicateListener(existing: ListenerRecord): AwsError {
  const message = `A listener already exists on this port for this load balancer '${existing.loadBalancerArn}'`;
  return new AwsError('DuplicateListener', message);
}

function checkQuota(elb: ElbContext, loadBalancer: LoadBalancerRecord): void {
  const limit = elb.quotas['listeners-per-application-load-balancer'];
  if (listenersOf(elb.state, loadBalancer.arn).length >= limit) {
    throw new AwsError('TooManyListeners', `A load balancer can have at most '${limit}' listeners`);
  }
}
