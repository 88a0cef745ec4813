import { randomBytes, randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TAIL = 12;

interface Named {
  readonly stackName: string;
  readonly logicalId: string;
}

/**
 * A name as CloudFormation makes one: `<stack>-<logical id>-<12 characters>`, both shortened to fit. Within 32 characters
 * that is `bluegr-Appli-XXXXXXXXXXXX` (contract T1).
 */
export function generatedName({ stackName, logicalId }: Named, most: number): string {
  if (most <= 32) return `${stackName.slice(0, 6)}-${logicalId.slice(0, 5)}-${randomText(TAIL, LETTERS)}`;
  const room = most - TAIL - 2;
  const logical = logicalId.slice(0, Math.max(room - stackName.length, Math.floor(room / 2)));
  return `${stackName.slice(0, room - logical.length)}-${logical}-${randomText(TAIL, MIXED)}`;
}

/** The same in small letters, for buckets. */
export function generatedLowerName(named: Named, most: number): string {
  return generatedName(named, most).toLowerCase();
}

/** Such as `vpc-0a1b2c3d4e5f60718`. */
export function generatedId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
