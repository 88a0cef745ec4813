import { quantile, summarize, type LedgerEntry } from './ledger.js';

const entry = (startedAt: number, endedAt: number, failure: string | null = null): LedgerEntry => ({
  lane: 'small',
  startedAt,
  endedAt,
  release: failure === null ? 'v1' : null,
  failure,
});

describe('summarize', () => {
  it('tells the requests that met a switch from the rest', () => {
    const ledger = [entry(0, 10), entry(100, 140), entry(190, 205), entry(300, 303)];
    expect(summarize(ledger, [{ from: 130, to: 200 }])).toMatchObject({
      requests: 4,
      answered: 4,
      failed: 0,
      p50Ms: 10,
      p99SteadyMs: 10,
      p99SwitchMs: 40,
      longestGapMs: 130,
    });
  });

  it('counts failures by reason, and never as answers', () => {
    const ledger = [entry(0, 5), entry(5, 500, 'status 502'), entry(6, 501, 'status 502'), entry(400, 600)];
    expect(summarize(ledger, [])).toMatchObject({
      answered: 2,
      failed: 2,
      failures: { 'status 502': 2 },
      longestGapMs: 595,
      p99SteadyMs: 200,
    });
  });

  it('is all zero for no request', () => {
    expect(summarize([], [])).toMatchObject({ requests: 0, failed: 0, longestGapMs: 0, p50Ms: 0 });
  });
});

describe('quantile', () => {
  it.each([
    [0.5, 3],
    [0.99, 5],
    [0, 1],
  ])('takes the nearest rank at %s', (share, expected) => {
    expect(quantile([5, 1, 3, 2, 4], share)).toBe(expected);
  });
});
