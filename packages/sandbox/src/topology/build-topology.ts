import { randomUUID } from 'node:crypto';
import type { Services } from '../services.js';
import type { Ask } from './ask.js';
import { COLORS, generatedName, SHIPPED, type Color } from './names.js';
import { PRODUCTION_PORT, TEST_PORT, type Topology } from './topology.js';

export interface TopologyPlan {
  readonly instances: number;
  /** ms since the epoch. */
  readonly now: number;
}

/** Makes the shipped environment by the services' own operations, in the order a stack would. */
export async function buildTopology(services: Services, ask: Ask, plan: TopologyPlan): Promise<Topology> {
  services.store.createBucket(SHIPPED.bucket, { versioned: true });
  const loadBalancer = await createLoadBalancer(services, ask);
  const targetGroups = {
    blue: await createTargetGroup(services, ask, 'blue'),
    green: await createTargetGroup(services, ask, 'green'),
  };
  const listenerArn = await createListener(services, ask, {
    LoadBalancerArn: loadBalancer.arn,
    Port: String(PRODUCTION_PORT),
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroups.blue.arn }],
  });
  const testListenerArn = await createListener(services, ask, {
    LoadBalancerArn: loadBalancer.arn,
    Port: String(TEST_PORT),
    DefaultActions: [
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: NOT_CHOSEN },
      },
    ],
  });
  const ruleArns = {
    blue: await createRule(services, ask, testListenerArn, 'blue', targetGroups.blue.arn),
    green: await createRule(services, ask, testListenerArn, 'green', targetGroups.green.arn),
  };
  await ask(services.codedeploy, 'CreateApplication', {
    applicationName: SHIPPED.application,
    computePlatform: 'Server',
  });
  for (const color of COLORS) {
    await services.createAutoScalingGroup({
      name: SHIPPED.autoScalingGroup(color),
      desired: plan.instances,
      targetGroupArn: targetGroups[color].arn,
      tags: { Name: `${SHIPPED.stack}-${color}`, [SHIPPED.colorTag]: color },
    });
    await createDeploymentGroup(services, ask, color);
  }
  return {
    stackId: `arn:aws:cloudformation:${SHIPPED.region}:${SHIPPED.account}:stack/${SHIPPED.stack}/${randomUUID()}`,
    createdAt: plan.now,
    loadBalancer,
    listenerArn,
    testListenerArn,
    ruleArns,
    targetGroups,
  };
}

const NOT_CHOSEN = `Send the header ${SHIPPED.colorHeader}: blue or green.`;

async function createLoadBalancer({ elb }: Services, ask: Ask) {
  const name = generatedName('ApplicationLoadBalancer');
  const answer = await ask<{ LoadBalancers: { LoadBalancerArn: string }[] }>(elb, 'CreateLoadBalancer', {
    Name: name,
    Type: 'application',
    Scheme: 'internet-facing',
    Subnets: ['subnet-0b1ue9re3n0000001', 'subnet-0b1ue9re3n0000002'],
    SecurityGroups: ['sg-0b1ue9re3n0000001'],
  });
  return { arn: only(answer.LoadBalancers).LoadBalancerArn, name };
}

async function createTargetGroup({ elb, vpcId }: Services, ask: Ask, color: Color) {
  const name = generatedName(color === 'blue' ? 'BlueTargetGroup' : 'GreenTargetGroup');
  const answer = await ask<{ TargetGroups: { TargetGroupArn: string }[] }>(elb, 'CreateTargetGroup', {
    Name: name,
    Protocol: 'HTTP',
    Port: '80',
    VpcId: vpcId,
    TargetType: 'instance',
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: '10',
    HealthCheckTimeoutSeconds: '5',
    HealthyThresholdCount: '2',
    UnhealthyThresholdCount: '2',
    Matcher: { HttpCode: '200' },
  });
  const arn = only(answer.TargetGroups).TargetGroupArn;
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }];
  await ask(elb, 'ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes });
  return { arn, name };
}

async function createListener({ elb }: Services, ask: Ask, input: Parameters<Ask>[2]): Promise<string> {
  const answer = await ask<{ Listeners: { ListenerArn: string }[] }>(elb, 'CreateListener', {
    Protocol: 'HTTP',
    ...input,
  });
  return only(answer.Listeners).ListenerArn;
}

/** References a colour for ever, so that it is always health-checked and can be asked by name (design.md, rule 1). */
async function createRule(
  { elb }: Services,
  ask: Ask,
  listenerArn: string,
  color: Color,
  groupArn: string,
): Promise<string> {
  const answer = await ask<{ Rules: { RuleArn: string }[] }>(elb, 'CreateRule', {
    ListenerArn: listenerArn,
    Priority: color === 'blue' ? '1' : '2',
    Conditions: [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: SHIPPED.colorHeader, Values: [color] } }],
    Actions: [{ Type: 'forward', TargetGroupArn: groupArn }],
  });
  return only(answer.Rules).RuleArn;
}

async function createDeploymentGroup({ codedeploy }: Services, ask: Ask, color: Color): Promise<void> {
  await ask(codedeploy, 'CreateDeploymentGroup', {
    applicationName: SHIPPED.application,
    deploymentGroupName: SHIPPED.deploymentGroup(color),
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    serviceRoleArn: SHIPPED.serviceRole,
    autoScalingGroups: [SHIPPED.autoScalingGroup(color)],
    deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
  });
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (!item) throw new Error('A create operation of the sandbox answered nothing.');
  return item;
}
