import type { LaunchDetails } from '../../launch-details.js';

/** What EC2 asks of the sandbox's machines. Times are ms since the epoch. */
export interface Ec2Instance {
  readonly id: string;
  readonly state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  readonly stateReason: string | null;
  readonly launchTime: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly availabilityZone: string;
  readonly launch?: LaunchDetails;
  readonly address: { readonly host: string; readonly port: number };
}

export interface Ec2Hosts {
  list(): readonly Ec2Instance[];
  describe(id: string): Ec2Instance | undefined;
  stop(id: string): Promise<void>;
  start(id: string): Promise<void>;
  terminate(id: string): Promise<void>;
}
