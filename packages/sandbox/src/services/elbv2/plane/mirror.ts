import type { Clock, DataPlane } from '@bluegreen/load-balancer';
import type { CertificateDirectory } from '../context.js';
import { invalidConfiguration } from '../errors.js';
import {
  rulesOf,
  type ElbState,
  type ListenerRecord,
  type LoadBalancerRecord,
  type TargetGroupRecord,
} from '../state.js';
import { balancerConfigOf, poolConfigOf } from './pool-config.js';
import { createPropagation } from './propagation.js';
import { routingOf } from './routing.js';
import { tlsOf } from './tls.js';

/** Keeps the data plane in step with the control plane's state. Operations change the state first, then tell the mirror. */
export interface PlaneMirror {
  groupChanged(group: TargetGroupRecord): void;
  groupRemoved(arn: string): void;
  targetAdded(groupArn: string, target: { readonly id: string; readonly port: number }): void;
  targetRemoved(groupArn: string, target: { readonly id: string; readonly port: number }): void;
  balancerChanged(loadBalancer: LoadBalancerRecord): void;
  balancerRemoved(arn: string): Promise<void>;
  /** Binds the listener's address. @throws AwsError InvalidConfigurationRequest when the address cannot be bound */
  listenerOpened(listener: ListenerRecord, address: { readonly host: string; readonly port: number }): Promise<void>;
  listenerClosed(listener: ListenerRecord): Promise<void>;
  /** After a change of certificates or policy, of the listener's or of what a certificate holds. */
  tlsChanged(listener: ListenerRecord): void;
  /** After a change of the listener's actions or rules. */
  routingChanged(listener: ListenerRecord): void;
  /** No turns of old and new any more; the plane itself stays. */
  stop(): void;
}

export function createMirror(options: {
  readonly plane: DataPlane;
  readonly clock: Clock;
  readonly state: ElbState;
  readonly propagationDelayMs: number;
  readonly certificates: CertificateDirectory;
}): PlaneMirror {
  const { plane, state } = options;
  const propagation = createPropagation(plane, options.clock, options.propagationDelayMs);
  /** Where a listener that speaks TLS is bound: what the sandbox issues is also good for that address. */
  const hosts = new Map<string, string>();
  const routing = (listener: ListenerRecord) => routingOf(listener, rulesOf(state, listener.arn));
  return {
    groupChanged: (group) => plane.putPool(poolConfigOf(group)),
    groupRemoved(arn) {
      // The group is out of the described routing, but the outgoing one may still serve it.
      propagation.settle();
      plane.removePool(arn);
    },
    targetAdded: (groupArn, target) => plane.register(groupArn, { id: target.id, port: target.port }),
    targetRemoved: (groupArn, target) => plane.deregister(groupArn, { id: target.id, port: target.port }),
    balancerChanged: (loadBalancer) => plane.putBalancer(balancerConfigOf(loadBalancer)),
    balancerRemoved: (arn) => plane.removeBalancer(arn),
    async listenerOpened(listener, address) {
      const initial = routing(listener);
      const config = {
        id: planeId(listener),
        balancerId: listener.loadBalancerArn,
        host: address.host,
        port: address.port,
        publicPort: listener.port,
        tls: tlsOf(listener, address.host, options.certificates),
        routing: initial,
      };
      try {
        await plane.openListener(config);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw invalidConfiguration(`The sandbox cannot listen on ${address.host}:${address.port}: ${reason}`);
      }
      hosts.set(planeId(listener), address.host);
      propagation.opened(planeId(listener), initial);
    },
    async listenerClosed(listener) {
      propagation.closed(planeId(listener));
      hosts.delete(planeId(listener));
      await plane.closeListener(planeId(listener));
    },
    tlsChanged(listener) {
      const host = hosts.get(planeId(listener));
      const tls = host === undefined ? undefined : tlsOf(listener, host, options.certificates);
      if (tls) plane.setTls(planeId(listener), tls);
    },
    routingChanged: (listener) => propagation.change(planeId(listener), routing(listener)),
    stop: () => propagation.stop(),
  };
}

/** With the port, so that a listener that moves to another port opens there before it leaves the old one. */
function planeId(listener: ListenerRecord): string {
  return `${listener.arn}#${listener.port}`;
}
