import type { IamMode } from './authorization/index.js';

/** How a sandbox is to be started. */
export interface SandboxOptions {
  /** Port of the AWS endpoint. Default 4566; 0 picks a free one. */
  readonly port?: number;
  /** Instances of each colour, 1 to 4; 0 only with `empty`. Default 2. */
  readonly instances?: number;
  /** PM2 workers of each instance. Default 4. */
  readonly workers?: number;
  /** How much faster than the wall waiting periods run (health intervals, draining). Default 10. */
  readonly timeScale?: number;
  /** Where everything is kept; what is there is restored. Default: a temporary folder that goes with the sandbox. */
  readonly stateDir?: string;
  /** Leaves the instances without the app. */
  readonly empty?: boolean;
  /** Puts an nginx in front of each instance's workers, as on EC2. */
  readonly nginx?: boolean;
  /** The app's revision folder, such as `apps/web/dist/revision`; needed unless `empty` or restored. */
  readonly app?: string;
  /** CloudFormation template to build the environment from. Default: the shipped one. */
  readonly template?: string;
  /** Key pairs to accept instead of the sandbox's own. The first one is what `environment()` gives. */
  readonly credentials?: readonly { readonly accessKeyId: string; readonly secretAccessKey: string }[];
  /** Where load balancers and instances listen: false puts all on high ports of 127.0.0.1. Default: own addresses where possible. */
  readonly ownHosts?: boolean;
  /** Enforces the call rates that AWS publishes (contract F1). Default: none, so that tests need not wait for them. */
  readonly throttling?: 'off' | 'published';
  /**
   * What happens to a call that the caller's IAM policies do not allow: `enforce` refuses it, `log` only notes it with the
   * call. The sandbox's own key pairs may do everything. Default `log`.
   */
  readonly iam?: IamMode;
  readonly onProgress?: (line: string) => void;
  /** Aborted while it starts: stops and rejects. Afterwards it has no effect; see `ended`. */
  readonly signal?: AbortSignal;
}

export const DEFAULTS = { port: 4566, instances: 2, workers: 4, timeScale: 10, iam: 'log' } as const;

/** @throws RangeError naming the option that cannot be */
export function checkOptions(options: SandboxOptions): void {
  within('port', options.port, 0, 65_535);
  within('instances', options.instances, 0, 4);
  if (options.instances === 0 && options.empty !== true) {
    throw new RangeError(
      'instances: 0 leaves nothing to deploy the app to; start with at least 1, or empty (--empty).',
    );
  }
  within('workers', options.workers, 1, 64);
  if (options.iam !== undefined && !['enforce', 'log', 'off'].includes(options.iam)) {
    throw new RangeError(`iam must be enforce, log or off, not ${String(options.iam)}.`);
  }
  if (options.timeScale !== undefined && !(options.timeScale >= 0.1 && options.timeScale <= 1000)) {
    throw new RangeError(`timeScale must be from 0.1 to 1000, not ${options.timeScale}.`);
  }
}

function within(name: string, value: number | undefined, low: number, high: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= low && value <= high)) return;
  throw new RangeError(`${name} must be a whole number from ${low} to ${high}, not ${value}.`);
}
