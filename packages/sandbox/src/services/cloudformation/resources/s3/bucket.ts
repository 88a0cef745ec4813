import { AwsError } from '../../../service.js';
import type { JsonRecord } from '../../template/json.js';
import { generatedLowerName } from '../names.js';
import { record, records, text, unlessGone } from '../read.js';
import type { Properties, ResourceContext, ResourceType, S3Content } from '../resource-type.js';
import { lifecycleRules } from './lifecycle-rules.js';

/** A property of a bucket: the operation that sets it, and the one that takes it away. */
interface Setting {
  readonly put: string;
  readonly remove: string | null;
  document(value: JsonRecord, properties: Properties): S3Content;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  VersioningConfiguration: {
    put: 'PutBucketVersioning',
    remove: null,
    document: (value) => ({
      root: 'VersioningConfiguration',
      content: { Status: text(value, 'Status') ?? 'Suspended' },
    }),
  },
  PublicAccessBlockConfiguration: {
    put: 'PutPublicAccessBlock',
    remove: 'DeletePublicAccessBlock',
    document: (value) => ({ root: 'PublicAccessBlockConfiguration', content: value }),
  },
  BucketEncryption: {
    put: 'PutBucketEncryption',
    remove: 'DeleteBucketEncryption',
    document: (value) => ({
      root: 'ServerSideEncryptionConfiguration',
      content: {
        Rule: records(value, 'ServerSideEncryptionConfiguration').map((rule) => ({
          ApplyServerSideEncryptionByDefault: rule['ServerSideEncryptionByDefault'],
          BucketKeyEnabled: rule['BucketKeyEnabled'],
        })),
      },
    }),
  },
  LifecycleConfiguration: {
    put: 'PutBucketLifecycleConfiguration',
    remove: 'DeleteBucketLifecycle',
    document: (value) => ({
      root: 'LifecycleConfiguration',
      content: { Rule: records(value, 'Rules').map(lifecycleRules) },
    }),
  },
  OwnershipControls: {
    put: 'PutBucketOwnershipControls',
    remove: 'DeleteBucketOwnershipControls',
    document: (value) => ({ root: 'OwnershipControls', content: { Rule: records(value, 'Rules') } }),
  },
  LoggingConfiguration: {
    put: 'PutBucketLogging',
    remove: 'PutBucketLogging',
    document: (value) => {
      const TargetBucket = text(value, 'DestinationBucketName');
      const LoggingEnabled = { TargetBucket, TargetPrefix: text(value, 'LogFilePrefix') ?? '' };
      return { root: 'BucketLoggingStatus', content: TargetBucket === undefined ? {} : { LoggingEnabled } };
    },
  },
  Tags: {
    put: 'PutBucketTagging',
    remove: 'DeleteBucketTagging',
    document: (_value, properties) => ({ root: 'Tagging', content: { TagSet: { Tag: records(properties, 'Tags') } } }),
  },
};

export const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  required: [],
  properties: ['AccessControl', 'BucketName', ...Object.keys(SETTINGS)],
  replacedBy: ['BucketName'],
  attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'],
  namedBy: 'BucketName',
  tags: 'list',
  async create(properties, context) {
    const name = text(properties, 'BucketName') ?? generatedLowerName(context, 63);
    refuseAccessList(properties);
    await refuseExisting(context, name);
    await context.askS3('CreateBucket', name);
    context.made(name);
    await set(
      context,
      name,
      properties,
      Object.keys(SETTINGS).filter((key) => properties[key] !== undefined),
    );
    return { physicalId: name, attributes: attributesOf(name, context.region) };
  },
  async update({ physicalId, wanted, changed }, context) {
    refuseAccessList(wanted);
    await set(context, physicalId, wanted, changed);
    return {};
  },
  remove: ({ physicalId }, context) => unlessGone(context.askS3('DeleteBucket', physicalId), ['NoSuchBucket']),
};

/** `Private` is what every bucket is; the sandbox keeps no other list. */
function refuseAccessList(properties: Properties): void {
  const list = text(properties, 'AccessControl') ?? 'Private';
  if (list === 'Private') return;
  throw new AwsError('NotImplemented', `The Bluegreen sandbox does not have the access control list ${list}.`, 501);
}

/** The oldest region lets an owner create a bucket twice; CloudFormation does not. */
async function refuseExisting(context: ResourceContext, name: string): Promise<void> {
  try {
    await context.askS3('HeadBucket', name);
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) return;
    throw error;
  }
  throw new AwsError(
    'BucketAlreadyExists',
    `Resource of type 'AWS::S3::Bucket' with identifier '${name}' already exists.`,
    409,
  );
}

async function set(
  context: ResourceContext,
  name: string,
  properties: Properties,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) {
    const setting = SETTINGS[key];
    if (!setting) continue;
    const gone = properties[key] === undefined;
    if (gone && setting.remove !== setting.put && setting.remove !== null) await context.askS3(setting.remove, name);
    else await context.askS3(setting.put, name, setting.document(record(properties, key), properties));
  }
}

function attributesOf(name: string, region: string): JsonRecord {
  return {
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
  };
}
