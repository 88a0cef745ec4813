import type { Hosts } from './hosts/index.js';
import type { TargetRegistration } from './services/elbv2/index.js';
import type { ObjectStore } from './services/s3/index.js';
import type { RpcService, Service } from './services/service.js';

/** The services put together, for the code that builds an environment with them. */
export interface Services {
  /** All of them, for the gateway. */
  readonly all: readonly Service[];
  /** What whoever trusts the sandbox's certificates must trust, in PEM; null while none was asked for. */
  authority(): string | null;
  readonly elb: RpcService;
  readonly codedeploy: RpcService;
  readonly cloudformation: RpcService;
  readonly store: ObjectStore;
  /** Makes stored objects older; see S3's `age`. */
  ageObjects(ms: number, where?: string): number;
  readonly registration: TargetRegistration;
  readonly hosts: Hosts;
  /** How many instances of the group are in service. */
  inService(groupName: string): number;
}
