import { randomBytes } from 'node:crypto';

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Whose policies a call is judged by. */
export type Principal =
  /** The account itself: everything is allowed. */
  | { readonly kind: 'root' }
  | { readonly kind: 'user'; readonly arn: string }
  /** A session of a role; `sessionPolicies` are the documents handed over when it was opened, which narrow it down. */
  | { readonly kind: 'role'; readonly arn: string; readonly sessionPolicies: readonly string[] };

/** A key pair and whom it stands for. */
export interface Credential extends KeyPair {
  readonly callerArn: string;
  readonly principal: Principal;
  /** Unique id as GetCallerIdentity shows it (`AIDA…`, or `AROA…:session`). */
  readonly userId: string;
  /** Set on temporary pairs: the call must carry it. */
  readonly sessionToken?: string;
  /** Ms since the epoch; a temporary pair is refused afterwards. */
  readonly expiresAt?: number;
}

export interface CredentialBook {
  find(accessKeyId: string): Credential | undefined;
  /** Takes in a long-lived pair, such as a user's access key. */
  accept(credential: Credential): void;
  /** The pair is unknown from then on. */
  forget(accessKeyId: string): void;
  /** A fresh temporary pair for an assumed role. */
  issue(session: {
    readonly callerArn: string;
    readonly principal: Principal;
    readonly userId: string;
    readonly expiresAt: number;
  }): Required<Credential>;
}

/** Accepted unless other pairs are given. */
export const DEFAULT_KEY_PAIR: KeyPair = {
  accessKeyId: 'AKIABLUEGREENSANDBOX',
  secretAccessKey: 'bluegreen-sandbox-secret-key-for-local-use',
};

/** Name of the IAM user that the sandbox's own pairs show themselves as; they may do all that the account's root may. */
export const DEPLOYMENT_USER = 'gitlab-deployment-user';

const MOST_TEMPORARY = 5_000;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function createCredentialBook(options: {
  readonly account: string;
  readonly pairs?: readonly KeyPair[];
}): CredentialBook {
  const book = new Map<string, Credential>();
  /** Oldest first. Expired ones stay known, because they have an error of their own. */
  const temporary: string[] = [];
  for (const pair of options.pairs ?? [DEFAULT_KEY_PAIR]) {
    book.set(pair.accessKeyId, {
      ...pair,
      principal: { kind: 'root' },
      callerArn: `arn:aws:iam::${options.account}:user/${DEPLOYMENT_USER}`,
      userId: 'AIDABLUEGREENSANDBOX1',
    });
  }
  return {
    find: (accessKeyId) => book.get(accessKeyId),
    accept: (credential) => void book.set(credential.accessKeyId, credential),
    forget: (accessKeyId) => void book.delete(accessKeyId),
    issue(session) {
      const credential = {
        ...session,
        accessKeyId: `ASIA${randomText(16)}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(96).toString('base64'),
      };
      book.set(credential.accessKeyId, credential);
      temporary.push(credential.accessKeyId);
      if (temporary.length > MOST_TEMPORARY) book.delete(temporary.shift() ?? '');
      return credential;
    },
  };
}

/** Upper-case base32 text, as in AWS's own identifiers. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}
