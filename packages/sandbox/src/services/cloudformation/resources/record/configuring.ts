import { generatedName } from '../names.js';
import { text } from '../read.js';
import { recorded } from './recorded.js';

/** Found again by `AWS::SSM::Parameter::Value<…>` of other stacks. */
export const parameter = recorded({
  type: 'AWS::SSM::Parameter',
  required: ['Type', 'Value'],
  replacedBy: ['Name'],
  namedBy: 'Name',
  tags: 'map',
  attributes: ['Type', 'Value'],
  identify: (properties, context) => text(properties, 'Name') ?? generatedName(context, 128),
  describe: (_name, properties) => ({ Type: text(properties, 'Type') ?? '', Value: text(properties, 'Value') ?? '' }),
});

export const configurationRecorder = recorded({
  type: 'AWS::Config::ConfigurationRecorder',
  required: ['RoleARN'],
  replacedBy: ['Name'],
  identify: (properties, context) => text(properties, 'Name') ?? generatedName(context, 256),
});

export const deliveryChannel = recorded({
  type: 'AWS::Config::DeliveryChannel',
  required: ['S3BucketName'],
  replacedBy: ['Name'],
  identify: (properties, context) => text(properties, 'Name') ?? generatedName(context, 256),
});

export const configRule = recorded({
  type: 'AWS::Config::ConfigRule',
  required: ['Source'],
  replacedBy: ['ConfigRuleName'],
  namedBy: 'ConfigRuleName',
  attributes: ['Arn', 'ConfigRuleId', 'Compliance.Type'],
  identify: (properties, context) => text(properties, 'ConfigRuleName') ?? generatedName(context, 128),
  describe: (name, _properties, { region, account }) => ({
    Arn: `arn:aws:config:${region}:${account}:config-rule/config-rule-${name.slice(-6).toLowerCase()}`,
    ConfigRuleId: `config-rule-${name.slice(-6).toLowerCase()}`,
    'Compliance.Type': 'INSUFFICIENT_DATA',
  }),
});

/** What the CDK notes of itself. */
export const cdkMetadata = recorded({
  type: 'AWS::CDK::Metadata',
  identify: (_properties, { stackName, logicalId }) => `${stackName}-${logicalId}`,
});

export const waitConditionHandle = recorded({
  type: 'AWS::CloudFormation::WaitConditionHandle',
  identify: (_properties, { region, stackId, logicalId }) =>
    `https://cloudformation-waitcondition-${region}.s3.amazonaws.com/${encodeURIComponent(stackId)}/${logicalId}`,
});
