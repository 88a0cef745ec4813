const { add, edit, insertBefore, insertSorted } = require('./edit.cjs');
const { namesOf } = require('./names.cjs');

const SDK = 'packages/sdk/src';
const CLI = 'apps/cli/src';

/**
 * An operation that looks and plans, and changes nothing yet: what every operation does first.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ readonly name: string }} options
 */
module.exports = function operation(tree, options) {
  const names = namesOf(options.name);
  const { kebab, camel, pascal } = names;
  add(tree, {
    [`${SDK}/planning/plan-${kebab}.ts`]: planFile(names),
    [`${SDK}/operations/${kebab}.ts`]: operationFile(names),
    [`${SDK}/operations/${kebab}.spec.ts`]: specFile(names),
    [`${CLI}/commands/${kebab}.ts`]: commandFile(names),
  });
  edit(tree, `${SDK}/domain/operations.ts`, (text) => text.trimEnd() + resultType(names));
  edit(tree, `${SDK}/bluegreen.ts`, (text) => {
    const imported = insertSorted(
      text,
      /^import \{ \w+ \} from '\.\/operations\/.*';$/,
      `import { ${camel} } from './operations/${kebab}.js';`,
    );
    const typed = insertSorted(imported, /^ {2}\w+(Input|Result),$/, `  ${pascal}Result,`);
    const declared = insertBefore(
      typed,
      /^ {2}\/\*\*[^\n]*\*\/\n {2}close\(\): void;/m,
      `  /** What ${names.words} would start from. Changes nothing. */\n  ${camel}(): Operation<${pascal}Result>;\n`,
    );
    return insertBefore(declared, /^ {4}close: \(\) => undefined,$/m, `    ${camel}: () => ${camel}(context),\n`);
  });
  edit(tree, `${CLI}/program.ts`, (text) => {
    const imported = insertSorted(
      text,
      /^import \{ \w+Command \} from '\.\/commands\/[\w-]+\.js';$/,
      `import { ${camel}Command } from './commands/${kebab}.js';`,
    );
    return insertBefore(imported, /^ {4}versionCommand\(cli\),$/m, `    ${camel}Command(cli),\n`);
  });
  return () => {
    console.log('Now: npm run docs, because the reference of the command line lists every command.');
  };
};

/** @typedef {ReturnType<typeof namesOf>} Names */

/** @param {Names} names */
const resultType = ({ pascal, words }) => `

/** What ${words} starts from. */
export interface ${pascal}Result {
  readonly environment: string;
  /** Null while two colours share the traffic. */
  readonly live: Color | null;
  readonly idle: Color | null;
}
`;

/** @param {Names} names */
const planFile = ({ pascal, words }) => `import { otherColor } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import type { ${pascal}Result } from '../domain/operations.js';

/** What ${words} starts from. Pure. */
export function plan${pascal}({ environment, live }: Snapshot): ${pascal}Result {
  return { environment, live, idle: live && otherColor(live) };
}
`;

/** @param {Names} names */
const operationFile = ({
  kebab,
  camel,
  pascal,
  words,
}) => `import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { ${pascal}Result } from '../domain/operations.js';
import { plan${pascal} } from '../planning/plan-${kebab}.js';
import { observe } from './steps/observe.js';
import { closedErrors } from './steps/operation-errors.js';

/** What ${words} would start from, read from AWS at once. Changes nothing. */
export function ${camel}(context: OperationContext): Operation<${pascal}Result> {
  return closedErrors(context, run(context));
}

async function* run(context: OperationContext): Operation<${pascal}Result> {
  const { snapshot } = await observe(context);
  yield { type: 'environment.observed', snapshot };
  return plan${pascal}(snapshot);
}
`;

/** @param {Names} names */
const specFile = ({ kebab, camel, pascal }) => `import { collect, fakeWorld } from '../testing/index.js';
import { plan${pascal} } from '../planning/plan-${kebab}.js';
import { ${camel} } from './${kebab}.js';
import { observe } from './steps/observe.js';

describe('${camel}', () => {
  it.each([
    ['blue', 'green'],
    ['green', 'blue'],
  ] as const)('tells %s from %s, and changes nothing', async (live, idle) => {
    const world = fakeWorld({ live });
    const run = await collect(${camel}(world.ctx));
    expect(run.path).toEqual(['environment.observed']);
    expect(run.result).toEqual({ environment: 'production', live, idle });
    expect(world.live).toBe(live);
  });

  it('names no idle colour while two share the traffic', async () => {
    const { snapshot } = await observe(fakeWorld().ctx);
    expect(plan${pascal}({ ...snapshot, live: null })).toMatchObject({ live: null, idle: null });
  });
});
`;

/** @param {Names} names */
const commandFile = ({
  kebab,
  camel,
  words,
}) => `import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';

export function ${camel}Command(cli: CliContext): CommandUnknownOpts {
  return new Command('${kebab}')
    .description('Show what ${words} would start from. Changes nothing.')
    .addHelpText('after', '\\nExamples:\\n  $ bluegreen ${kebab}\\n  $ bluegreen ${kebab} --json')
    .action(async () => {
      const result = await cli.read((bluegreen) => bluegreen.${camel}());
      cli.print(result, () => \`\${result.environment}: \${(result.live ?? 'none').toUpperCase()}\`);
    });
}
`;
