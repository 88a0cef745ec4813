/**
 * Sentences of errors that carry no key, by their English text: `{a}` stands for what is filled in, and `{z}` for more of
 * the same phrases. The text is what the
 * error's `message` and `next` are made of, so that a sentence changed there and not here is said in English; a spec reads
 * the sources and asks for every one of them.
 */
export type Phrases = readonly (readonly [english: string, translated: string])[];

interface Matcher {
  readonly pattern: RegExp;
  readonly slots: readonly string[];
  readonly translated: string;
}

/** The text in the other language, or null where the phrases have none that fits it. The first that fits wins. */
export function phraseFinder(phrases: Phrases): (text: string) => string | null {
  let matchers: readonly Matcher[] | undefined;
  const find = (text: string): string | null => {
    matchers ??= phrases.map(matcherOf);
    for (const { pattern, slots, translated } of matchers) {
      const found = pattern.exec(text);
      if (!found) continue;
      const valueOf = (slot: string, value: string) => (slot === 'z' ? (find(value) ?? value) : value);
      const values = new Map(slots.map((slot, index) => [slot, valueOf(slot, found[index + 1] ?? '')]));
      return translated.replace(/\{([a-z])\}/g, (whole, slot: string) => values.get(slot) ?? whole);
    }
    return null;
  };
  return find;
}

function matcherOf([english, translated]: Phrases[number]): Matcher {
  const slots: string[] = [];
  const source = english
    .split(/(\{[a-z]\})/)
    .map((part) => {
      const slot = /^\{([a-z])\}$/.exec(part)?.[1];
      if (slot === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      slots.push(slot);
      return '([^]*?)';
    })
    .join('');
  return { pattern: new RegExp(`^${source}$`), slots, translated };
}
