import { BlueGreen, run } from '../bluegreen.js';
import { collect, fakeWorld, revisionFolder } from '../testing/index.js';
import { liveCommit } from './live-commit.js';

describe('liveCommit', () => {
  it('follows the traffic: the new commit after a switch, the former one right after a rollback', async () => {
    const world = fakeWorld();
    const bluegreen = BlueGreen.over(world.ctx);
    const revision = await revisionFolder();
    const ship = async (release: string, commit: string) => {
      await run(bluegreen.deploy({ source: revision.path, release, commit }));
      await run(bluegreen.switch());
    };
    await ship('v3', 'aaa');
    await ship('v4', 'bbb');
    await revision.remove();
    expect((await collect(liveCommit(world.ctx))).result).toMatchObject({ release: { release: 'v4' }, commit: 'bbb' });

    await run(bluegreen.rollback());
    expect((await collect(liveCommit(world.ctx))).result).toMatchObject({ release: { release: 'v3' }, commit: 'aaa' });
  });

  it('is null for a release that some other tool stored', async () => {
    const { result } = await collect(liveCommit(fakeWorld().ctx));
    expect(result).toMatchObject({ live: 'blue', commit: null });
  });
});
