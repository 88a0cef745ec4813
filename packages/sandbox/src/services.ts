import type { Hosts } from './hosts/index.js';
import type { TargetRegistration } from './services/elbv2/index.js';
import type { ObjectStore } from './services/s3/index.js';
import type { RpcService, Service } from './services/service.js';

/** The services put together, for the code that builds an environment with them. */
export interface Services {
  /** All of them, for the gateway. */
  readonly all: readonly Service[];
  readonly elb: RpcService;
  readonly codedeploy: RpcService;
  readonly store: ObjectStore;
  readonly registration: TargetRegistration;
  readonly hosts: Hosts;
  readonly vpcId: string;
  createAutoScalingGroup(spec: AutoScalingGroupSpec): Promise<void>;
  /** How many instances of the group are in service. */
  inService(groupName: string): number;
}

/** Minimum 0 and maximum 4, so that a colour can be emptied and grown (contract T4). */
export interface AutoScalingGroupSpec {
  readonly name: string;
  readonly desired: number;
  readonly targetGroupArn: string;
  readonly tags: Readonly<Record<string, string>>;
}
