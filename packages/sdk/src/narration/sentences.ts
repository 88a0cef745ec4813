import type { SentenceKey, SentenceParameters, Told } from '../domain/sentences.js';
import { sentencesEn } from './sentences.en.js';
import { sentencesKo } from './sentences.ko.js';
import { phraseFinder } from './phrases.js';
import { phrasesKo } from './phrases.ko.js';
import type { Language } from './messages.js';

const inKorean = phraseFinder(phrasesKo);

const ALL: Readonly<Record<Language, Sentences>> = { en: sentencesEn, ko: sentencesKo };

/** The sentences of one language; the compiler asks for every key. */
export type Sentences = { readonly [Key in SentenceKey]: (given: SentenceParameters[Key]) => string };

/**
 * A sentence in the reader's language; where it has none of its own, the English text. Pure. What is told may come from a
 * stored document, which another version, or another hand, wrote: what cannot be said falls back to the text too.
 */
export function sentenceIn(language: Language, told: Told | undefined, text: string): string {
  if (language === 'en') return text;
  if (!told || !Object.hasOwn(ALL[language], told.key)) return inKorean(text) ?? text;
  try {
    return (ALL[language][told.key] as (given: object) => string)(told.with);
  } catch {
    return text;
  }
}
