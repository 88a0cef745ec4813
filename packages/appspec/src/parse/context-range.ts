const highestCategory = 1023;

/**
 * What is wrong with an SELinux range such as `s0-s3:c0.c5,c7`; null when it is fine (contract C6).
 */
export function contextRangeProblem(range: string): string | null {
  const [sensitivities, categories] = splitOnce(range, ':');
  const [low, high] = splitOnce(sensitivities, '-').map((part) => (part === null ? null : level(part, 's')));
  if (low === null || low === undefined || Number.isNaN(low))
    return `the range "${range}" does not begin with a sensitivity such as s0`;
  if (high !== null && high !== undefined) {
    if (Number.isNaN(high)) return `the range "${range}" has no second sensitivity after "-"`;
    if (high < low) return `the range "${range}" ends below its beginning`;
  }
  return categories === null ? null : categoriesProblem(range, categories);
}

function categoriesProblem(range: string, categories: string): string | null {
  const seen = new Set<number>();
  for (const part of categories.split(',')) {
    const [from, to] = splitOnce(part, '.').map((bound) => (bound === null ? null : level(bound, 'c')));
    const first = from ?? Number.NaN;
    const last = to ?? first;
    if (Number.isNaN(first) || Number.isNaN(last) || last > highestCategory || first > highestCategory) {
      return `the range "${range}" has the category "${part}", not one from c0 to c${highestCategory}`;
    }
    if (last < first) return `the range "${range}" has the categories "${part}" in the wrong order`;
    for (let category = first; category <= last; category += 1) {
      if (seen.has(category)) return `the range "${range}" names the category c${category} twice`;
      seen.add(category);
    }
  }
  return null;
}

function splitOnce(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function level(text: string, letter: 's' | 'c'): number {
  return text.startsWith(letter) && /^\d+$/.test(text.slice(1)) ? Number(text.slice(1)) : Number.NaN;
}
