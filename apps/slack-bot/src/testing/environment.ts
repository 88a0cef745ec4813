import type { Environment } from '../policy/policy.js';

/** Jane and Min deploy, Ada approves, Root may do all, Vi only looks; Min reads Korean. */
export const PEOPLE = { jane: 'U0JANE', min: 'U0MIN', ada: 'U0ADA', root: 'U0ROOT', vi: 'U0VI' } as const;

export const PRODUCTION: Environment = {
  name: 'production',
  roles: { viewer: ['*'], deployer: ['S0DEPLOYERS'], approver: [PEOPLE.ada], admin: [PEOPLE.root] },
  approvals: 0,
  approvalMinutes: 30,
};
