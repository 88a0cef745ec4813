import { Aws } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface FlowLogProps {
  readonly vpcId: string;
  readonly logGroupName: string;
  /** @default 30 days */
  readonly retention?: logs.RetentionDays;
}

/** Every connection that the VPC accepts or refuses, in CloudWatch Logs. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const { logGroupName, vpcId, retention = logs.RetentionDays.ONE_MONTH } = props;
    const group = new logs.CfnLogGroup(this, 'LogGroup', { logGroupName, retentionInDays: retention });
    const role = new iam.CfnRole(this, 'Role', {
      assumeRolePolicyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ['sts:AssumeRole'],
            principals: [new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com')],
            conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          }),
        ],
      }),
      policies: [
        {
          policyName: 'WriteFlowLog',
          policyDocument: new iam.PolicyDocument({
            statements: [
              new iam.PolicyStatement({
                actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
                resources: [group.attrArn],
              }),
            ],
          }),
        },
      ],
    });
    new ec2.CfnFlowLog(this, 'FlowLog', {
      resourceId: vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: group.ref,
      deliverLogsPermissionArn: role.attrArn,
    });
  }
}
