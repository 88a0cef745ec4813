import { collect, fakeRelease, fakeWorld, revisionFolder, type FakeWorldOptions } from '../testing/index.js';
import { deploy } from './deploy.js';
import { switchTraffic } from './switch-traffic.js';

/** A load balancer without the two static colour rules: no colour can be asked by name. */
const world = (options: FakeWorldOptions = {}) => fakeWorld({ testListener: false, ...options });

describe('without a test listener', () => {
  it('a switch goes by CodeDeploy’s word, and the proof asks the new colour itself', async () => {
    const there = world();
    const { result, path, events } = await collect(switchTraffic(there.ctx));
    expect(result).toMatchObject({ changed: true, live: 'green', release: fakeRelease('v2', '2') });
    expect(path).not.toContain('release.identified');
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'gate.judged',
        verdict: expect.objectContaining({ verdict: 'no-data', excused: true }),
      }),
    );
  });

  it('a switch is put back when the new colour turns out to run something else', async () => {
    const there = world();
    there.state.colors.green.running = () => fakeRelease('v9', '9');
    const { error } = await collect(switchTraffic(there.ctx, { timeoutMs: 5_000 }));
    expect(error).toMatchObject({ code: 'PROBE_FAILED' });
    expect(there.live).toBe('blue');
  });

  it.each<[string, FakeWorldOptions, boolean]>([
    ['CodeDeploy does not know what is there', { releases: { green: null } }, false],
    ['the last deployment there was stopped', {}, true],
  ])('a switch is refused when %s', async (_name, options, stopped) => {
    const there = world(options);
    if (stopped) await there.ctx.deployments.stop(there.startForeignDeployment('green'));
    const { error } = await collect(switchTraffic(there.ctx));
    expect(error).toMatchObject({ code: 'RELEASE_MISMATCH', exitCode: 6 });
    expect(there).toMatchObject({ live: 'blue', writes: 0 });
  });

  it('a deployment after a failed one is taken at CodeDeploy’s new word', async () => {
    const there = world();
    await there.ctx.deployments.stop(there.startForeignDeployment('green'));
    const folder = await revisionFolder();
    const { result, error } = await collect(deploy(there.ctx, { source: folder.path, release: 'v3' }));
    await folder.remove();
    expect(error).toBeUndefined();
    expect(result).toMatchObject({ changed: true, release: { release: 'v3' } });
  });
});
