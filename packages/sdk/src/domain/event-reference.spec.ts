import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FILE = join(__dirname, '../../../../docs/reference/events.md');
const SOURCE = join(__dirname, 'events.ts');

interface EventRow {
  readonly type: string;
  readonly members: readonly string[];
  readonly means: string;
}

/** Every event as its type says it, in the order in which it stands there. */
function events(): EventRow[] {
  const source = ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.ES2022, true);
  const union = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'BlueGreenEvent')!.type;
  if (!ts.isUnionTypeNode(union)) throw new Error('BlueGreenEvent is no union any more.');
  return union.types.filter(ts.isTypeLiteralNode).map((event) => {
    const members = event.members.filter(ts.isPropertySignature);
    const [type, ...rest] = members.map(({ name, questionToken, type: of }) => ({
      name: `${name.getText()}${questionToken ? '?' : ''}`,
      of: of!.getText().replaceAll(/\s+/g, ' '),
    }));
    const comment = comments(source, event);
    return {
      type: type!.of.replaceAll("'", ''),
      members: rest.map(({ name, of }) => `${name}: ${of}`),
      means: comment,
    };
  });
}

/** What the comment before an event says. */
function comments(source: ts.SourceFile, event: ts.TypeLiteralNode): string {
  const text = source.getFullText();
  // The bar of the union stands between the comment and the event.
  const before = text
    .slice(0, event.getStart())
    .replace(/\|\s*$/, '')
    .trimEnd();
  const [, said] = /\/\*\*((?:(?!\*\/)[^])*)\*\/$/.exec(before) ?? [];
  return (said ?? '').replaceAll(/\s*\n\s*\*\s?/g, ' ').trim();
}

function reference(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = events().map(({ type, members, means }) => {
    const carried = members.map((member) => `\`${cell(member)}\``).join('<br>');
    return `| \`${type}\` | ${carried || 'nothing'} | ${cell(means)} |`;
  });
  return [
    '# Event reference',
    '',
    "Generated from the closed set of events by `npm run docs`; a test fails when it is stale. The SDK's operations yield them, a",
    'job keeps them in `.bluegreen/events.ndjson` (`--report-dir`), one JSON object a line with its time in `at`, and every other',
    'medium tells them in words. Types that are named here are in the [SDK API](sdk-api.md).',
    '',
    '| Event | Carries | Means |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

describe('the event reference', () => {
  it('is what the types say (npm run docs writes it)', () => {
    if (process.env['BLUEGREEN_WRITE_DOCS'] === 'yes') writeFileSync(FILE, reference());
    expect(readFileSync(FILE, 'utf8')).toBe(reference());
  });

  it('has every event', () => {
    const types = events().map(({ type }) => type);
    expect(types.length).toBeGreaterThan(40);
    expect(new Set(types).size).toBe(types.length);
    expect(events().filter(({ means }) => means === '')).toEqual([]);
    expect(types).toEqual(expect.arrayContaining(['plan.made', 'traffic.shifted', 'probe.passed', 'lease.released']));
  });
});
