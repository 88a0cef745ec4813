import type { ErrorDescription, Language, Phrases } from '@bluegreen/sdk';

/** An error's message and next step where the SDK has no words for them: the CLI's own errors. */
export async function inLanguage(described: ErrorDescription, language: Language): Promise<ErrorDescription> {
  if (language === 'en') return described;
  const { phrasesKo } = await import('./phrases.ko.js');
  const find = await finderOf(phrasesKo.own);
  const message = find(described.message) ?? described.message;
  const next = find(described.next) ?? described.next;
  return { ...described, message, next, title: `${described.heading}. ${message}` };
}

/** What the parser of the command line says, which it says in English. */
export async function inParsersLanguage(text: string, language: Language): Promise<string> {
  if (language === 'en') return text;
  const { phrasesKo } = await import('./phrases.ko.js');
  const find = await finderOf(phrasesKo.parser);
  return find(text) ?? text;
}

async function finderOf(phrases: Phrases): Promise<(text: string) => string | null> {
  const { phraseFinder } = await import('@bluegreen/sdk');
  return phraseFinder(phrases);
}
