/** Text from people without control codes and turns of direction: names and reasons end up on other people's terminals. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}
