import { clip } from './display-width.js';

describe('clip', () => {
  it.each([
    ['leaves what fits', 'blue', 4, 'blue'],
    ['cuts what does not, and says so', 'greenish', 5, 'gree…'],
    ['counts a Korean syllable as two columns', '대기 중', 7, '대기 중'],
    ['cuts before half a Korean syllable', '대기 중입니다', 8, '대기 중…'],
    ['never cuts a pair of surrogates', '🟦🟩🟦', 4, '🟦…'],
    ['has room for nothing', 'blue', 0, '…'],
  ])('%s', (_name, line, columns, clipped) => expect(clip(line, columns)).toBe(clipped));
});
