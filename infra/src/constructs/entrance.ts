import type { CfnCondition } from 'aws-cdk-lib';
import { Duration, Fn, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Color } from '@bluegreen/sdk';
import { COLOR_HEADER, COLORS } from '@bluegreen/sdk';
import { Construct } from 'constructs';
import { capitalized } from './colors.js';
import type { INetwork } from './network.js';

export interface EntranceProps {
  readonly network: INetwork;
  /** The hosts': traffic and health checks go there, on port 80, and nowhere else. */
  readonly hostSecurityGroupId: string;
  /**
   * Who may ask the test listener on port 8080, as an IPv4 range.
   * @default 0.0.0.0/0
   */
  readonly testListenerCidr?: string;
}

export interface ListenersProps {
  /** The target group of each colour. The production listener starts with BLUE's alone. */
  readonly targetGroupArns: Readonly<Record<Color, string>>;
  /**
   * Certificate of the HTTPS listener; port 80 then redirects to it.
   * @default - no HTTPS
   */
  readonly certificateArn?: string;
  /**
   * Whether `certificateArn` holds one, where that is known only to CloudFormation.
   * @default - it does when it is given
   */
  readonly certificateGiven?: CfnCondition;
}

const OPEN = '0.0.0.0/0';
const HOST_PORT = { ipProtocol: 'tcp', fromPort: 80, toPort: 80, description: 'Traffic and health checks' };
const MINUTE = Duration.minutes(1);

/** The load balancer with its production and test listeners. */
export class Entrance extends Construct {
  readonly loadBalancer: elb.CfnLoadBalancer;
  readonly securityGroupId: string;
  private listenerArnOrNone: string | undefined;
  private testListenerArnOrNone: string | undefined;

  constructor(scope: Construct, id: string, props: EntranceProps) {
    super(scope, id);
    const securityGroup = new ec2.CfnSecurityGroup(this, 'SecurityGroup', {
      groupDescription: 'Load balancer: production for everybody, the test listener for whom it is open',
      vpcId: props.network.vpcId,
      securityGroupIngress: [
        { ipProtocol: 'tcp', fromPort: 80, toPort: 80, cidrIp: OPEN, description: 'Production' },
        {
          ipProtocol: 'tcp',
          fromPort: 8080,
          toPort: 8080,
          cidrIp: props.testListenerCidr ?? OPEN,
          description: 'Test listener',
        },
      ],
      securityGroupEgress: [{ ...HOST_PORT, destinationSecurityGroupId: props.hostSecurityGroupId }],
    });
    this.securityGroupId = securityGroup.attrGroupId;
    new ec2.CfnSecurityGroupIngress(this, 'ToHosts', {
      ...HOST_PORT,
      groupId: props.hostSecurityGroupId,
      sourceSecurityGroupId: this.securityGroupId,
    });
    this.loadBalancer = new elb.CfnLoadBalancer(this, 'Resource', {
      type: 'application',
      scheme: 'internet-facing',
      subnets: [...props.network.publicSubnetIds],
      securityGroups: [this.securityGroupId],
      loadBalancerAttributes: [
        // Shorter than the hosts' keep-alive, so that never the host is the one to close a connection in use.
        { key: 'idle_timeout.timeout_seconds', value: '60' },
        { key: 'routing.http.drop_invalid_header_fields.enabled', value: 'true' },
      ],
    });
    this.loadBalancer.node.addDependency(props.network.connected);
  }

  /** ARN of the listener that production traffic goes through. */
  get listenerArn(): string {
    return existing(this.listenerArnOrNone);
  }

  get testListenerArn(): string {
    return existing(this.testListenerArnOrNone);
  }

  /** What follows `listener/` in the production listener's ARN. */
  get listenerPath(): string {
    return Fn.select(1, Fn.split(':listener/', this.listenerArn));
  }

