import { BlueGreen, run } from '../bluegreen.js';
import { collect, fakeWorld, revisionFolder } from '../testing/index.js';
import { publish } from './publish.js';
import { releases } from './releases.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;

beforeEach(async () => {
  revision = await revisionFolder();
});
afterEach(() => revision.remove());

describe('publish', () => {
  it('stores the bundle under its digest, and touches neither colour nor lease', async () => {
    const world = fakeWorld();
    const { result, path } = await collect(publish(world.ctx, { source: revision.path, release: 'v3' }));

    expect(path).toContain('upload.finished');
    expect(result).toMatchObject({ changed: true, release: { release: 'v3' } });
    expect([...world.objects.keys()]).toEqual([result!.key]);
    expect(world).toMatchObject({ deployments: [], documents: new Map() });
  });

  it('uploads nothing when the same content is stored already', async () => {
    const world = fakeWorld();
    const input = { source: revision.path, release: 'v3' };
    await collect(publish(world.ctx, input));
    const { result, path } = await collect(publish(world.ctx, input));
    expect(result).toMatchObject({ changed: false });
    expect(path).toEqual(['upload.skipped']);
  });

  it('makes the release deployable by name alone', async () => {
    const world = fakeWorld();
    const { result: published } = await collect(publish(world.ctx, { source: revision.path, release: 'v3' }));
    const deployed = await run(BlueGreen.over(world.ctx).deploy({ release: 'v3' }));
    expect(deployed).toMatchObject({ changed: true, color: 'green', release: published!.release });
  });
});

describe('releases', () => {
  it('lists what is stored, newest first', async () => {
    const world = fakeWorld();
    for (const release of ['v3', 'v4', 'v5']) await collect(publish(world.ctx, { source: revision.path, release }));
    const { result } = await collect(releases(world.ctx, { limit: 2 }));
    expect(result!.map(({ release }) => release)).toEqual(['v5', 'v4']);
  });

  it('leaves out what another tool put there', async () => {
    const world = fakeWorld();
    (world.objects as Map<string, number>).set(`releases/${world.ctx.config.applicationName}/notes.txt`, 3);
    expect((await collect(releases(world.ctx))).result).toEqual([]);
  });
});

it('deploying a release that nobody stored names those that are', async () => {
  const world = fakeWorld();
  await collect(publish(world.ctx, { source: revision.path, release: 'v3' }));
  const { error } = await collect(BlueGreen.over(world.ctx).deploy({ release: 'v9' }));
  expect(error).toMatchObject({ code: 'RESOURCE_MISSING', evidence: ['newest stored: v3'] });
  expect(world.deployments).toEqual([]);
});
