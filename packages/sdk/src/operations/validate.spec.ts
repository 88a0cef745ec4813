import { answerAs, collect, fakeRelease, fakeWorld } from '../testing/index.js';
import { validate } from './validate.js';

describe('validate', () => {
  it('asks the live colour where clients ask', async () => {
    const world = fakeWorld({ live: 'green' });
    const run = await collect(validate(world.ctx));
    expect(run.path).toEqual(['environment.observed', 'endpoint.validated']);
    expect(run.result).toMatchObject({ ok: true, color: 'green', url: 'http://bg.example.test', release: 'v1' });
    expect(run.result!.checks.map((check) => [check.path, check.ok, check.status])).toEqual([
      ['/health', true, 200],
      ['/health/deep', true, 200],
      ['/version', true, 200],
    ]);
    expect(world).toMatchObject({ writes: 0, lease: null });
  });

  it('asks the idle colour by name, through the test listener', async () => {
    const run = await collect(validate(fakeWorld().ctx, { color: 'idle' }));
    expect(run.result).toMatchObject({ ok: true, color: 'green', url: 'http://bg.example.test:8080', release: 'v2' });
  });

  it('says that nothing answers for the idle colour where there is no test listener', async () => {
    const run = await collect(validate(fakeWorld({ testListener: false }).ctx, { color: 'idle' }));
    expect(run.error).toMatchObject({ code: 'RESOURCE_MISSING', next: expect.stringContaining('BLUEGREEN_TEST_URL') });
  });

  it.each([
    ['another release is wanted', () => fakeWorld(), { release: 'v9' }, /v1 instead of v9/],
    [
      'an answer is an error',
      () => fakeWorld({ faults: [answerAs('blue', { status: 500, body: 'boom\nat line 1' })] }),
      {},
      /status 500/,
    ],
    [
      'nobody answers',
      () => fakeWorld({ faults: [answerAs('blue', { status: null, failure: 'ECONNREFUSED' })] }),
      {},
      /ECONNREFUSED/,
    ],
    ['there is no healthy target', () => fakeWorld({ instances: { blue: 0 } }), {}, /no healthy target/],
  ])('is not content when %s', async (_name, world, input, detail) => {
    const run = await collect(validate(world().ctx, input));
    expect(run.error).toBeUndefined();
    expect(run.result).toMatchObject({ ok: false });
    expect(run.result!.checks.at(-1)!.detail).toMatch(detail);
  });

  it('notices that targets run different releases', async () => {
    const world = fakeWorld();
    world.state.colors.blue.running = (target) => fakeRelease('v1', target === 0 ? '1' : '9');
    const run = await collect(validate(world.ctx));
    expect(run.result!.checks.at(-1)).toMatchObject({ ok: false, detail: expect.stringContaining('several releases') });
  });
});
