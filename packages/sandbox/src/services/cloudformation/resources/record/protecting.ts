import { randomBytes, randomUUID } from 'node:crypto';
import { generatedName } from '../names.js';
import { requiredText, text } from '../read.js';
import { recorded } from './recorded.js';

/** Ref is `name|id|scope`. */
export const webAcl = recorded({
  type: 'AWS::WAFv2::WebACL',
  required: ['DefaultAction', 'Scope', 'VisibilityConfig'],
  replacedBy: ['Name', 'Scope'],
  namedBy: 'Name',
  tags: 'list',
  attributes: ['Arn', 'Capacity', 'Id', 'LabelNamespace'],
  identify: (properties, context) =>
    [text(properties, 'Name') ?? generatedName(context, 128), randomUUID(), requiredText(properties, 'Scope')].join(
      '|',
    ),
  describe: (ref, _properties, { region, account }) => {
    const [name = '', id = '', scope = ''] = ref.split('|');
    const level = scope === 'CLOUDFRONT' ? 'global' : 'regional';
    return {
      Arn: `arn:aws:wafv2:${region}:${account}:${level}/webacl/${name}/${id}`,
      ...{ Capacity: '0', Id: id, LabelNamespace: `awswaf:${account}:webacl:${name}:` },
    };
  },
});

export const webAclAssociation = recorded({
  type: 'AWS::WAFv2::WebACLAssociation',
  required: ['ResourceArn', 'WebACLArn'],
  replacedBy: ['ResourceArn', 'WebACLArn'],
  identify: (properties) => `${requiredText(properties, 'WebACLArn')}|${requiredText(properties, 'ResourceArn')}`,
});

export const detector = recorded({
  type: 'AWS::GuardDuty::Detector',
  required: ['Enable'],
  tags: 'list',
  attributes: ['Id'],
  identify: () => randomBytes(16).toString('hex'),
  describe: (id) => ({ Id: id }),
});

export const key = recorded({
  type: 'AWS::KMS::Key',
  replacedBy: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  tags: 'list',
  attributes: ['Arn', 'KeyId'],
  identify: () => randomUUID(),
  describe: (id, _properties, { region, account }) => ({
    Arn: `arn:aws:kms:${region}:${account}:key/${id}`,
    KeyId: id,
  }),
});

export const keyAlias = recorded({
  type: 'AWS::KMS::Alias',
  required: ['AliasName', 'TargetKeyId'],
  replacedBy: ['AliasName'],
  identify: (properties) => requiredText(properties, 'AliasName'),
});
