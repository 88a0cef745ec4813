import { table } from './table.js';

const ROWS = [
  ['대상', 'BLUE', null],
  ['id', 'a\tb\nc', 'last'],
];

describe('table', () => {
  it('keeps one row a line and one cell a column for programs, whatever a value holds', () => {
    expect(table(ROWS, { aligned: false })).toBe('대상\tBLUE\t-\nid\ta b c\tlast');
  });

  it('aligns columns by display width, with no space at the end of a line', () => {
    expect(table(ROWS, { aligned: true })).toBe('대상  BLUE   -\nid    a b c  last');
  });
});
