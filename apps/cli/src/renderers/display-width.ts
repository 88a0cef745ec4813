/** Characters that take two columns of a terminal: East Asian scripts, full-width forms, pictographs. */
const WIDE =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** The beginning of one line that fits into so many columns; one that is cut ends in an ellipsis. */
export function clip(line: string, columns: number): string {
  let width = 0;
  let kept = '';
  let fitting = '';
  for (const character of line) {
    width += WIDE.test(character) ? 2 : 1;
    if (width > columns) return `${fitting}…`;
    kept += character;
    if (width < columns) fitting = kept;
  }
  return kept;
}
