import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { EC2Client } from '@aws-sdk/client-ec2';
import { PutObjectCommand, S3Client, type PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedCall } from '../../call-log.js';
import { scaledClock } from '../../clock.js';
import { startGateway } from '../../gateway.js';
import { createAutoScaling, type AutoScaling } from '../../services/autoscaling/index.js';
import { createCloudWatch } from '../../services/cloudwatch/index.js';
import { createCodeDeploy } from '../../services/codedeploy/index.js';
import { createEc2 } from '../../services/ec2/index.js';
import { createIam } from '../../services/iam/index.js';
import { createS3 } from '../../services/s3/index.js';
import type { WireInput } from '../../services/service.js';
import { createCredentialBook, DEFAULT_KEY_PAIR, type KeyPair } from '../../signature/credentials.js';
import { createAuthorizer, type IamMode } from '../index.js';

export const ACCOUNT = '123456789012';
export const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
export const BUCKET = 'revisions';

/** Services behind one gateway that judges, and a user who is granted nothing yet. */
export interface IamWorld {
  /** Clients of the user ann; `root` ones sign with the sandbox's own pair. */
  readonly s3: S3Client;
  readonly ec2: EC2Client;
  readonly cloudwatch: CloudWatchClient;
  readonly autoScaling: AutoScalingClient;
  readonly codedeploy: CodeDeployClient;
  readonly root: { readonly codedeploy: CodeDeployClient; readonly ec2: EC2Client };
  readonly groups: AutoScaling['groups'];
  /** Gives ann exactly these statements. */
  grant(...statements: object[]): void;
  /** An IAM operation, by the account itself. */
  ask(operation: string, input: WireInput): object;
  /** Puts an object, as ann. */
  put(key: string, more?: object): Promise<PutObjectCommandOutput>;
  calls(): readonly LoggedCall[];
  lastCall(): LoggedCall;
  close(): Promise<void>;
}

const place = { account: ACCOUNT, region: 'us-east-1', clock: scaledClock(1) };
const none = () => undefined;
const idle = () => Promise.resolve();
const call = {
  ...{ requestId: 'r', region: place.region, account: ACCOUNT, accessKeyId: null },
  ...{ callerArn: `arn:aws:iam::${ACCOUNT}:root`, signal: new AbortController().signal },
};

export async function startIamWorld(mode: IamMode): Promise<IamWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'bluegreen-iam-'));
  const credentials = createCredentialBook({ account: ACCOUNT });
  const iam = createIam({ ...place, credentials });
  const ask: IamWorld['ask'] = (name, input) => iam.service.operations[name]!.handle(input, call) as object;
  const { s3, ec2, codedeploy, autoScaling, cloudwatch } = servicesIn(folder, (profile) =>
    iam.identities.roleInProfile(profile),
  );
  const services = [cloudwatch, iam, s3, ec2, codedeploy, autoScaling].map(({ service }) => service);
  const tagsOf = (arn: string) => codedeploy.tagsOf(arn);
  const authorizer = createAuthorizer({ mode, account: ACCOUNT, identities: iam.identities, tagsOf });
  const gateway = await startGateway({ services, credentials, authorizer });
  const settings = (pair: KeyPair) => {
    return { endpoint: gateway.endpoint, region: place.region, credentials: pair, maxAttempts: 1 };
  };
  const own = settings(DEFAULT_KEY_PAIR);
  const ann = settings(newUser(ask));
  const client = new S3Client(ann);
  return {
    s3: client,
    ec2: new EC2Client(ann),
    cloudwatch: new CloudWatchClient(ann),
    autoScaling: new AutoScalingClient(ann),
    codedeploy: new CodeDeployClient(ann),
    root: { codedeploy: new CodeDeployClient(own), ec2: new EC2Client(own) },
    groups: autoScaling.groups,
    ask,
    grant(...statements) {
      const Statement = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      ask('PutUserPolicy', { UserName: 'ann', PolicyName: 'p', PolicyDocument });
    },
    put: (Key, more = {}) => client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x', ...more })),
    calls: () => gateway.calls(),
    lastCall: () => gateway.calls().at(-1)!,
    async close() {
      await gateway.close();
      await Promise.all([autoScaling.close(), cloudwatch.close(), codedeploy.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** No hosts and no load balancer stand behind them. */
function servicesIn(folder: string, roleOf: (profile: string) => string | undefined) {
  const s3 = createS3({ ...place, folder });
  s3.store.createBucket(BUCKET, { versioned: true });
  const hosts = { list: () => [], describe: none, stop: idle, start: idle, terminate: idle };
  const ec2 = createEc2({ ...place, hosts });
  const registration = {
    ...{ register: none, deregister: none, health: () => [], deregistrationDelayMs: () => 0 },
    arnOf: (name: string) => name,
  };
  const codedeploy = createCodeDeploy({
    ...{ ...place, registration, agents: { agentOf: none, taggedWith: () => [] } },
    groups: { instancesOf: () => [], exists: () => true },
  });
  const autoScaling = createAutoScaling({
    ...{ ...place, registration, launchHook: codedeploy.launchHook },
    fleet: { launch: () => Promise.reject(new Error('No hosts here.')), terminate: idle, describe: none },
    templates: { find: (reference) => ec2.templates.find(reference), roleOf },
  });
  return { s3, ec2, codedeploy, autoScaling, cloudwatch: createCloudWatch({ ...place, sources: [] }) };
}

function newUser(ask: IamWorld['ask']): KeyPair {
  ask('CreateUser', { UserName: 'ann' });
  const { AccessKey } = ask('CreateAccessKey', { UserName: 'ann' }) as {
    readonly AccessKey: { readonly AccessKeyId: string; readonly SecretAccessKey: string };
  };
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}
