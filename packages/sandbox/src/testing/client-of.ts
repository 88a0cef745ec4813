import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '@bluegreen/appspec';
import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { CodeDeployClient, CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Sandbox } from '../sandbox.js';
import type { Color } from '../topology/names.js';
import { SHIPPED } from '../topology/names.js';
import { TINY_APP } from './tiny-app.js';
import { until } from './until.js';

/** What a user of a sandbox does, with the AWS clients. */
export interface SandboxClient {
  readonly elb: ElasticLoadBalancingV2Client;
  readonly codedeploy: CodeDeployClient;
  readonly autoScaling: AutoScalingClient;
  readonly s3: S3Client;
  /** Bundles the tiny app as `release`, deploys it and waits for the end; the deployment's id and final status. */
  deploy(color: Color, release: string): Promise<{ deploymentId: string; status: string | undefined }>;
  makeLive(color: Color): Promise<void>;
  setCapacity(color: Color, desired: number): Promise<void>;
  /** State of each target of the colour. */
  health(color: Color): Promise<(string | undefined)[]>;
  /** What the load balancer answers. */
  answer(): Promise<{ readonly release: string; readonly color: string; readonly instance: string }>;
}

export function clientOf(sandbox: Pick<Sandbox, 'endpoint' | 'stateDir' | 'environment'>): SandboxClient {
  const environment = sandbox.environment();
  const settings = {
    endpoint: sandbox.endpoint,
    region: SHIPPED.region,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY']!,
    },
  };
  const elb = new ElasticLoadBalancingV2Client(settings);
  const codedeploy = new CodeDeployClient(settings);
  const autoScaling = new AutoScalingClient(settings);
  const s3 = new S3Client(settings);
  const groupArn = async (color: Color) => {
    const name = environment[color === 'blue' ? 'BLUE_TARGET_GROUP' : 'GREEN_TARGET_GROUP']!;
    const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ Names: [name] }));
    return TargetGroups![0]!.TargetGroupArn!;
  };
  return {
    ...{ elb, codedeploy, autoScaling, s3 },
    async deploy(color, release) {
      const output = join(sandbox.stateDir, `${release}.zip`);
      const extraFiles = { 'release.json': JSON.stringify({ release, commit: null }) };
      await writeBundle({ source: TINY_APP, output, extraFiles });
      const place = { Bucket: SHIPPED.bucket, Key: `releases/${release}.zip` };
      await s3.send(new PutObjectCommand({ ...place, Body: createReadStream(output) }));
      const { deploymentId } = await codedeploy.send(
        new CreateDeploymentCommand({
          applicationName: SHIPPED.application,
          deploymentGroupName: SHIPPED.deploymentGroup(color),
          revision: {
            revisionType: 'S3',
            s3Location: { bucket: place.Bucket, key: place.Key, bundleType: 'zip' },
          },
        }),
      );
      const status = await until(
        async () =>
          (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo?.status as string,
        (now) => ['Succeeded', 'Failed', 'Stopped'].includes(now),
      );
      return { deploymentId: deploymentId!, status };
    },
    async makeLive(color) {
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: await groupArn(color) }];
      await elb.send(new ModifyListenerCommand({ ListenerArn: environment['ALB_LISTENER_ARN'], DefaultActions }));
    },
    async setCapacity(color, desired) {
      const AutoScalingGroupName = SHIPPED.autoScalingGroup(color);
      await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: desired }));
    },
    async health(color) {
      const TargetGroupArn = await groupArn(color);
      const { TargetHealthDescriptions = [] } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State);
    },
    async answer() {
      const response = await fetch(`http://${environment['ALB_DNS_NAME']}/`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return (await response.json()) as { release: string; color: string; instance: string };
    },
  };
}
