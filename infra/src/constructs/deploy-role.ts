import type { CfnCondition } from 'aws-cdk-lib';
import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface GitLabProviderProps {
  /** `https://gitlab.com`, or where your own GitLab is; also the audience of its tokens. */
  readonly url: string;
  /** An account has one provider per URL: the ARN of one that exists. @default - a provider is made */
  readonly existingArn?: string;
  /** When to make one, where that is known only to CloudFormation. @default - when `existingArn` is not given */
  readonly create?: CfnCondition;
}

/** GitLab as an identity provider of the account. */
export class GitLabProvider extends Construct {
  readonly arn: string;
  readonly url: string;
  /** The URL without `https://`: first part of the provider's condition keys. */
  readonly issuer: string;

  constructor(scope: Construct, id: string, props: GitLabProviderProps) {
    super(scope, id);
    this.url = props.url;
    this.issuer = Fn.select(1, Fn.split('://', props.url));
    if (props.existingArn !== undefined && !props.create) {
      this.arn = props.existingArn;
      return;
    }
    const provider = new iam.CfnOIDCProvider(this, 'Resource', { url: props.url, clientIdList: [props.url] });
    provider.cfnOptions.condition = props.create;
    this.arn = props.create
      ? Fn.conditionIf(props.create.logicalId, provider.ref, props.existingArn ?? '').toString()
      : provider.ref;
  }
}

export interface DeployRoleProps {
  readonly provider: GitLabProvider;
  /** `group/project` in GitLab. An empty one lets nobody in. */
  readonly projectPath: string;
  /** Branches whose jobs may take the role; `*` and `?` stand for anything. */
  readonly branches: string;
  /** Managed policies of the role. @default - none */
  readonly managedPolicyArns?: readonly string[];
  /** @default - IAM chooses a name */
  readonly roleName?: string;
}

/** The role of GitLab's jobs: taken with a job's own token, for as long as the job runs. No key is stored anywhere. */
export class DeployRole extends Construct {
  readonly role: iam.CfnRole;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    this.role = new iam.CfnRole(this, 'Resource', {
      roleName: props.roleName,
      maxSessionDuration: 7200,
      managedPolicyArns: [...(props.managedPolicyArns ?? [])],
      assumeRolePolicyDocument: trustPolicy(props),
    });
    this.roleArn = this.role.attrArn;
  }
}

/** Condition keys carry the issuer, and a template cannot compute a key: hence a document as text. */
function trustPolicy({ provider, projectPath, branches }: DeployRoleProps) {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: '${Provider}' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { '${Issuer}:aud': '${Audience}' },
          StringLike: { '${Issuer}:sub': 'project_path:${Project}:ref_type:branch:ref:${Branches}' },
        },
      },
    ],
  });
  return Fn.sub(text, {
    Provider: provider.arn,
    Issuer: provider.issuer,
    Audience: provider.url,
    Project: projectPath,
    Branches: branches,
  });
}
