import type { PolicyNames } from '@bluegreen/sdk';
import { policyFor } from '@bluegreen/sdk';
import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface HostRoleProps {
  /** What the hosts may touch. */
  readonly names: PolicyNames;
}

/** What the hosts are in IAM: a role with the SDK's policy for instances, and sessions through Systems Manager. */
export class HostRole extends Construct {
  readonly role: iam.Role;
  readonly instanceProfileArn: string;

  constructor(scope: Construct, id: string, props: HostRoleProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Resource', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      inlinePolicies: { Host: iam.PolicyDocument.fromJson(policyFor('instance', props.names)) },
      managedPolicies: [
        iam.ManagedPolicy.fromManagedPolicyArn(
          this,
          'Sessions',
          `arn:${Aws.PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
        ),
      ],
    });
    this.instanceProfileArn = new iam.CfnInstanceProfile(this, 'Profile', { roles: [this.role.roleName] }).attrArn;
  }
}
