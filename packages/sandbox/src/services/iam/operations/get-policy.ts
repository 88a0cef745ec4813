import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition, WireInput } from '../../service.js';
import { encodedDocument, findPolicy, noSuchEntity, type IamFacts } from '../facts.js';

const ONLY_VERSION = 'v1';
const resources = (input: WireInput) => [requiredText(input, 'PolicyArn')];

export function getPolicy(facts: IamFacts): OperationDefinition {
  return {
    action: 'iam:GetPolicy',
    resources,
    handle(input) {
      const policy = findPolicy(facts, requiredText(input, 'PolicyArn'));
      return {
        Policy: {
          PolicyName: policy.name,
          PolicyId: policy.id,
          Arn: policy.arn,
          Path: '/',
          DefaultVersionId: ONLY_VERSION,
          AttachmentCount: facts.users.filter((user) => user.attached.includes(policy.arn)).length,
          PermissionsBoundaryUsageCount: 0,
          IsAttachable: true,
          Description: policy.description,
          CreateDate: policy.createdAt,
          UpdateDate: policy.createdAt,
        },
      };
    },
  };
}

export function getPolicyVersion(facts: IamFacts): OperationDefinition {
  return {
    action: 'iam:GetPolicyVersion',
    resources,
    handle(input) {
      const policy = findPolicy(facts, requiredText(input, 'PolicyArn'));
      const version = requiredText(input, 'VersionId');
      if (version !== ONLY_VERSION)
        throw noSuchEntity(`Policy ${policy.arn} version ${version} does not exist or is not attachable.`);
      return {
        PolicyVersion: {
          Document: encodedDocument(policy.document),
          VersionId: version,
          IsDefaultVersion: true,
          CreateDate: policy.createdAt,
        },
      };
    },
  };
}
