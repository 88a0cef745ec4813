import { CATALOGUE } from '../resources/catalogue.js';
import { capabilityOf } from './capabilities.js';
import { checkReferences } from './check-references.js';
import { dependenciesOf, inOrder } from './dependencies.js';
import { checkSize, readTemplate } from './read-template.js';

const read = (body: string | object) => {
  const template = readTemplate(typeof body === 'string' ? body : JSON.stringify(body));
  checkReferences(template, (type) => CATALOGUE.get(type)?.attributes);
  dependenciesOf(template);
  return template;
};
const topic = { Type: 'AWS::SNS::Topic' };
const withResources = (Resources: object, further: object = {}) => ({ Resources, ...further });

it('reads YAML with short tags as the JSON with long ones', () => {
  const short = `
Conditions: { Big: !Not [!Equals [!Ref AWS::Region, x]] }
Mappings: { Map: { a: { b: c } } }
Resources:
  Other: { Type: AWS::SNS::Topic }
  One:
    Type: AWS::SNS::Topic
    Condition: Big
    Properties:
      A: !GetAtt Other.TopicArn
      B: !Sub ['\${X}', { X: !Select [0, !Split [',', 'a,b']] }]
      C: !If [Big, !FindInMap [Map, a, b], !Ref AWS::NoValue]
      D: { Fn::Base64: !Join ['', [!Sub 'x\${Other}', !GetAtt [Other, TopicName]]] }
      E: !And [!Condition Big, !Or [!Condition Big, !Condition Big]]
`;
  const { resources, conditions } = read(short);
  expect(conditions).toEqual({ Big: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] }] } });
  expect(resources['One']?.properties).toEqual({
    A: { 'Fn::GetAtt': ['Other', 'TopicArn'] },
    B: { 'Fn::Sub': ['${X}', { X: { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] } }] },
    C: { 'Fn::If': ['Big', { 'Fn::FindInMap': ['Map', 'a', 'b'] }, { Ref: 'AWS::NoValue' }] },
    D: { 'Fn::Base64': { 'Fn::Join': ['', [{ 'Fn::Sub': 'x${Other}' }, { 'Fn::GetAtt': ['Other', 'TopicName'] }]] } },
    E: { 'Fn::And': [{ Condition: 'Big' }, { 'Fn::Or': [{ Condition: 'Big' }, { Condition: 'Big' }] }] },
  });
});

it('reads bare words as YAML 1.1 does', () => {
  const { parameters } = read(`
Parameters: { A: { Type: String, Default: no }, B: { Type: String, Default: 'no' }, C: { Type: String, Default: On } }
Resources: { T: { Type: AWS::SNS::Topic } }
`);
  expect(Object.values(parameters).map(({ defaultValue }) => defaultValue)).toEqual(['false', 'no', 'true']);
});

it('puts every resource after what it needs', () => {
  const template = read(
    withResources({
      Last: { ...topic, Properties: { A: { 'Fn::Sub': '${Middle.TopicArn}' } } },
      Middle: { ...topic, DependsOn: ['First'] },
      First: topic,
      Free: topic,
    }),
  );
  expect(inOrder(dependenciesOf(template))).toEqual(['First', 'Middle', 'Last', 'Free']);
});

