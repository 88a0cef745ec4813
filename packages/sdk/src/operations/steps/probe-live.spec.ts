import { collect, fakeRelease, fakeWorld, type FakeWorldOptions } from '../../testing/index.js';
import { waysToProve } from '../../planning/proof-ways.js';
import { observe } from './observe.js';
import { probeLive } from './probe-live.js';

/** A world whose routes were all moved to GREEN, but for those in `behind`; and what the proof of it comes to. */
async function prove(options: FakeWorldOptions, behind: readonly number[] = []) {
  const world = fakeWorld({ ...options });
  const { snapshot } = await observe(world.ctx);
  const arns = snapshot.routes.map((route) => route.arn);
  const green = [
    { type: 'forward', groups: [{ targetGroupArn: snapshot.colors.green.targetGroupArn, weight: 1 }] },
  ] as const;
  for (const [index, arn] of arns.entries()) if (!behind.includes(index)) world.state.write(arn, green);
  const asked: string[] = [];
  const probe: typeof world.ctx.probe = {
    get: (url, given) => {
      asked.push(given.headers?.['host'] ? `${url} for ${given.headers['host']}` : url);
      return world.ctx.probe.get(url, given);
    },
  };
  const ways = waysToProve(snapshot, world.ctx.config, arns);
  const deadlineMs = world.clock.now() + 5_000;
  const input = { color: 'green', release: fakeRelease('v2', '2'), instances: [], deadlineMs, ways } as const;
  const run = await collect(probeLive({ ...world.ctx, probe }, input));
  const counts = Object.fromEntries(
    [...new Set(asked)].map((url) => [url, asked.filter((each) => each === url).length]),
  );
  return { ...run, arns, counts, event: run.events.at(-1) };
}

describe('probeLive', () => {
  it('asks ten times where there is one way in', async () => {
    const { event, counts, arns } = await prove({});
    expect(event).toMatchObject({ type: 'probe.passed', answers: 10, proven: arns, readBackOnly: [] });
    expect(counts).toEqual({ 'http://bg.example.test/version': 10 });
  });

  it('asks through every listener whose route moved', async () => {
    const { event, counts, arns } = await prove({ listeners: 3 });
    expect(event).toMatchObject({ type: 'probe.passed', answers: 12, proven: arns });
    expect(counts).toEqual({
      'http://bg.example.test/version': 4,
      'http://bg.example.test:81/version': 4,
      'http://bg.example.test:82/version': 4,
    });
  });

  it('fails when one of the listeners still answers with the former colour', async () => {
    const { error, event } = await prove({ listeners: 2 }, [1]);
    expect(error).toMatchObject({
      code: 'PROBE_FAILED',
      message: expect.stringContaining('http://bg.example.test:81'),
    });
    expect(event).toMatchObject({ type: 'probe.failed', reason: expect.stringContaining('blue answered') });
  });

  it('meets a rule for one host by naming it, and finds it unmoved', async () => {
    const rule: FakeWorldOptions = { routes: 2, conditions: [[{ kind: 'host', values: ['api.example.test'] }]] };
    const { event, counts, arns } = await prove(rule);
    expect(event).toMatchObject({ type: 'probe.passed', proven: arns, readBackOnly: [] });
    expect(counts['http://bg.example.test/version for api.example.test']).toBe(5);
    expect((await prove(rule, [1])).error).toMatchObject({ code: 'PROBE_FAILED' });
  });

  it('says which routes it could not reach', async () => {
    const { event, arns } = await prove({ routes: 2 });
    expect(event).toMatchObject({ type: 'probe.passed', answers: 10, proven: [arns[0]], readBackOnly: [arns[1]] });
  });
});