  /**
   * Makes the listeners. The production listener's action is a function of the certificate alone: CloudFormation sends
   * a listener's properties only when they changed, so that no other update puts traffic back to BLUE after a switch.
   */
  addListeners(props: ListenersProps): void {
    const forward = [{ type: 'forward', targetGroupArn: props.targetGroupArns.blue }];
    const redirect = [{ type: 'redirect', redirectConfig: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }];
    const { certificateArn, certificateGiven } = props;
    const http = new elb.CfnListener(this, 'HttpListener', {
      loadBalancerArn: this.loadBalancer.ref,
      port: 80,
      protocol: 'HTTP',
      defaultActions: certificateArn === undefined ? forward : redirect,
    });
    neverTagged(http);
    this.listenerArnOrNone = http.ref;
    if (certificateArn !== undefined) {
      const https = this.httpsListener(certificateArn, forward, certificateGiven);
      this.listenerArnOrNone = https.ref;
      if (certificateGiven) {
        const either = (yes: unknown, no: unknown) => Fn.conditionIf(certificateGiven.logicalId, yes, no);
        http.defaultActions = either(inTemplateCase(redirect), inTemplateCase(forward));
        this.listenerArnOrNone = Token.asString(either(https.ref, http.ref));
      }
    }
    this.testListenerArnOrNone = this.testListener(props.targetGroupArns);
  }

  private httpsListener(
    certificateArn: string,
    defaultActions: elb.CfnListener.ActionProperty[],
    condition: CfnCondition | undefined,
  ): elb.CfnListener {
    const https = new elb.CfnListener(this, 'HttpsListener', {
      loadBalancerArn: this.loadBalancer.ref,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificates: [{ certificateArn }],
      defaultActions,
    });
    neverTagged(https);
    const open = new ec2.CfnSecurityGroupIngress(this, 'Https', {
      groupId: this.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIp: OPEN,
      description: 'Production over HTTPS',
    });
    https.cfnOptions.condition = condition;
    open.cfnOptions.condition = condition;
    return https;
  }

  /** References both colours for ever, so that both are always health-checked and can be asked by name. */
  private testListener(targetGroupArns: Readonly<Record<Color, string>>): string {
    const listener = new elb.CfnListener(this, 'TestListener', {
      loadBalancerArn: this.loadBalancer.ref,
      port: 8080,
      protocol: 'HTTP',
      defaultActions: [
        {
          type: 'fixed-response',
          fixedResponseConfig: {
            statusCode: '404',
            contentType: 'text/plain',
            messageBody: `Send the header ${COLOR_HEADER}: blue or green.`,
          },
        },
      ],
    });
    for (const [index, color] of COLORS.entries()) {
      new elb.CfnListenerRule(this, `Test${capitalized(color)}Rule`, {
        listenerArn: listener.ref,
        priority: index + 1,
        conditions: [{ field: 'http-header', httpHeaderConfig: { httpHeaderName: COLOR_HEADER, values: [color] } }],
        actions: [{ type: 'forward', targetGroupArn: targetGroupArns[color] }],
      });
    }
    return listener.ref;
  }

  /** A metric of the load balancer itself. @default - sum over one minute */
  metric(name: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/ApplicationELB',
      metricName: name,
      dimensionsMap: { LoadBalancer: this.loadBalancer.attrLoadBalancerFullName },
      statistic: 'Sum',
      period: MINUTE,
      ...props,
    });
  }
}

/** Inside a condition CDK no longer translates member names. */
function inTemplateCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTemplateCase);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [
    `${key[0]!.toUpperCase()}${key.slice(1)}`,
    inTemplateCase(member),
  ]);
  return Object.fromEntries(members);
}

function existing(arn: string | undefined): string {
  if (arn === undefined) throw new Error('Call addListeners() before you ask for a listener.');
  return arn;
}

/** A changed tag would be a changed listener, and CloudFormation would send its action along: traffic back to BLUE. */
function neverTagged(listener: elb.CfnListener): void {
  listener.addPropertyDeletionOverride('Tags');
}
