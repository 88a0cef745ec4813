import {
  CreateBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  GetBucketEncryptionCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'settings';
let running: RunningS3;
let client: S3Client;
beforeEach(async () => {
  running = await startS3();
  client = new S3Client({ ...running.client, maxAttempts: 1 });
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  client.destroy();
  await running.stop();
});

it('keeps and shows encryption, tags, ownership and logging, and forgets them', async () => {
  const read = {
    encryption: async () =>
      (await client.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration,
    tags: async () => (await client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet,
    ownership: async () => (await client.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls,
    logging: async () => (await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled,
  };
  const missing = async () => {
    for (const [name, code] of Object.entries({
      encryption: 'ServerSideEncryptionConfigurationNotFoundError',
      tags: 'NoSuchTagSet',
      ownership: 'OwnershipControlsNotFoundError',
    })) {
      await expect(read[name as keyof typeof read]()).rejects.toMatchObject({
        name: code,
        $metadata: { httpStatusCode: 404 },
      });
    }
    expect(await read.logging()).toBeUndefined();
  };
  await missing();
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: true }];
  await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  const TagSet = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '' },
  ];
  await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
  await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  const LoggingEnabled = { TargetBucket: 'logs', TargetPrefix: 'p/' };
  await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));

  // Also after a restart.
  await running.s3.restore(JSON.parse(JSON.stringify(running.s3.snapshot())) as object);
  expect(await read.encryption()).toMatchObject({ Rules });
  expect(await read.tags()).toEqual(TagSet);
  expect(await read.ownership()).toEqual(OwnershipControls);
  expect(await read.logging()).toEqual(LoggingEnabled);

  await client.send(new DeleteBucketEncryptionCommand({ Bucket }));
  await client.send(new DeleteBucketTaggingCommand({ Bucket }));
  await client.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
  await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
  await missing();
});

it('keeps a bucket policy, and refuses what is none', async () => {
  const statement = (Resource: string, further: object = { Principal: '*' }) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource, ...further }] });
  const read = () => client.send(new GetBucketPolicyCommand({ Bucket }));
  const write = (Policy: string) => client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  const policy = statement(`arn:aws:s3:::${Bucket}/*`);
  await write(policy);
  expect((await read()).Policy).toBe(policy);
  for (const [bad, message] of [
    ['{', /valid JSON/],
    ['{}', /Missing required field Statement/],
    [statement(`arn:aws:s3:::${Bucket}`, {}), /Missing required field Principal/],
    [statement('arn:aws:s3:::another/*'), /invalid resource/],
  ] as const) {
    await expect(write(bad)).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: expect.stringMatching(message),
    });
  }
  expect((await read()).Policy).toBe(policy);
  await client.send(new DeleteBucketPolicyCommand({ Bucket }));
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
});
