/** One entry of an access control list: `[default:][user|group|mask|other]:[name]:(rwx or one octal digit)`. */
export interface AccessEntry {
  forNewFiles: boolean;
  type: 'user' | 'group' | 'mask' | 'other';
  name: string;
  /** Such as `r-x`. */
  access: string;
}

const types: Record<string, AccessEntry['type']> = {
  m: 'mask',
  mask: 'mask',
  o: 'other',
  other: 'other',
  g: 'group',
  group: 'group',
  u: 'user',
  user: 'user',
};

/**
 * Reads one entry the way the agent does (contract C6). The answer is text when the entry is refused.
 * `base` allows entries without a name, which an appspec has to leave to `mode`.
 */
export function parseAccessEntry(entry: string, base = false): AccessEntry | string {
  const parts = entry.split(':').reverse();
  const [permissions, subject, scope, leading] = parts;
  if (permissions === undefined || subject === undefined || parts.length > 4) {
    return `"${entry}" is not an access control entry: it has ${parts.length} parts, not 2 to 4`;
  }
  const head = readHead(scope, leading);
  if (head === null) return `"${entry}" does not begin with default, user, group, mask or other`;
  const { type, name } = readSubject(head.type, subject);
  if ((type === 'mask' || type === 'other') && name !== '') return `"${entry}" gives a name to ${type}`;
  if (!base && !head.forNewFiles && type !== 'mask' && name === '') {
    return `"${entry}" names nobody: base permissions are set with mode`;
  }
  const access = readAccess(permissions);
  if (access === null)
    return `"${entry}" ends in "${permissions}", which is neither of r, w, x and - nor one octal digit`;
  return { forNewFiles: head.forNewFiles, type, name, access };
}

/** The form setfacl takes. */
export function formatAccessEntry(entry: AccessEntry): string {
  return `${entry.forNewFiles ? 'default:' : ''}${entry.type}:${entry.name}:${entry.access}`;
}

function readHead(
  scope: string | undefined,
  leading: string | undefined,
): { forNewFiles: boolean; type: AccessEntry['type'] | null } | null {
  const isDefault = (part: string | undefined): boolean => part === 'd' || part === 'default';
  if (leading !== undefined && !isDefault(leading)) return null;
  if (scope === undefined) return { forNewFiles: false, type: null };
  if (isDefault(scope)) return leading === undefined ? { forNewFiles: true, type: null } : null;
  const type = types[scope];
  return type === undefined ? null : { forNewFiles: leading !== undefined, type };
}

function readSubject(type: AccessEntry['type'] | null, subject: string): { type: AccessEntry['type']; name: string } {
  const alone = types[subject];
  if (type === null && (alone === 'mask' || alone === 'other')) return { type: alone, name: '' };
  if (type !== null && (alone === 'mask' || alone === 'other')) return { type, name: alone };
  return { type: type ?? 'user', name: subject };
}

function readAccess(permissions: string): string | null {
  if (/^[0-7]$/.test(permissions)) {
    const bits = Number(permissions);
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  }
  if (!/^[rwx-]*$/.test(permissions)) return null;
  return ['r', 'w', 'x'].map((letter) => (permissions.includes(letter) ? letter : '-')).join('');
}
