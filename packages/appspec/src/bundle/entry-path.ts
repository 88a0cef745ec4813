/**
 * Why a path may not be an entry of an archive; null when it may. An entry is relative, has no `..` and means the same
 * file on every system, so that unpacking can never leave its folder.
 */
export function entryPathProblem(entry: string): string | null {
  if (entry === '' || entry === '/') return 'it has no name';
  if (/[\0\n\r]/.test(entry)) return 'its name holds a line break or a zero byte';
  if (entry.includes('\\')) return 'its name holds a backslash';
  if (entry.includes('\uFFFD')) return 'its name is not valid UTF-8';
  if (entry.startsWith('/') || /^[A-Za-z]:/.test(entry)) return 'its path is absolute';
  const parts = entry.replace(/\/$/, '').split('/');
  if (parts.includes('..')) return 'its path leads upwards';
  return parts.some((part) => part === '' || part === '.') ? 'its path has empty parts' : null;
}
