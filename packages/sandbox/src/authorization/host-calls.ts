import { randomUUID } from 'node:crypto';
import type { CallLog } from '../call-log.js';
import type { AssumableRole } from '../services/iam/index.js';
import type { AwsError, Demand } from '../services/service.js';
import type { Authorizer, Verdict } from './authorizer.js';
import { denialError } from './denial-error.js';

/** What the software of a host does at AWS. */
export interface HostCall {
  /** Such as `s3`. */
  readonly service: string;
  readonly operation: string;
  readonly demands: readonly [Demand, ...Demand[]];
}

/** Judges the software on hosts by the role that the host has from its launch template. */
export interface HostCalls {
  /** Noted in the call log. A host without a role is not judged. @throws AwsError AccessDenied where IAM is enforced */
  make(instanceId: string, call: HostCall): void;
  /** The same for what is done over and over: noted when the verdict changes; returns whether it may be done. */
  repeat(instanceId: string, call: HostCall): boolean;
}

export function createHostCalls(options: {
  readonly authorizer: Authorizer;
  readonly account: string;
  readonly region: string;
  readonly now: () => number;
  readonly log: Pick<CallLog, 'add'>;
  /** Undefined for a host without a role. */
  readonly roleOf: (instanceId: string) => AssumableRole | undefined;
}): HostCalls {
  const { authorizer, account, region, now, log } = options;
  const noted = new Map<string, boolean>();

  function judge(
    instanceId: string,
    role: AssumableRole,
    { demands }: HostCall,
  ): { callerArn: string; verdict: Verdict } {
    const callerArn = `arn:aws:sts::${account}:assumed-role/${role.name}/${instanceId}`;
    const principal = { kind: 'role' as const, arn: role.arn, sessionPolicies: [] };
    const credential = {
      accessKeyId: '',
      secretAccessKey: '',
      callerArn,
      principal,
      userId: `${role.id}:${instanceId}`,
    };
    return { callerArn, verdict: authorizer.judge({ credential, demands, input: null, region, now: now() }) };
  }

  function note({ service, operation, demands }: HostCall, callerArn: string, verdict: Verdict): AwsError | null {
    const refused = authorizer.mode === 'enforce' && !verdict.allowed;
    const refusal = refused ? denialError(verdict, callerArn, service === 's3' ? 's3' : 'query') : null;
    log.add({
      ...{ at: now(), requestId: randomUUID(), service, operation },
      ...{ action: demands[0].action, resources: demands[0].resources },
      demands: demands.map(({ action, resources }) => ({ action, resources })),
      ...{ verdict, callerArn, accessKeyId: null, durationMs: 0 },
      ...{ status: refusal?.status ?? 200, errorCode: refusal?.code ?? null },
    });
    return refusal;
  }

  return {
    make(instanceId, call) {
      const role = authorizer.mode === 'off' ? undefined : options.roleOf(instanceId);
      if (!role) return;
      const { callerArn, verdict } = judge(instanceId, role, call);
      const refusal = note(call, callerArn, verdict);
      if (refusal) throw refusal;
    },
    repeat(instanceId, call) {
      const role = authorizer.mode === 'off' ? undefined : options.roleOf(instanceId);
      if (!role) return true;
      const { callerArn, verdict } = judge(instanceId, role, call);
      const key = `${instanceId} ${call.operation}`;
      if (noted.get(key) !== verdict.allowed) note(call, callerArn, verdict);
      noted.set(key, verdict.allowed);
      return verdict.allowed || authorizer.mode !== 'enforce';
    },
  };
}