it.each<[string, string | object, string | RegExp]>([
  ['YAML that is none', 'a: [b', /^Template format error: YAML not well-formed\. \(line 1, column \d+\)$/],
  ['JSON that is none', '{"a": }', /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/],
  ['a list', '- a', 'Template format error: unsupported structure.'],
  ['an alias', 'Resources: &a { A: { Type: AWS::SNS::Topic } }\nOutputs: *a', /aliases are not allowed/],
  ['no resources', {}, 'Template format error: At least one Resources member must be defined.'],
  ['a stray section', { Resources: { A: topic }, Resource: {} }, 'Invalid template property or properties [Resource]'],
  [
    'a resource without a type',
    withResources({ A: {} }),
    'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
  ],
  [
    'a stray attribute',
    withResources({ A: { ...topic, Propertys: {} } }),
    "Invalid template resource property 'Propertys'",
  ],
  [
    'a name with a dash',
    withResources({ 'a-b': topic }),
    'Template format error: Resource name a-b is non alphanumeric.',
  ],
  [
    'another version',
    { AWSTemplateFormatVersion: '2011-01-01', ...withResources({ A: topic }) },
    /version 2011-01-01 is not supported/,
  ],
  [
    'a transform',
    { Transform: 'AWS::Serverless-2016-10-31', ...withResources({ A: topic }) },
    /does not implement the section Transform/,
  ],
  ['a creation policy', withResources({ A: { ...topic, CreationPolicy: {} } }), /does not implement CreationPolicy/],
  [
    'a rolling update',
    withResources({ A: { ...topic, UpdatePolicy: { AutoScalingRollingUpdate: {} } } }),
    /does not implement the update policy AutoScalingRollingUpdate/,
  ],
  [
    'too long a description',
    { Description: 'x'.repeat(1_025), ...withResources({ A: topic }) },
    "Template error: 'Description' length is greater than 1024.",
  ],
  [
    'a reference to nothing',
    withResources({ A: { ...topic, Properties: { TopicName: { 'Fn::Sub': '${B}-${C}' } } } }),
    'Template format error: Unresolved resource dependencies [B, C] in the Resources block of the template',
  ],
  [
    'an output of nothing',
    withResources({ A: topic }, { Outputs: { O: { Value: { Ref: 'B' } } } }),
    'Template format error: Unresolved resource dependencies [B] in the Outputs block of the template',
  ],
  [
    'an attribute of nothing',
    withResources({ A: { ...topic, Properties: { TopicName: { 'Fn::GetAtt': ['B', 'Arn'] } } } }),
    'Template error: instance of Fn::GetAtt references undefined resource B',
  ],
  [
    'an attribute that is none',
    withResources({ A: topic, B: { ...topic, Properties: { TopicName: { 'Fn::GetAtt': ['A', 'Arn'] } } } }),
    'Template error: resource A does not support attribute type Arn in Fn::GetAtt',
  ],
  [
    'a dependency on nothing',
    withResources({ A: { ...topic, DependsOn: 'B' } }),
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
  ],
  [
    'a condition that is none',
    withResources({ A: { ...topic, Condition: 'No' } }),
    'Template format error: Unresolved condition dependency No in the Resources block of the template',
  ],
  [
    'a condition over resources',
    withResources({ A: topic }, { Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, ''] } } }),
    /Cannot reference resources in the Conditions block of the template$/,
  ],
  [
    'conditions in a circle',
    withResources({ A: topic }, { Conditions: { C: { Condition: 'D' }, D: { 'Fn::Not': [{ Condition: 'C' }] } } }),
    /Circular dependencies for condition/,
  ],
  [
    'resources in a circle',
    withResources({
      Free: topic,
      A: { ...topic, Properties: { TopicName: { Ref: 'C' } } },
      B: { ...topic, DependsOn: 'A' },
      C: { ...topic, Properties: { TopicName: { 'Fn::GetAtt': ['B', 'TopicArn'] } } },
      Hanging: { ...topic, DependsOn: 'A' },
    }),
    'Circular dependency between resources: [A, B, C]',
  ],
  [
    'a resource that needs itself',
    withResources({ A: { ...topic, Properties: { TopicName: { Ref: 'A' } } } }),
    'Circular dependency between resources: [A]',
  ],
  [
    'a map that is none',
    withResources({ A: { ...topic, Properties: { TopicName: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } }),
    /Mapping named 'M' is not present/,
  ],
  [
    'a parameter without a type',
    withResources({ A: topic }, { Parameters: { P: {} } }),
    'Template format error: Every Parameters object must contain a Type member.',
  ],
  [
    'a parameter of a strange type',
    withResources({ A: topic }, { Parameters: { P: { Type: 'Text' } } }),
    'Template format error: Unrecognized parameter type: Text',
  ],
  [
    'a pattern that is none',
    withResources({ A: topic }, { Parameters: { P: { Type: 'String', AllowedPattern: '(' } } }),
    /is not a valid regular expression/,
  ],
  [
    'an output without a value',
    withResources({ A: topic }, { Outputs: { O: {} } }),
    'Template format error: Every Outputs member must contain a Value object',
  ],
  [
    'a deletion policy nobody knows',
    withResources({ A: { ...topic, DeletionPolicy: 'Keep' } }),
    'Template format error: Unrecognized DeletionPolicy Keep for resource A',
  ],
])('refuses %s', (_name, body, message) => {
  let thrown: unknown;
  try {
    read(body);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    code: 'ValidationError',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
});

it('refuses what is too large for a request and takes it from a bucket', () => {
  const body = 'x'.repeat(51_201);
  expect(() => checkSize(body, 'request')).toThrow(/less than or equal to 51200$/);
  expect(() => checkSize(body, 'bucket')).not.toThrow();
});

it.each([
  ['AWS::SNS::Topic', {}, undefined],
  ['AWS::IAM::OIDCProvider', {}, undefined],
  ['AWS::IAM::Role', {}, 'CAPABILITY_IAM'],
  ['AWS::IAM::Role', { RoleName: 'x' }, 'CAPABILITY_NAMED_IAM'],
])('%s with %j asks for %s', (Type, Properties, name) => {
  expect(capabilityOf(readTemplate(JSON.stringify({ Resources: { A: { Type, Properties } } })))?.name).toBe(name);
});
