import type { WireInput, WireOutput } from '../services/service.js';

/** What questions were answered with, so that a stale read can be answered with what was so before. */
export interface AnswerMemory {
  remember(question: Question, answer: WireOutput): void;
  /** The last answer to the same question that differs from `now`; `now` itself when there never was one. */
  before(question: Question, now: WireOutput): WireOutput;
}

export interface Question {
  readonly service: string;
  readonly operation: string;
  readonly input: WireInput;
}

interface Remembered {
  readonly text: string;
  readonly answer: WireOutput;
}

const MOST_QUESTIONS = 500;
const MOST_ANSWERS = 4;

export function createAnswerMemory(): AnswerMemory {
  const memory = new Map<string, Remembered[]>();
  const keyOf = ({ service, operation, input }: Question) => `${service} ${operation} ${JSON.stringify(input)}`;
  return {
    remember(question, answer) {
      const key = keyOf(question);
      const answers = memory.get(key) ?? [];
      const text = JSON.stringify(answer ?? {});
      if (answers[0]?.text !== text) answers.unshift({ text, answer });
      answers.length = Math.min(answers.length, MOST_ANSWERS);
      // Asked again, a question counts as the newest: the oldest one is forgotten first.
      memory.delete(key);
      memory.set(key, answers);
      const [oldest] = memory.keys();
      if (memory.size > MOST_QUESTIONS && oldest !== undefined) memory.delete(oldest);
    },
    before(question, now) {
      const text = JSON.stringify(now ?? {});
      const older = memory.get(keyOf(question))?.find((one) => one.text !== text);
      return older ? older.answer : now;
    },
  };
}
