import { en } from './messages.en.js';
import { ko } from './messages.ko.js';
import type { Language, Messages } from './messages.js';

const ALL: Readonly<Record<Language, Messages>> = { en, ko };

export function messagesOf(language: Language): Messages {
  return ALL[language];
}
