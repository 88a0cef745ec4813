import { YAMLMap, type CollectionTag, type ScalarTag, type YAMLSeq } from 'yaml';

/** Functions that have a short YAML form; all but Ref and Condition are `Fn::…` in the long one. */
const SHORT_FORMS = [
  'Ref',
  'Condition',
  'GetAtt',
  'Sub',
  'Join',
  'If',
  'Select',
  'Split',
  'FindInMap',
  'Equals',
  'And',
  'Or',
  'Not',
  'Base64',
  'Cidr',
  'GetAZs',
  'ImportValue',
  'Transform',
  'Length',
  'ToJsonString',
];

/** Reads `!Sub text` as `{ Fn::Sub: text }`, and so on, for every function with a short form. */
export const SHORT_TAGS: readonly (ScalarTag | CollectionTag)[] = SHORT_FORMS.flatMap((name) => {
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const wrap = (content: unknown): unknown => {
    const wrapped = new YAMLMap();
    wrapped.set(long, content);
    return wrapped;
  };
  const collection = (kind: 'seq' | 'map'): CollectionTag => ({
    tag: `!${name}`,
    collection: kind,
    resolve: (node: YAMLMap.Parsed | YAMLSeq.Parsed) => wrap(node),
  });
  const scalar: ScalarTag = {
    tag: `!${name}`,
    resolve: (text: string) => (name === 'GetAtt' ? { [long]: splitAttribute(text) } : { [long]: text }),
  };
  return [scalar, collection('seq'), collection('map')];
});

/** CloudFormation reads YAML 1.1, where these bare words are booleans: `Default: no` is `false`. */
export const OLD_BOOLEANS: readonly ScalarTag[] = [
  { ...boolean(true), test: /^(?:[Yy]es|YES|[Oo]n|ON)$/ },
  { ...boolean(false), test: /^(?:[Nn]o|NO|[Oo]ff|OFF)$/ },
];

function boolean(value: boolean): ScalarTag {
  return { default: true, tag: 'tag:yaml.org,2002:bool', resolve: () => value };
}

/** `Resource.Outputs.Name` names the attribute `Outputs.Name` of `Resource`. */
export function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
