import { rm } from 'node:fs/promises';
import { collect, fakeWorld, revisionFolder } from '../testing/index.js';
import { deploy } from './deploy.js';
import { packageRevision } from './package-revision.js';

const BROKEN = { 'appspec.yml': 'version: 0.0\nos: windows\n' };
const DOUBTFUL = {
  'appspec.yml': 'version: 0.0\nos: linux\nretries: 3\nfiles:\n  - source: /server.cjs\n    destination: /opt/app\n',
};

describe('a folder that is refused', () => {
  it.each(['bundle', 'deploy'] as const)('is refused in the words of `%s`', async (verb) => {
    const folder = await revisionFolder(BROKEN);
    const input = { source: folder.path, release: 'v3' };
    const { error } =
      verb === 'bundle'
        ? await collect(packageRevision({ ...input, output: `${folder.path}.zip` }))
        : await collect(deploy(fakeWorld().ctx, input));
    await Promise.all([folder.remove(), rm(`${folder.path}.zip`, { force: true })]);
    expect(error).toMatchObject({ code: 'BUNDLE_INVALID', next: expect.not.stringContaining('deploy again') });
    expect(error!.message).toContain(verb === 'bundle' ? 'no zip was written' : 'nothing was uploaded');
    expect(error!.message).not.toContain(verb === 'bundle' ? 'uploaded' : 'zip');
  });

  it.each(['bundle', 'deploy'] as const)('is only warned of what the agent would take: `%s`', async (verb) => {
    const folder = await revisionFolder(DOUBTFUL);
    const input = { source: folder.path, release: 'v3' };
    const { events, error } =
      verb === 'bundle'
        ? await collect(packageRevision({ ...input, output: `${folder.path}.zip` }))
        : await collect(deploy(fakeWorld().ctx, { ...input, dryRun: true }));
    await Promise.all([folder.remove(), rm(`${folder.path}.zip`, { force: true })]);
    expect(error).toBeUndefined();
    expect(events).toContainEqual({
      type: 'bundle.warned',
      source: folder.path,
      warnings: [expect.stringMatching(/^appspec\.yml:3:1: .*retries.*KEY_UNKNOWN/)],
    });
  });
});
