import { parseActions } from '../actions.js';
import { checkAssociations } from '../associations.js';
import { resourceMember, type Operation } from '../context.js';
import { integer, structures } from '../input.js';
import { parseProtocol } from '../listener-protocol.js';
import { loadBalancer, namedListener } from '../lookup.js';
import { listenerShape } from '../shapes.js';
import { listenersOf, type ListenerRecord } from '../state.js';
import { duplicateListener } from './create-listener.js';

/** Replaces the members given; a given action list replaces the whole list (contract B8). */
export const modifyListener: Operation<{ Listeners: ReturnType<typeof listenerShape>[] }> = {
  resources: resourceMember('ListenerArn'),
  async handle(elb, input) {
    const before = namedListener(elb, input);
    const port = integer(input, 'Port', 1, 65_535) ?? before.port;
    const protocol = parseProtocol(elb, input, before);
    const after: ListenerRecord = {
      ...before,
      ...protocol,
      furtherCertificateArns: protocol.protocol === 'HTTPS' ? before.furtherCertificateArns : [],
      port,
      defaultAction: structures(input, 'DefaultActions')
        ? parseActions(elb, input, 'DefaultActions')
        : before.defaultAction,
    };
    checkAssociations(elb, before.loadBalancerArn, after.defaultAction);
    const onPort = listenersOf(elb.state, before.loadBalancerArn).find((listener) => listener.port === port);
    if (onPort && onPort.arn !== before.arn) throw duplicateListener(onPort);
    // On the same port the old one must go before another protocol can be spoken there.
    const respoken = port === before.port && protocol.protocol !== before.protocol;
    if (respoken) await elb.mirror.listenerClosed(before);
    if (respoken || port !== before.port) {
      const { name } = loadBalancer(elb, before.loadBalancerArn);
      await elb.mirror.listenerOpened(after, await elb.addresses.allot(name, port));
    }
    elb.state.listeners.set(after.arn, after);
    if (port !== before.port) {
      await elb.mirror.listenerClosed(before);
    } else if (!respoken) {
      if (tlsSettings(after) !== tlsSettings(before)) elb.mirror.tlsChanged(after);
      elb.mirror.routingChanged(after);
    }
    return { Listeners: [listenerShape(after)] };
  },
};

/** What its TLS depends on. */
function tlsSettings({ sslPolicy, certificateArns }: ListenerRecord): string {
  return [sslPolicy, ...certificateArns].join();
}
