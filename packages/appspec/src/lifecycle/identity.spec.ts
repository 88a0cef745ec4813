import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { deploymentRig } from '../testing/deployment-rig.js';
import { temporaryFolders } from '../testing/temp-folder.js';

/** Changing owners and users takes root and the tools of a Linux host; elsewhere there is nothing to see. */
const asRoot = process.getuid?.() === 0 && has('getent') && has('su') ? it : it.skip;

function has(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('identities on a host', () => {
  const { create, removeAll } = temporaryFolders();
  afterEach(removeAll);

  asRoot('applies owner and group, and runs a script as a user', async () => {
    const rig = await deploymentRig(await create(), { identity: 'apply' });
    await rig.publish('d-1', {
      'appspec.yml':
        'version: 0.0\nos: linux\nfiles:\n  - {source: a, destination: /opt}\npermissions:\n  - {object: /opt/a, owner: nobody, group: root, mode: 600}\nhooks:\n  AfterInstall: [{location: who.sh, runas: root}]\n',
      'who.sh': ['#!/bin/sh\nid -un\n', 0o755],
      a: 'x',
    });
    const outcome = await rig.run('d-1', ['DownloadBundle', 'Install', 'AfterInstall']);
    expect(outcome).toMatchObject({ status: 'Succeeded', logTail: expect.stringContaining('[stdout]root') });
    const status = await stat(path.join(rig.root, 'opt/a'));
    expect(status.uid).toBe(Number(execFileSync('id', ['-u', 'nobody']).toString()));
    expect([status.gid, status.mode & 0o777]).toEqual([0, 0o600]);
  });

  asRoot('fails for an owner that the host does not know', async () => {
    const rig = await deploymentRig(await create(), { identity: 'apply' });
    await rig.publish('d-1', {
      'appspec.yml':
        'version: 0.0\nos: linux\nfiles:\n  - {source: a, destination: /opt}\npermissions:\n  - {object: /opt/a, owner: no-such-user}\n',
      a: 'x',
    });
    expect(await rig.run('d-1', ['DownloadBundle', 'Install'])).toMatchObject({
      status: 'Failed',
      message: expect.stringContaining('no-such-user'),
    });
  });
});
