import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as config from 'aws-cdk-lib/aws-config';
import * as guardduty from 'aws-cdk-lib/aws-guardduty';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface AuditProps {
  /** Name of the trail. */
  readonly name: string;
  /** When the bucket of records is needed. */
  readonly recordsWanted: CfnCondition;
  readonly trailWanted: CfnCondition;
  readonly configWanted: CfnCondition;
  readonly guardDutyWanted: CfnCondition;
}

const CONFIG_RULES = {
  NoOpenSsh: 'INCOMING_SSH_DISABLED',
  NoPublicBucket: 'S3_BUCKET_PUBLIC_READ_PROHIBITED',
  OnlyImdsV2: 'EC2_IMDSV2_CHECK',
};

/** The account's own watchmen: CloudTrail, Config with three rules, GuardDuty. An account has one of each: hence switches. */
export class Audit extends Construct {
  constructor(scope: Construct, id: string, props: AuditProps) {
    super(scope, id);
    const bucket = new s3.CfnBucket(this, 'Records', {
      bucketEncryption: {
        serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
      },
      publicAccessBlockConfiguration: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleConfiguration: { rules: [{ status: 'Enabled', expirationInDays: 400 }] },
    });
    bucket.cfnOptions.condition = props.recordsWanted;
    // Records outlive what they are about.
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const policy = new s3.CfnBucketPolicy(this, 'RecordsPolicy', {
      bucket: bucket.ref,
      policyDocument: recordsPolicy(bucket),
    });
    policy.cfnOptions.condition = props.recordsWanted;
    this.addTrail(bucket, policy, props);
    this.addConfig(bucket, policy, props.configWanted);
    const detector = new guardduty.CfnDetector(this, 'Detector', { enable: true });
    detector.cfnOptions.condition = props.guardDutyWanted;
  }

  private addTrail(bucket: s3.CfnBucket, policy: s3.CfnBucketPolicy, props: AuditProps): void {
    const trail = new cloudtrail.CfnTrail(this, 'Trail', {
      trailName: props.name,
      s3BucketName: bucket.ref,
      isLogging: true,
      isMultiRegionTrail: true,
      enableLogFileValidation: true,
    });
    trail.cfnOptions.condition = props.trailWanted;
    trail.addResourceDependency(policy);
  }

  private addConfig(bucket: s3.CfnBucket, policy: s3.CfnBucketPolicy, condition: CfnCondition): void {
    // The service-linked role is made once an account (docs/how-to/set-up-aws.md): a stack cannot make it where it exists.
    const recorder = new config.CfnConfigurationRecorder(this, 'Recorder', {
      roleArn: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: { allSupported: true },
    });
    const channel = new config.CfnDeliveryChannel(this, 'Delivery', { s3BucketName: bucket.ref });
    channel.addResourceDependency(policy);
    for (const made of [recorder, channel]) made.cfnOptions.condition = condition;
    for (const [id, sourceIdentifier] of Object.entries(CONFIG_RULES)) {
      const rule = new config.CfnConfigRule(this, id, { source: { owner: 'AWS', sourceIdentifier } });
      rule.cfnOptions.condition = condition;
      rule.addResourceDependency(recorder);
    }
  }
}

function recordsPolicy(bucket: s3.CfnBucket): iam.PolicyDocument {
  const services = ['cloudtrail.amazonaws.com', 'config.amazonaws.com'].map((name) => new iam.ServicePrincipal(name));
  const sameAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        principals: services,
        actions: ['s3:GetBucketAcl', 's3:ListBucket'],
        resources: [bucket.attrArn],
        conditions: sameAccount,
      }),
      new iam.PolicyStatement({
        principals: services,
        actions: ['s3:PutObject'],
        resources: [`${bucket.attrArn}/AWSLogs/${Aws.ACCOUNT_ID}/*`],
        conditions: sameAccount,
      }),
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:*'],
        resources: [bucket.attrArn, `${bucket.attrArn}/*`],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  });
}
