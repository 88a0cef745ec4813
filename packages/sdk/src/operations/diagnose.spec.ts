import { collect, fakeWorld, revisionFolder } from '../testing/index.js';
import { deploy } from './deploy.js';
import { diagnose } from './diagnose.js';

describe('diagnose', () => {
  it('finds the failed event, its last words and the likely cause of the newest deployment', async () => {
    const revision = await revisionFolder();
    const failure = {
      event: 'ApplicationStart',
      script: 'start.sh',
      message: 'failed',
      logTail: 'listen EADDRINUSE :::80',
    };
    const world = fakeWorld({ deployments: { fails: failure } });
    await collect(deploy(world.ctx, { source: revision.path, release: 'v3' }));
    const { result } = await collect(diagnose(world.ctx));
    await revision.remove();

    expect(result).toMatchObject({ color: 'green', status: 'Failed', deploymentId: world.deployments[0]!.id });
    expect(result!.failures).toEqual(
      expect.arrayContaining([expect.objectContaining({ event: 'ApplicationStart', cause: 'port-taken' })]),
    );
  });

  it('has nothing to tell of a colour that never had a deployment', async () => {
    const { result } = await collect(diagnose(fakeWorld({ releases: { green: null } }).ctx, { color: 'green' }));
    expect(result).toMatchObject({ failures: [] });
  });

  it.each(['x', 'd-', 'd-abc; rm -rf /'])('refuses the id "%s"', async (deploymentId) => {
    const { error } = await collect(diagnose(fakeWorld().ctx, { deploymentId }));
    expect(error).toMatchObject({ code: 'USAGE_INVALID' });
  });
});
