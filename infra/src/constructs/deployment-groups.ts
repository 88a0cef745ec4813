import type { Color } from '@bluegreen/sdk';
import { COLORS } from '@bluegreen/sdk';
import { Aws } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { capitalized } from './colors.js';

export interface DeploymentGroupsProps {
  readonly applicationName: string;
  /** `-<color>-dg` is added to the application's name for each group. */
  readonly autoScalingGroupNames: Readonly<Record<Color, string>>;
  /**
   * Alarms that end a deployment to a colour and bring its last good release back. They must be quiet on a colour that
   * serves nobody: CodeDeploy refuses to start under an alarm.
   * @default - none
   */
  readonly alarms?: Readonly<Record<Color, readonly cloudwatch.IAlarm[]>>;
  /** @default - IAM chooses a name */
  readonly roleName?: string;
}

/** The CodeDeploy application and a deployment group a colour: in place, without traffic control. */
export class DeploymentGroups extends Construct {
  readonly applicationName: string;
  readonly groups: Readonly<Record<Color, codedeploy.CfnDeploymentGroup>>;
  readonly groupNames: Readonly<Record<Color, string>>;
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: DeploymentGroupsProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', {
      roleName: props.roleName,
      assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        iam.ManagedPolicy.fromManagedPolicyArn(
          this,
          'Managed',
          `arn:${Aws.PARTITION}:iam::aws:policy/service-role/AWSCodeDeployRole`,
        ),
      ],
    });
    const application = new codedeploy.CfnApplication(this, 'Application', {
      applicationName: props.applicationName,
      computePlatform: 'Server',
    });
    this.applicationName = application.ref;
    this.groupNames = { blue: `${props.applicationName}-blue-dg`, green: `${props.applicationName}-green-dg` };
    const [blue, green] = COLORS.map((color) => this.createGroup(color, props));
    this.groups = { blue: blue!, green: green! };
  }

  private createGroup(color: Color, props: DeploymentGroupsProps): codedeploy.CfnDeploymentGroup {
    const alarms = props.alarms?.[color] ?? [];
    return new codedeploy.CfnDeploymentGroup(this, `${capitalized(color)}Group`, {
      applicationName: this.applicationName,
      deploymentGroupName: this.groupNames[color],
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      serviceRoleArn: this.role.roleArn,
      autoScalingGroups: [props.autoScalingGroupNames[color]],
      // Moving traffic is the product's business: one listener, proven, with a way back.
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
      autoRollbackConfiguration: {
        enabled: true,
        events: ['DEPLOYMENT_FAILURE', ...(alarms.length > 0 ? ['DEPLOYMENT_STOP_ON_ALARM'] : [])],
      },
      ...(alarms.length > 0 && {
        alarmConfiguration: { enabled: true, alarms: alarms.map((alarm) => ({ name: alarm.alarmName })) },
      }),
    });
  }
}
