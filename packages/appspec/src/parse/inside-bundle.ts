import path from 'node:path';

/** Whether a path that is read from the top of the bundle stays in it. `/` is the bundle itself. */
export function staysInside(location: string): boolean {
  const relative = path.posix.normalize(location.replace(/^\/+/, ''));
  return relative !== '..' && !relative.startsWith('../');
}
