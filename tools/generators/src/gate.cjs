const { add, edit, insertBefore, insertSorted } = require('./edit.cjs');
const { namesOf } = require('./names.cjs');

const SDK = 'packages/sdk/src';
/** Of a line, as prettier has it here. */
const WIDTH = 120;
const VERBS = ['deploy', 'switch', 'rollback', 'repair'];

/**
 * A gate that asks whether all targets are health-checked: a rule that already judges, to be replaced by the one meant.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ readonly name: string; readonly title?: string; readonly titleKo?: string; readonly verbs?: string }} options
 */
module.exports = function gate(tree, options) {
  const names = namesOf(options.name);
  const { kebab, camel } = names;
  const title = options.title ?? names.words.charAt(0).toUpperCase() + names.words.slice(1);
  const verbs = (options.verbs ?? '').split(',').filter(Boolean);
  const unknown = verbs.find((verb) => !VERBS.includes(verb));
  if (unknown !== undefined) throw new Error(`${unknown} is no verb that gates guard: ${VERBS.join(', ')}.`);
  add(tree, { [`${SDK}/gates/${kebab}.ts`]: gateFile(names), [`${SDK}/gates/${kebab}.spec.ts`]: specFile(names) });
  edit(tree, `${SDK}/domain/plan.ts`, (text) =>
    text.replace(/(export type GateName =(?:\n {2}\| '[\w-]+')+);/, `$1\n  | '${kebab}';`),
  );
  edit(tree, `${SDK}/domain/sentences.ts`, (text) =>
    insertBefore(text, /^\}\n\nexport type SentenceKey/m, sentenceKeys(names)),
  );
  edit(tree, `${SDK}/narration/sentences.en.ts`, (text) => insertBefore(text, /^\};\n/m, sentencesEn(names)));
  edit(tree, `${SDK}/narration/sentences.ko.ts`, (text) => insertBefore(text, /^\};\n/m, sentencesKo(names)));
  edit(tree, `${SDK}/narration/messages.en.ts`, (text) =>
    text.replace(/(\n {2}gates: \{\n(?: {4}'[\w-]+': .*\n)+)/, `$1    '${kebab}': '${title}',\n`),
  );
  edit(tree, `${SDK}/narration/messages.ko.ts`, (text) =>
    text.replace(/(\nconst gates[^\n]*\n(?: {2}'[\w-]+': .*\n)+)/, `$1  '${kebab}': '${options.titleKo ?? title}',\n`),
  );
  edit(tree, `${SDK}/gates/gates.ts`, (text) => {
    const line = `import { ${camel} } from './${kebab}.js';`;
    const imported = insertSorted(text, /^import \{ \w+ \} from '\.\/[\w-]+\.js';$/, line);
    const listed = imported.replace(/(GATES: Readonly[^\n]*\n(?: {2}'[\w-]+': .*\n)+)/, `$1  '${kebab}': ${camel},\n`);
    return verbs.reduce((given, verb) => guarding(given, verb, kebab), listed);
  });
};

/**
 * @param {string} text
 * @param {string} verb
 * @param {string} kebab
 */
function guarding(text, verb, kebab) {
  const row = new RegExp(`^ {2}${verb}: \\[([^\\]]*)\\],$`, 'm');
  return text.replace(row, (_all, /** @type {string} */ listed) => {
    const gates = [...listed.matchAll(/'[\w-]+'/g)].map(([gate]) => gate).concat(`'${kebab}'`);
    const line = `  ${verb}: [${gates.join(', ')}],`;
    return widthOf(line) <= WIDTH ? line : `  ${verb}: [\n${gates.map((gate) => `    ${gate},\n`).join('')}  ],`;
  });
}

/**
 * Korean letters are two columns wide.
 *
 * @param {string} line
 */
function widthOf(line) {
  return line.length + (line.match(/[\uac00-\ud7a3]/g)?.length ?? 0);
}

