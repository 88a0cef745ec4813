import type { HostKind } from './faulty-host.js';

/** The disk has no room for the bundle. */
export const diskFull: HostKind = {
  events: ['DownloadBundle'],
  async around(host, run) {
    host.diskFull = true;
    try {
      return await run();
    } finally {
      host.diskFull = false;
    }
  },
};

/** What a write on a full disk fails with. */
export function noSpaceLeft(file: string): NodeJS.ErrnoException {
  const text = `ENOSPC: no space left on device, write '${file}'`;
  return Object.assign(new Error(text), { code: 'ENOSPC', syscall: 'write', path: file });
}
