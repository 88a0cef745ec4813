import path from 'node:path';

/** Where a staging host keeps its state. */
export interface StagingHome {
  folder: string;
  lockFile: string;
  goodFile: string;
  deploymentRoot: string;
  /** An archive on its way in. */
  incoming(id: string): string;
  /** An archive that is kept. */
  archive(sha256: string): string;
}

/** @param root put before every path; '' on a real host */
export function stagingHome(root: string): StagingHome {
  const folder = path.join(root, '/var/lib/bluegreen/staging');
  return {
    folder,
    lockFile: path.join(folder, 'lock'),
    goodFile: path.join(folder, 'last-good.json'),
    deploymentRoot: path.join(folder, 'deployment-root'),
    incoming: (id) => path.join(folder, 'incoming', `${id}.zip`),
    archive: (sha256) => path.join(folder, 'archives', `${sha256}.zip`),
  };
}
