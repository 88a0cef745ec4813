import { fakeRelease, fakeWorld } from '../../testing/index.js';
import type { ProbeAnswer } from '../../domain/ports.js';
import { startProofStream, type ProofStreamInput } from './proof-stream.js';

const release = fakeRelease('v2', '2');
const right = (color: string, name: string): ProbeAnswer => ({
  status: 200,
  body: JSON.stringify({ release: name, color }),
  failure: null,
  elapsedMs: 1,
});
const former = right('blue', 'v1');
const own = right('green', 'v2');
const broken: ProbeAnswer = { status: 502, body: 'Bad Gateway', failure: null, elapsedMs: 1 };
const refused: ProbeAnswer = { status: null, body: '', failure: 'The connection was refused.', elapsedMs: 1 };

/** A stream of ten a second over a world whose answers are given; time moves by `tick`. */
function stream(answer: (url: string) => ProbeAnswer | Promise<ProbeAnswer>, input: Partial<ProofStreamInput> = {}) {
  const { ctx, clock, abort } = fakeWorld();
  const asked: string[] = [];
  const probe = {
    get: async (url: string) => {
      asked.push(url);
      return answer(url);
    },
  };
  const urls = [ctx.config.productionUrl];
  const all = { urls, perSecond: 10, path: '/version', color: 'green', release, ...input } as const;
  const proof = startProofStream({ ...ctx, probe }, all);
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const tick = async (times = 1) => {
    for (let nth = 0; nth < times; nth += 1) {
      await settle();
      clock.advance(100);
    }
    await settle();
  };
  return { ...proof, asked, tick, abort, clock };
}

describe('startProofStream', () => {
  it('counts what a steady client met while traffic moved, by release', async () => {
    let answer = former;
    const proof = stream(() => answer);
    await proof.tick(2);
    proof.shifted();
    await proof.tick(2);
    answer = own;
    await proof.tick(3);

    expect(await proof.stop()).toEqual({
      sent: 9,
      answered: 9,
      failed: 0,
      longestGapMs: 100,
      byRelease: { v1: 5, v2: 4 },
      firstAnswerMs: 300,
      lastFormerAnswerMs: 200,
    });
    expect(new Set(proof.asked)).toEqual(new Set(['http://bg.example.test/version']));
  });

  it.each([
    ['server errors', broken],
    ['refused connections', refused],
  ])('tells %s as failed, and the gap that they left', async (_name, bad) => {
    let answer = former;
    const proof = stream(() => answer);
    await proof.tick(1);
    answer = bad;
    await proof.tick(3);
    answer = own;
    await proof.tick(1);
    expect(await proof.stop()).toMatchObject({ sent: 7, answered: 4, failed: 3, longestGapMs: 400 });
  });

  it('tells the gap when the answers cease for good', async () => {
    const proof = stream(() => refused);
    await proof.tick(7);
    expect(await proof.stop()).toMatchObject({ answered: 0, longestGapMs: 700, firstAnswerMs: null });
  });

  it('asks through every listener at the same rate, and sees the silence of one beside another that answers', async () => {
    const urls = ['http://bg.example.test', 'http://bg.example.test:81'];
    const proof = stream((url) => (url.includes(':81') ? refused : own), { urls });
    await proof.tick(4);
    expect(await proof.stop()).toMatchObject({ sent: 12, failed: 6, longestGapMs: 400 });
  });

  it('waits for what is on its way, looks a last time, and sends nothing more', async () => {
    const waiting: ((answer: ProbeAnswer) => void)[] = [];
    const proof = stream(() => new Promise((resolve) => void waiting.push(resolve)), { perSecond: 1 });
    await proof.tick(1);
    proof.shifted();
    const stopping = proof.stop();
    await proof.tick(30);
    expect(waiting).toHaveLength(2);
    waiting[0]!(former);
    waiting[1]!(own);
    expect(await stopping).toMatchObject({ sent: 2, answered: 2, firstAnswerMs: 3_000 });
    expect(await proof.stop()).toEqual(await stopping);
  });

  it('outlives a probe that throws, and ends with the operation', async () => {
    const proof = stream(() => {
      throw new Error('no sockets left');
    });
    await proof.tick(1);
    proof.abort();
    await proof.tick(5);
    expect(await proof.stop()).toMatchObject({ sent: 2, failed: 2 });
  });

  it('keeps no more names than a few, whatever the app says', async () => {
    let nth = 0;
    const proof = stream(() => right('green', nth % 2 ? `v${nth++}` : `${'x'.repeat(70)}${nth++}`));
    await proof.tick(60);
    const { byRelease, answered } = (await proof.stop())!;
    expect(Object.keys(byRelease).length).toBeLessThanOrEqual(11);
    expect(Object.values(byRelease).reduce((sum, many) => sum + many, 0)).toBe(answered);
    expect(byRelease['unknown']).toBeGreaterThan(0);
  });

  it('sends nothing at a rate of 0', async () => {
    const proof = stream(() => own, { perSecond: 0 });
    await proof.tick(5);
    expect(await proof.stop()).toBeNull();
    expect(proof.asked).toEqual([]);
  });
});
