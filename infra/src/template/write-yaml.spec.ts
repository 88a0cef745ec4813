import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Template } from 'aws-cdk-lib/assertions';
import { synthesize } from '../testing/synthesize.js';
import { joinsToSubs } from './joins-to-subs.js';
import { writeYaml } from './write-yaml.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bluegreen-yaml-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What another reader of CloudFormation's YAML understands. */
function readBack(yaml: string): Record<string, unknown> {
  const templateFile = join(folder, 'template.yaml');
  writeFileSync(templateFile, yaml);
  const stack = new Stack(new App({ analyticsReporting: false, outdir: folder }), 'Stack', {
    synthesizer: new BootstraplessSynthesizer(),
  });
  new CfnInclude(stack, 'Included', { templateFile, allowCyclicalReferences: true });
  // That reader keeps an attribute in the dotted form in which it is written.
  return JSON.parse(JSON.stringify(Template.fromStack(stack).toJSON()), (key, value: unknown) =>
    key === 'Fn::GetAtt' && typeof value === 'string' ? value.split('.') : value,
  ) as Record<string, unknown>;
}

const withTopic = (DisplayName: unknown, rest: object = {}) => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } }, ...rest },
});

describe('writeYaml', () => {
  it('writes the shipped template so that another reader finds the same', () => {
    const shipped = joinsToSubs(synthesize().toJSON()) as object;
    expect(readBack(writeYaml(shipped))).toEqual(shipped);
  });

  it.each([
    'plain',
    '',
    'yes',
    'null',
    '~',
    '1.5',
    '2012-10-17',
    '0x1f',
    ' leading and trailing ',
    'colon: inside',
    'ends with a colon:',
    'hash # inside',
    "it's",
    '"quoted"',
    '*star',
    '!bang',
    '@at',
    '%percent',
    '{brace}',
    '[bracket], comma',
    'back\\slash \\d',
    'tab\there',
    'Umlaut ü',
    '- dash',
    '? question',
    'a * and ?',
    'one\ntwo\n',
    'one\n\n  two: 2\nthree',
    '  indented first\nsecond',
    '\nbegins empty',
  ])('keeps the text %j', (text) => {
    expect(readBack(writeYaml(withTopic(text)))).toEqual(withTopic(text));
  });

  it.each([
    [{ Ref: 'AWS::Region' }],
    [{ 'Fn::Sub': 'a-${AWS::Region}-${!literal}' }],
    [{ 'Fn::Sub': ['${A}-b', { A: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } }] }],
    [{ 'Fn::Base64': { 'Fn::Sub': 'line one\nline ${AWS::Region}\n' } }],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'AWS::StackName' }] }] }],
    [{ 'Fn::Join': [',', ['a', { Ref: 'AWS::Region' }]] }],
  ])('keeps %j', (value) => {
    expect(readBack(writeYaml(withTopic(value)))).toEqual(withTopic(value));
  });

  it('quotes what readers of YAML 1.1 take for a key inside a flow', () => {
    const text = writeYaml({ Parameters: { Branch: { Type: 'String', Description: 'may hold * and ?' } } });
    expect(text).toContain("Description: 'may hold * and ?'");
  });

  it('keeps attributes, lists of maps, and a resource’s own Condition', () => {
    const template = {
      Conditions: {
        Never: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] },
        Also: { 'Fn::Or': [{ Condition: 'Never' }, { 'Fn::Equals': ['a', 'b'] }] },
      },
      ...withTopic(
        { 'Fn::GetAtt': ['Other', 'TopicName'] },
        {
          Other: {
            Type: 'AWS::SNS::Topic',
            Condition: 'Never',
            Properties: {
              Tags: [
                { Key: 'a', Value: 'b' },
                { Key: 'c', Value: { Ref: 'AWS::Region' } },
              ],
            },
          },
        },
      ),
    };
    expect(readBack(writeYaml(template))).toEqual(template);
  });
});
