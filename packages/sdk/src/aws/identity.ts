import type { CallTable, Connection } from './connection.js';

export const identityCalls = {
  GetCallerIdentity: ['sts:GetCallerIdentity'],
} as const satisfies CallTable<'sts'>;

/** Who the credentials belong to. */
export interface Identity {
  caller(): Promise<{ readonly account: string; readonly arn: string }>;
}

export function createIdentity(connection: Connection): Identity {
  const call = connection.calls('sts', identityCalls);
  return {
    async caller() {
      const { Account, Arn } = await call('GetCallerIdentity', {});
      return { account: Account ?? '', arn: Arn ?? '' };
    },
  };
}