/**
 * A row of a table of sentences, on one line where it fits.
 *
 * @param {string} head
 * @param {string} sentence
 */
function sentenceRow(head, sentence) {
  const line = `  ${head} ${sentence},`;
  return widthOf(line) <= WIDTH ? `${line}\n` : `  ${head}\n    ${sentence},\n`;
}

/** @typedef {ReturnType<typeof namesOf>} Names */

/** @param {Names} names */
const sentenceKeys = ({ kebab }) => `  '${kebab}.met': { to: Color };
  '${kebab}.unmet': { to: Color; unchecked: number };
  '${kebab}.unmet.next': object;
`;

/** @param {Names} names */
const sentencesEn = ({ kebab }) =>
  sentenceRow(`'${kebab}.met': ({ to }) =>`, '`Every target of ${name(to)} is health-checked.`') +
  sentenceRow(
    `'${kebab}.unmet': ({ to, unchecked }) =>`,
    "`${count(unchecked, 'target')} of ${name(to)} without health checks.`",
  ) +
  sentenceRow(`'${kebab}.unmet.next': () =>`, "'See why: `bluegreen status`.'");

/** @param {Names} names */
const sentencesKo = ({ kebab }) =>
  sentenceRow(`'${kebab}.met': ({ to }) =>`, '`${name(to)} 색상의 모든 대상이 상태 검사를 받고 있습니다.`') +
  sentenceRow(
    `'${kebab}.unmet': ({ to, unchecked }) =>`,
    '`${name(to)} 색상에서 상태 검사를 받지 않는 대상이 ${unchecked}개 있습니다.`',
  ) +
  sentenceRow(`'${kebab}.unmet.next': () =>`, "'원인을 확인하세요: `bluegreen status`'");

/** @param {Names} names */
const gateFile = ({ kebab, camel }) => `import type { GateVerdict } from '../domain/plan.js';
import { say } from '../narration/say.js';
import type { GateFacts } from './facts.js';
import { judged } from './verdict.js';

/** Health checks are switched off for no target of the colour. */
export function ${camel}({ snapshot, to }: GateFacts): GateVerdict {
  const gate = '${kebab}' as const;
  const unchecked = snapshot.colors[to].targets.filter(({ health }) => health === 'unavailable').length;
  if (unchecked === 0) return judged(gate, 'pass', say('${kebab}.met', { to }));
  return judged(gate, 'fail', say('${kebab}.unmet', { to, unchecked }), { next: say('${kebab}.unmet.next') });
}
`;

/** @param {Names} names */
const specFile = ({ kebab, camel }) => `import type { TargetHealth } from '../domain/environment.js';
import { observe } from '../operations/steps/observe.js';
import { fakeWorld } from '../testing/index.js';
import type { GateFacts } from './facts.js';
import { GATES } from './gates.js';

async function factsOf(states: readonly TargetHealth[]): Promise<GateFacts> {
  const { snapshot } = await observe(fakeWorld().ctx);
  const targets = states.map((health, index) => ({ id: \`i-\${index}\`, port: 80, health }));
  const green = { ...snapshot.colors.green, targets };
  return {
    snapshot: { ...snapshot, colors: { ...snapshot.colors, green } },
    to: 'green',
    named: false,
    expected: null,
    identity: { kind: 'no-targets' },
    alarms: [],
  };
}

describe('${camel}', () => {
  it.each<[TargetHealth[], string, string]>([
    [['healthy', 'initial'], 'pass', 'Every target of GREEN is health-checked.'],
    [['healthy', 'unavailable'], 'fail', '1 target of GREEN without health checks.'],
  ])('%j: %s', async (states, verdict, summary) => {
    expect(GATES['${kebab}'](await factsOf(states))).toMatchObject({ gate: '${kebab}', verdict, summary });
  });

  it('says what to do next when it fails', async () => {
    expect(GATES['${kebab}'](await factsOf(['unavailable'])).next).toContain('bluegreen status');
  });
});
`;
