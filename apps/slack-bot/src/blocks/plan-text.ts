import { describeGate, type Color, type GateVerdict, type Language, type Snapshot } from '@bluegreen/sdk';
import type { TicketColor } from '../tickets/ticket.js';
import { wordsOf } from '../words/words.js';
import { clip, escape, escapeWord, LIMITS } from './mrkdwn.js';

const MARKS: Readonly<Record<GateVerdict['verdict'], string>> = { pass: '✓', fail: '✗', 'no-data': '?' };
const LONGEST_LINE = 300;

/** Every gate with its verdict as a word. */
export function gatesText(gates: readonly GateVerdict[], language: Language): string {
  const lines = gates.flatMap((gate) => {
    const { name, verdict, passed, summary, evidence, next } = describeGate(gate, language);
    const line = clip(`${MARKS[gate.verdict]} ${name}: ${verdict}. ${escape(summary)}`, LONGEST_LINE);
    if (passed) return [line];
    const more = [...evidence.slice(0, 3), ...(next ? [`${wordsOf(language).labels.next}: ${next}`] : [])];
    return [line, ...more.map((text) => clip(`› ${escape(text)}`, LONGEST_LINE))];
  });
  return clip([`*${wordsOf(language).labels.gates}*`, ...lines].join('\n'), LIMITS.part);
}

/** How many gates passed, for a plan that is decided on. */
export function passedText(gates: readonly GateVerdict[], language: Language): string {
  const passed = gates.filter(({ verdict, excused }) => verdict === 'pass' || excused === true).length;
  return wordsOf(language).gatesPassed(passed, gates.length);
}

/** Both colours side by side: LIVE or IDLE as a word, what they hold, how many are healthy. */
export function colorTexts(
  live: Color | null,
  colors: Readonly<Record<Color, TicketColor>>,
  language: Language,
): string[] {
  const words = wordsOf(language);
  return (['blue', 'green'] as const).map((color) => {
    const { release, weight, healthy, total } = colors[color];
    const role = live === color ? 'live' : weight > 0 ? 'shifting' : 'idle';
    return words.color(color, words.role[role], release && escapeWord(release), healthy, total, weight);
  });
}

export function colorsOf({ colors }: Snapshot): Record<Color, TicketColor> {
  const of = (color: Color): TicketColor => {
    const { release, weight, healthy, total } = colors[color];
    return { release: release?.release ?? null, weight, healthy, total };
  };
  return { blue: of('blue'), green: of('green') };
}
