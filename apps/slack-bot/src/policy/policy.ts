/** From least to most; each may do all that the ones before it may. */
export const ROLES = ['viewer', 'deployer', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** One environment as the bot knows it: who may do what, and how many must agree. */
export interface Environment {
  readonly name: string;
  /** Slack users (`U…`), user groups (`S…`), or `*` for everybody. */
  readonly roles: Readonly<Record<Role, readonly string[]>>;
  /** How many other people must approve a switch. 0: whoever asks presses Switch. */
  readonly approvals: number;
  /** How long a plan waits for that. */
  readonly approvalMinutes: number;
}

/** Everything that a person can ask for, and the least role that it takes. */
export const NEEDS = {
  help: 'viewer',
  form: 'viewer',
  status: 'viewer',
  plan: 'viewer',
  history: 'viewer',
  who: 'viewer',
  details: 'viewer',
  deploy: 'deployer',
  switch: 'deployer',
  rollback: 'deployer',
  lock: 'deployer',
  unlock: 'deployer',
  hold: 'deployer',
  release: 'deployer',
  abort: 'deployer',
  approve: 'approver',
} as const satisfies Record<string, Role>;
export type Deed = keyof typeof NEEDS;

/** `null` may do nothing at all. Pure. */
export function may(role: Role | null, deed: Deed): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(NEEDS[deed]);
}
