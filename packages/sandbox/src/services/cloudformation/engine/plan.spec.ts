import type { JsonRecord } from '../template/json.js';
import { planChanges, type KnownResources } from './plan.js';

const existing = (properties: JsonRecord, type = 'T') => ({
  ...{ type, properties, ref: null, physicalId: 'old', attributes: { Arn: 'old-arn' } },
});
const behaviourOf = (type: string) => ({ type, replacedBy: type === 'Fixed' ? ['*'] : ['Name'] });

function plan(
  before: Record<string, ReturnType<typeof existing>>,
  after: Record<string, { type?: string; properties: (known: KnownResources) => JsonRecord }>,
) {
  const changes = planChanges({
    before,
    after: Object.entries(after).map(([logicalId, { type = 'T' }]) => ({ logicalId, type })),
    behaviourOf,
    propertiesOf: (id, known) => after[id]!.properties(known),
  });
  return changes.map((one) => [one.action, one.logicalId, one.replacement, one.changed.join()]);
}

it('sees nothing where scalars only differ in their type, or members in their order', () => {
  const before = { A: existing({ Port: 80, On: true, Tags: [{ Key: 'k', Value: 'v' }] }) };
  const properties = () => ({ On: 'true', Port: '80', Tags: [{ Value: 'v', Key: 'k' }] });
  expect(plan(before, { A: { properties } })).toEqual([]);
});

it('tells changes in place from replacements, and additions from removals', () => {
  const before = { A: existing({ Size: 1 }), B: existing({ Name: 'b' }), C: existing({}), D: existing({}, 'Was') };
  const after = {
    A: { properties: () => ({ Size: 2 }) },
    B: { properties: () => ({ Name: 'c' }) },
    D: { properties: () => ({}) },
    E: { properties: () => ({}) },
  };
  expect(plan(before, after)).toEqual([
    ['Modify', 'A', 'False', 'Size'],
    ['Modify', 'B', 'True', 'Name'],
    ['Modify', 'D', 'True', ''],
    ['Add', 'E', null, ''],
    ['Remove', 'C', null, ''],
  ]);
});

it('follows what a change changes: a user of a replaced resource changes too, perhaps by replacement', () => {
  const before = {
    Source: existing({ x: 1 }, 'Fixed'),
    User: existing({ Of: 'old' }),
    Named: existing({ Name: 'old' }),
    Reader: existing({ Arn: 'old-arn' }),
    Apart: existing({ Arn: 'old-arn' }),
  };
  const after = {
    Source: { type: 'Fixed', properties: () => ({ x: 2 }) },
    User: { properties: (known: KnownResources) => ({ Of: known.ref('Source') }) },
    Named: { properties: (known: KnownResources) => ({ Name: known.ref('Source') }) },
    Reader: { properties: (known: KnownResources) => ({ Arn: known.attribute('User', 'Arn') }) },
    Apart: { properties: (known: KnownResources) => ({ Arn: known.attribute('Apart', 'Arn') }) },
  };
  expect(plan(before, after)).toEqual([
    ['Modify', 'Source', 'True', 'x'],
    ['Modify', 'User', 'False', 'Of'],
    ['Modify', 'Named', 'Conditional', 'Name'],
    ['Modify', 'Reader', 'False', 'Arn'],
  ]);
});
