import { FIELDS } from './fields.js';
import { jsonSchema } from './json-schema.js';
import { readSettings } from './read-file.js';
import { schema } from './schema.js';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: unknown;
}

describe('jsonSchema', () => {
  it('describes every key, and allows no other', async () => {
    const root = (await jsonSchema()) as Node;
    const undescribed: string[] = [];
    const visit = (node: Node, at: string) => {
      if (!node.description) undescribed.push(at);
      if (node.properties && node.additionalProperties !== false) undescribed.push(`${at} allows any key`);
      for (const [name, inner] of Object.entries(node.properties ?? {})) visit(inner, `${at}.${name}`);
    };
    visit(root, 'bluegreen.yaml');
    expect(undescribed).toEqual([]);
    const has = (key: string) =>
      key.split('.').reduce<Node | undefined>((node, name) => node?.properties?.[name], root) !== undefined;
    expect(FIELDS.map((field) => field.key).filter((key) => !has(key))).toEqual([]);
  });
});

describe('readSettings', () => {
  // A good file is read without the schema, because loading it takes longer than the rest of the start. They must agree.
  it.each([
    ['{}', true],
    ['', true],
    ['environments:', true],
    ['bucket: b\nalarms: [a]\ncolors: { blue: { targetGroup: x } }', true],
    ['environments: { production: { bucket: b }, staging: }', true],
    ['proof: { perSecond: 5, path: /version }', true],
    ['proof: { perSecond: "5" }', false],
    ['proof: { rate: 5 }', false],
    ['holdCapacity: false', true],
    ['metrics: false', true],
    ['holdCapacity: "false"', false],
    ['bucket: ""', false],
    ['alarms: []', false],
    ['alarms: [1]', false],
    ['colors: { red: {} }', false],
    ['colors: { blue: x }', false],
    ['environments: [production]', false],
    ['environments: { production: { project: p } }', false],
    ['environments: { production: text }', false],
    ['paths: null', false],
  ])('agrees with the schema about %j', async (text, isGood) => {
    const { parse } = await import('yaml');
    const read = await readSettings({ path: 'bluegreen.yaml', text }).then(
      () => true,
      (error: Error) => error.message,
    );
    expect(schema.safeParse(parse(text) ?? {}).success).toBe(isGood);
    expect(read).toEqual(isGood ? true : expect.stringMatching(/line \d+: /));
  });
});
