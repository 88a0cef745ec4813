import { randomUUID } from 'node:crypto';
import { invalidArgument, malformedXml } from '../errors.js';
import { receiveXml } from '../receive.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';
import { childrenOf, isElement, textOf, type XmlNode } from '../xml.js';

export const MINIMUM_SIZE_HEADER = {
  'x-amz-transition-default-minimum-object-size': 'all_storage_classes_128K',
} as const;

const ACTIONS = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
];

/** Replaces all rules. They are kept and shown, never carried out. */
export const putBucketLifecycleConfiguration: Operation = {
  name: 'PutBucketLifecycleConfiguration',
  action: 's3:PutLifecycleConfiguration',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const document = await receiveXml(request, 'LifecycleConfiguration', {
      lists: ['Rule', 'Transition', 'NoncurrentVersionTransition'],
      integrityRequired: true,
    });
    const rules = childrenOf(document, 'Rule').map(readRule);
    if (rules.length === 0 || rules.length > 1000) throw malformedXml();
    const ids = new Set(rules.map((rule) => rule.ID));
    if (ids.size < rules.length)
      throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', '');
    bucketOf(context, request.bucket).lifecycle = rules;
    return { status: 200, headers: MINIMUM_SIZE_HEADER };
  },
};

function readRule(node: XmlNode): { ID: string; [name: string]: XmlNode } {
  const status = textOf(node, 'Status');
  if (!isElement(node) || (status !== 'Enabled' && status !== 'Disabled')) throw malformedXml();
  if (!ACTIONS.some((action) => node[action] !== undefined)) {
    throw invalidArgument('At least one action needs to be specified in a rule', 'Rule', '');
  }
  const hasScope = node['Filter'] !== undefined || node['Prefix'] !== undefined;
  if (!hasScope) throw malformedXml();
  return { ...node, ID: textOf(node, 'ID') ?? randomUUID() };
}
