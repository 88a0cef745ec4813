import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface DeploymentUserProps {
  /** @default gitlab-deployment-user */
  readonly userName?: string;
  /** Managed policies besides CloudWatchLogsFullAccess. @default - none */
  readonly managedPolicyArns?: readonly string[];
}

/** The guide's IAM user, for a GitLab that AWS cannot reach. Its access key is made by hand, never by a template. */
export class DeploymentUser extends Construct {
  readonly user: iam.CfnUser;

  constructor(scope: Construct, id: string, props: DeploymentUserProps = {}) {
    super(scope, id);
    this.user = new iam.CfnUser(this, 'Resource', {
      userName: props.userName ?? 'gitlab-deployment-user',
      managedPolicyArns: [
        `arn:${Aws.PARTITION}:iam::aws:policy/CloudWatchLogsFullAccess`,
        ...(props.managedPolicyArns ?? []),
      ],
    });
  }
}
