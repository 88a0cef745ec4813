import Table from 'cli-table3';

export type Row = readonly (string | null)[];

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Aligned columns for people; tab-separated values where a program reads. */
export function table(rows: readonly Row[], options: { readonly aligned: boolean }): string {
  if (!options.aligned) return rows.map((row) => cells(row).join('\t')).join('\n');
  const drawn = new Table({ chars: NO_LINES, style: { 'padding-left': 0, 'padding-right': 0, border: [], head: [] } });
  drawn.push(...rows.map(cells));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A tab or a line break inside a value would read as another column or row. */
function cells(row: Row): string[] {
  return row.map((cell) => (cell ?? '-').replace(/\s+/g, ' '));
}
