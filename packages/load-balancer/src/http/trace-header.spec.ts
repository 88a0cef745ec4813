import { traceHeader } from './trace-header.js';

const NOW = 0x67891233 * 1000;

describe('traceHeader', () => {
  it.each([
    ['nothing', null, /^Root=1-67891233-[0-9a-f]{24}$/],
    [
      'a root',
      'Root=1-5759e988-bd862e3fe1be46a994272793;CalledFrom=app',
      /^Self=1-67891233-[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793;CalledFrom=app$/,
    ],
    ['an older self', 'Self=1-1-1;Root=1-2-2', /^Self=1-67891233-[0-9a-f]{24};Root=1-2-2$/],
    ['only other fields', 'CalledFrom=app', /^Root=1-67891233-[0-9a-f]{24};CalledFrom=app$/],
  ])('goes on from %s', (_name, incoming, expected) => {
    expect(traceHeader(incoming, NOW)).toMatch(expected);
  });

  it('never repeats an id', () => {
    const ids = Array.from({ length: 2_000 }, () => traceHeader(null, NOW));
    expect(new Set(ids).size).toBe(2_000);
  });
});
