import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { sandboxUp, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(180_000);

// The guide's commands need the `aws` command; where it is not installed they are skipped, and the SDK's tests remain.
const withAws = spawnSync('aws', ['--version']).status === 0 ? describe : describe.skip;

const STACK = 'bluegreen-deployment-production';
const APPLICATION = `${STACK}-app`;

withAws("the guide's own commands, through the aws command line", () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await sandboxUp('--instances', '1', '--workers', '1');
  });
  afterAll(() => sandbox.stop());

  async function shell(command: string): Promise<string> {
    const { stdout } = await promisify(execFile)('bash', ['-ceu', command], { env: sandbox.environment });
    return stdout.trim();
  }
  const json = async (command: string) => JSON.parse(await shell(command)) as unknown;

  it('finds the stack and its outputs', async () => {
    expect(await json(`aws cloudformation describe-stacks --stack-name ${STACK} --query 'Stacks[0].StackStatus'`)).toBe(
      'CREATE_COMPLETE',
    );
    const outputs = (await json(
      `aws cloudformation describe-stacks --stack-name ${STACK} --query 'Stacks[0].Outputs'`,
    )) as { OutputKey: string; OutputValue: string }[];
    const value = (key: string) => outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    expect(value('ApplicationLoadBalancerDNSName')).toBe(sandbox.environment['ALB_DNS_NAME']);
    expect(value('BlueTargetGroupName')).toBe(sandbox.environment['BLUE_TARGET_GROUP']);
  });

  it('gets the listener ARN from the load balancer ARN', async () => {
    const arn = await shell(
      `ALB_ARN=$(aws cloudformation describe-stacks --stack-name ${STACK} --query 'Stacks[0].Outputs[?OutputKey==\`ApplicationLoadBalancerArn\`].OutputValue' --output text)
       aws elbv2 describe-listeners --load-balancer-arn $ALB_ARN --query 'Listeners[0].ListenerArn' --output text`,
    );
    expect(arn).toBe(sandbox.environment['ALB_LISTENER_ARN']);
  });

  it('counts the instances that are in service', async () => {
    const groups = await json(
      `aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${STACK}-blue-asg ${STACK}-green-asg --query 'AutoScalingGroups[*].{Name:AutoScalingGroupName,Desired:DesiredCapacity,Running:Instances[?LifecycleState==\`InService\`] | length(@)}'`,
    );
    expect(groups).toEqual([
      { Name: `${STACK}-blue-asg`, Desired: 1, Running: 1 },
      { Name: `${STACK}-green-asg`, Desired: 1, Running: 1 },
    ]);
  });

  it.each(['BLUE_TARGET_GROUP', 'GREEN_TARGET_GROUP'])('sees the health of %s before any switch', async (variable) => {
    const health = await json(
      `aws elbv2 describe-target-health --target-group-arn $(aws elbv2 describe-target-groups --names $${variable} --query 'TargetGroups[0].TargetGroupArn' --output text) --query 'TargetHealthDescriptions[*].{Target:Target.Id,Health:TargetHealth.State}'`,
    );
    expect(health).toEqual([{ Target: expect.stringMatching(/^i-/), Health: 'healthy' }]);
  });

  it('follows a deployment from the list to its instances', async () => {
    const id = await shell(
      `aws deploy list-deployments --application-name ${APPLICATION} --deployment-group-name ${APPLICATION}-blue-dg --max-items 1 --query 'deployments[0]' --output text | head -n 1`,
    );
    expect(await json(`aws deploy get-deployment --deployment-id ${id} --query deploymentInfo.status`)).toBe(
      'Succeeded',
    );
    expect(await json(`aws deploy list-deployment-instances --deployment-id ${id} --query instancesList`)).toEqual([
      expect.stringMatching(/^i-/),
    ]);
  });

  it('refuses a list of deployments without a group, as AWS does', async () => {
    await expect(shell(`aws deploy list-deployments --application-name ${APPLICATION}`)).rejects.toThrow(
      /DeploymentGroupNameRequiredException/,
    );
  });

  it('answers curl at the load balancer', async () => {
    expect(await shell('curl -sI http://$ALB_DNS_NAME/health | head -n 1')).toMatch(/^HTTP\/1\.1 200/);
    expect(await shell('curl -sI http://$ALB_DNS_NAME/health/deep | head -n 1')).toMatch(/^HTTP\/1\.1 200/);
    expect(await shell('curl -s http://$ALB_DNS_NAME/')).toContain('<dd>BLUE</dd>');
  });

  it("reads the guide's health check settings, and the user's policies", async () => {
    const settings = await json(
      `aws elbv2 describe-target-groups --names $BLUE_TARGET_GROUP --query 'TargetGroups[0].{HealthCheckPath:HealthCheckPath,HealthCheckPort:HealthCheckPort,HealthCheckProtocol:HealthCheckProtocol}'`,
    );
    expect(settings).toEqual({
      HealthCheckPath: '/health',
      HealthCheckPort: 'traffic-port',
      HealthCheckProtocol: 'HTTP',
    });
    expect(await json('aws sts get-caller-identity --query Arn')).toMatch(/user\/gitlab-deployment-user$/);
    expect(await shell('aws s3 ls s3://$CODEDEPLOY_S3_BUCKET/')).toContain('releases/');
    const attached = 'aws iam list-attached-user-policies --user-name gitlab-deployment-user';
    expect(await shell(`${attached} --output text`)).toContain('CloudWatchLogsFullAccess');
    const inline = 'aws iam get-user-policy --user-name gitlab-deployment-user --policy-name CustomDeploymentPolicy';
    expect(await json(`${inline} --query PolicyDocument.Version`)).toBe('2012-10-17');
  });

  it('moves traffic with the emergency command, and names the live group at rest', async () => {
    const active = `aws elbv2 describe-listeners --listener-arns $ALB_LISTENER_ARN --query 'Listeners[0].DefaultActions[0].TargetGroupArn' --output text`;
    const green = await shell(
      `aws elbv2 describe-target-groups --names $GREEN_TARGET_GROUP --query 'TargetGroups[0].TargetGroupArn' --output text`,
    );
    await shell(
      `aws elbv2 modify-listener --listener-arn $ALB_LISTENER_ARN --default-actions Type=forward,TargetGroupArn=${green}`,
    );
    expect(await shell(active)).toBe(green);
    const { live } = await sandbox.json<{ live: string }>('status');
    expect(live).toBe('green');
  });

  it('empties a colour that nobody needs', async () => {
    await shell(
      `aws autoscaling update-auto-scaling-group --auto-scaling-group-name ${STACK}-blue-asg --desired-capacity 0`,
    );
    expect(
      await json(
        `aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${STACK}-blue-asg --query 'AutoScalingGroups[0].DesiredCapacity'`,
      ),
    ).toBe(0);
  });
});
