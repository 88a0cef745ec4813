import type { FailureCause } from '../domain/diagnosis.js';
import { causesEn } from './causes.en.js';
import { causesKo } from './causes.ko.js';
import type { Causes, CauseWords } from './causes.js';
import type { Language } from './messages.js';

const ALL: Readonly<Record<Language, Causes>> = { en: causesEn, ko: causesKo };

/** The likely cause of a failed deployment in words, with what to do. Pure. */
export function describeCause(cause: FailureCause, language: Language = 'en'): CauseWords {
  return ALL[language][cause];
}
