import { collect, fakeWorld, revisionFolder, type FakeWorld } from '../testing/index.js';
import { deploy } from './deploy.js';
import { history } from './history.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;
let world: FakeWorld;
beforeEach(async () => {
  revision = await revisionFolder();
  world = fakeWorld();
});
afterEach(() => revision.remove());

const run = (release: string, input: { sequence?: number; force?: boolean; dryRun?: boolean } = {}) =>
  collect(deploy(world.ctx, { source: revision.path, release, ...input }));

describe('an older pipeline', () => {
  it('is refused before anything is uploaded, and both are named', async () => {
    await run('v7', { sequence: 7 });
    const before = [world.objects.size, world.deployments.length];
    const { error } = await run('v5', { sequence: 5 });
    expect(error).toMatchObject({ code: 'RELEASE_SUPERSEDED', exitCode: 9 });
    expect(error!.message).toMatch(/^v5 is of pipeline 5, but pipeline 7 has deployed v7 since/);
    expect([world.objects.size, world.deployments.length]).toEqual(before);
    expect(world.leaseHeld).toBe(false);
    expect((await run('v5', { sequence: 5, dryRun: true })).error).toMatchObject({ code: 'RELEASE_SUPERSEDED' });
  });

  it('goes through by force, which is on record, and sets the mark back', async () => {
    await run('v7', { sequence: 7 });
    expect((await run('v5', { sequence: 5, force: true })).error).toBeUndefined();
    const [newest] = (await collect(history(world.ctx, {}))).result!;
    expect(newest).toMatchObject({
      sequence: 5,
      end: 'done',
      reason: expect.stringMatching(/forced over v7 of pipeline 7/) as string,
    });
    expect((await run('v6', { sequence: 6 })).error).toBeUndefined();
  });

  it.each([
    ['the same pipeline, run again', 7],
    ['a newer one', 8],
    ['a person, who has no number', undefined],
  ])('is not %s', async (_name, sequence) => {
    await run('v7', { sequence: 7 });
    expect((await run('v8', sequence === undefined ? {} : { sequence })).error).toBeUndefined();
  });
});
