import type { Clock, DataPlane, TlsCertificate } from '@bluegreen/load-balancer';
import type { CallContext, WireInput } from '../service.js';
import type { PlaneMirror } from './plane/mirror.js';
import type { Quotas } from './quotas.js';
import type { ElbState } from './state.js';

export interface AddressBook {
  /** Loopback address and bound port for a load balancer's listener, and the name that works in curl (contract T10). */
  allot(
    loadBalancerName: string,
    port: number,
  ): Promise<{ readonly host: string; readonly port: number; readonly dnsName: string }>;
}

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
/** Where a subnet lies; undefined for one that nobody made here. */
export type SubnetDirectory = (
  subnetId: string,
) => { readonly vpcId: string; readonly availabilityZone: string } | undefined;

/** What a listener at `host` shows; undefined for a certificate that nobody has. */
export type CertificateDirectory = (arn: string, host: string) => TlsCertificate | undefined;

export interface InstanceDirectory {
  state(id: string): InstanceState | undefined;
}

/** What an operation works with. */
export interface ElbContext {
  readonly state: ElbState;
  readonly mirror: PlaneMirror;
  readonly plane: Pick<DataPlane, 'targets'>;
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  readonly addresses: AddressBook;
  readonly instances: InstanceDirectory;
  readonly certificates: CertificateDirectory;
  readonly subnets?: SubnetDirectory;
  readonly quotas: Quotas;
}

/** One operation of the API, without the wire. */
export interface Operation<Output extends object> {
  /** ARNs for the IAM evaluation (contract E); omitted: judged on `*`. */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
  handle(elb: ElbContext, input: WireInput): Output | Promise<Output>;
}

/** A member that holds the ARN the action is judged on; `*` when the caller left it out. */
export function resourceMember(name: string): (input: WireInput) => readonly string[] {
  return (input) => {
    const value = input[name];
    if (Array.isArray(value)) return value.map(String);
    return [typeof value === 'string' ? value : '*'];
  };
}
