import { randomBytes } from 'node:crypto';

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key pair and whom it stands for. */
export interface Credential extends KeyPair {
  readonly callerArn: string;
  /** Unique id as GetCallerIdentity shows it (`AIDA…`, or `AROA…:session`). */
  readonly userId: string;
  /** Set on temporary pairs: the call must carry it. */
  readonly sessionToken?: string;
  /** Ms since the epoch; a temporary pair is refused afterwards. */
  readonly expiresAt?: number;
}

export interface CredentialBook {
  find(accessKeyId: string): Credential | undefined;
  /** A fresh temporary pair for an assumed role. */
  issue(session: {
    readonly callerArn: string;
    readonly userId: string;
    readonly expiresAt: number;
  }): Required<Credential>;
}

/** Accepted unless other pairs are given. */
export const DEFAULT_KEY_PAIR: KeyPair = {
  accessKeyId: 'AKIABLUEGREENSANDBOX',
  secretAccessKey: 'bluegreen-sandbox-secret-key-for-local-use',
};

/** Name of the IAM user behind the long-lived pairs. */
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
      callerArn: `arn:aws:iam::${options.account}:user/${DEPLOYMENT_USER}`,
      userId: 'AIDABLUEGREENSANDBOX1',
    });
  }
  return {
    find: (accessKeyId) => book.get(accessKeyId),
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
