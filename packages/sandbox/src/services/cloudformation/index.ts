/**
 * CloudFormation: stacks made, changed and removed by the services' own operations (contract A8, A9).
 *
 * Known gaps
 * - Refused by name: Transform, Rules, Hooks, CreationPolicy, update policies but AutoScalingScheduledAction, nested stacks,
 *   custom resources, stack sets, imports of resources; every resource type outside the catalogue.
 * - Types of the network and of watching (VPC, subnets, log groups, topics, …) are remembered with their Ref and GetAtt; nothing
 *   acts behind them.
 * - Kept and shown, without effect: RoleARN, NotificationARNs, RollbackConfiguration, TimeoutInMinutes.
 * - No drift detection, stack policies, CancelUpdateStack or ContinueUpdateRollback; no `aws:cloudformation:…` tags.
 * - Resources are made with the account's own rights, whatever the caller may do.
 * - A resource's properties are checked when it is made, so what is wrong with them shows in the events.
 */
import { setMaxListeners } from 'node:events';
import type { SandboxClock } from '../../clock.js';
import { insider } from '../../topology/ask.js';
import type { NetworkParts } from '../ec2/index.js';
import type { OperationDefinition, RpcService } from '../service.js';
import type { Engine, EngineState } from './engine/engine.js';
import { restoreStacks } from './engine/restore.js';
import { OPERATIONS, type Operation } from './operations/index.js';
import { CATALOGUE } from './resources/catalogue.js';
import type { ResourceContext, ServiceName } from './resources/resource-type.js';
import { publicParameter } from './template/parameter-store.js';
import { stackNetwork } from './stack-network.js';
import { textOf } from './template/json.js';
import { templateTextFrom, type ReadObject } from './template-text.js';

export interface CloudFormationOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  /** What resources are made with. */
  readonly services: Readonly<Record<ServiceName, RpcService>>;
  readonly askS3: ResourceContext['askS3'];
  readonly readObject: ReadObject;
  /** Sandbox time that one resource takes at least. Default 50 ms. */
  readonly resourceMs?: number;
  /** Sandbox time that a create, update or delete takes to answer unless its work is done before. Default: it answers at once. */
  readonly answerMs?: number;
  /** Called after every change worth saving. */
  readonly onChange?: () => void;
}

export interface Subnet {
  readonly vpcId: string;
  readonly availabilityZone: string;
}

export interface CloudFormation {
  readonly service: RpcService;
  /** A subnet that a stack made. */
  subnet(id: string): Subnet | undefined;
  /** What the stacks' networks consist of. */
  network(): NetworkParts;
  snapshot(): EngineState;
  /** Call it when what the stacks made is back. */
  restore(state: object): Promise<void>;
  /** Stops work under way where it is. */
  close(): Promise<void>;
}

export function createCloudFormation(options: CloudFormationOptions): CloudFormation {
  const { account, region, clock, services, askS3, resourceMs = 50, answerMs = 0 } = options;
  const ending = new AbortController();
  // As many as resources are made at once.
  setMaxListeners(0, ending.signal);
  const ask = insider({ account, region });
  const state: EngineState = { stacks: [], changeSets: [] };
  const engine: Engine = {
    ...{ account, region, clock, askS3, resourceMs, state, signal: ending.signal },
    catalogue: CATALOGUE,
    ask: (service, operation, input) => ask(services[service], operation, input),
    running: new Map(),
    templates: new Map(),
    storedParameter: (name) => publicParameter(name) ?? parameterOf(state, name),
    changed: () => options.onChange?.(),
  };
  const readTemplateText = templateTextFrom(options.readObject);
  const context = { engine, readTemplateText, answerMs };
  const entries = Object.entries(OPERATIONS).map(([name, operation]): [string, OperationDefinition] => [
    name,
    definition(name, operation(context)),
  ]);
  return {
    service: {
      kind: 'rpc',
      name: 'cloudformation',
      query: {
        version: '2010-05-15',
        namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
        flavour: 'aws',
      },
      operations: Object.fromEntries(entries),
    },
    subnet: (id) => subnetOf(state, id),
    network: () => stackNetwork(state),
    snapshot: () => structuredClone(state),
    restore: (saved) => restoreStacks(engine, structuredClone(saved) as EngineState),
    async close() {
      ending.abort(new Error('The sandbox is ending'));
      await Promise.allSettled(engine.running.values());
    },
  };
}

function definition(name: string, operation: Operation): OperationDefinition {
  return { action: `cloudformation:${name}`, ...operation };
}

function recordsOf(state: EngineState, type: string) {
  return state.stacks.flatMap(({ resources }) => Object.values(resources)).filter((record) => record.type === type);
}

function parameterOf(state: EngineState, name: string): string | undefined {
  const found = recordsOf(state, 'AWS::SSM::Parameter').find(({ physicalId }) => physicalId === name);
  return textOf(found?.attributes['Value']);
}

function subnetOf(state: EngineState, id: string): Subnet | undefined {
  const found = recordsOf(state, 'AWS::EC2::Subnet').find(({ physicalId }) => physicalId === id);
  if (!found) return undefined;
  const { AvailabilityZone, VpcId } = found.attributes;
  return { availabilityZone: textOf(AvailabilityZone) ?? '', vpcId: textOf(VpcId) ?? '' };
}
