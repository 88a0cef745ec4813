import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  waitUntilBucketExists,
} from '@aws-sdk/client-s3';
import { signedFetch } from './testing/signed-fetch.js';
import { startS3, type RunningS3 } from './testing/start-s3.js';

const Bucket = 'artifacts';
const Key = 'object';

describe('buckets (contract A5, D)', () => {
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

  const put = (Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const setVersioning = (Status: 'Enabled' | 'Suspended') =>
    client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

  it('ListBuckets, HeadBucket, GetBucketLocation, and the waiter of A7', async () => {
    running.s3.store.createBucket('another');
    const { Buckets, Owner } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toEqual(['another', Bucket]);
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    const paged = await client.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    const rest = await client.send(new ListBucketsCommand({ ContinuationToken: paged.ContinuationToken }));
    expect([paged, rest].map((page) => page.Buckets?.map((bucket) => bucket.Name))).toEqual([['another'], [Bucket]]);
    expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' });
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
    await waitUntilBucketExists({ client, maxWaitTime: 20 }, { Bucket });
    await expect(client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('CreateBucket again: 200 in us-east-1, 409 BucketAlreadyOwnedByYou elsewhere', async () => {
    await put('kept');
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new HeadObjectCommand({ Bucket, Key }));

    const seoul = await startS3({ region: 'ap-northeast-2' });
    const there = new S3Client({ ...seoul.client, maxAttempts: 1 });
    const create = (constraint?: 'ap-northeast-2' | 'eu-west-1') => {
      const CreateBucketConfiguration = constraint && { LocationConstraint: constraint };
      return there.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    };
    await create('ap-northeast-2');
    await expect(create('ap-northeast-2')).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(create('eu-west-1')).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
    expect(await there.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({
      LocationConstraint: 'ap-northeast-2',
    });
    there.destroy();
    await seoul.stop();
  });

  it.each(['ab', 'Upper', 'under_score', '192.168.0.1', 'a..b', `${'x'.repeat(64)}`])(
    'CreateBucket %s: InvalidBucketName',
    async (name) => {
      const answer = await signedFetch(running, 'PUT', `/${name}`);
      expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<Code>InvalidBucketName</Code>') });
    },
  );

  it('DeleteBucket: 409 BucketNotEmpty while a version is left, then gone', async () => {
    await setVersioning('Enabled');
    const { VersionId } = await put('one');
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    const remove = () => client.send(new DeleteBucketCommand({ Bucket }));
    await expect(remove()).rejects.toMatchObject({ name: 'BucketNotEmpty', $metadata: { httpStatusCode: 409 } });
    for (const id of [VersionId, marker.VersionId]) {
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: id }));
    }
    await remove();
    await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
    expect(await running.blobs()).toEqual([]);
  });

  it('versioning: ids, delete markers, reads by id, and back', async () => {
    expect((await put('zero')).VersionId).toBeUndefined();
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await setVersioning('Enabled');
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');

    const one = await put('one');
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(deleted).toMatchObject({ DeleteMarker: true, $metadata: { httpStatusCode: 204 } });
    const read = async (VersionId?: string) =>
      (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    await expect(read(deleted.VersionId)).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      $metadata: { httpStatusCode: 405 },
    });
    expect(await read(one.VersionId)).toBe('one');
    expect(await read('null')).toBe('zero');
    await expect(read('x'.repeat(32))).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await expect(read('nonsense')).rejects.toMatchObject({ name: 'InvalidArgument' });

    const undone = await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: deleted.VersionId }));
    expect(undone).toMatchObject({ DeleteMarker: true, VersionId: deleted.VersionId });
    expect(await read()).toBe('one');
  });

  it('suspended versioning writes the null version over itself and keeps the others', async () => {
    await setVersioning('Enabled');
    const one = await put('one');
    await setVersioning('Suspended');
    expect(await put('two')).toMatchObject({ VersionId: 'null' });
    expect(await put('three')).toMatchObject({ VersionId: 'null' });
    expect(await running.blobs()).toHaveLength(2);
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await running.blobs()).toHaveLength(1);
    await client.send(new HeadObjectCommand({ Bucket, Key, VersionId: one.VersionId }));
  });

  it('a delete marker says so in the headers of the error', async () => {
    await setVersioning('Enabled');
    await put('one');
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    const answer = await signedFetch(running, 'HEAD', `/${Bucket}/${Key}`);
    expect(answer).toMatchObject({
      status: 404,
      headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': VersionId },
      body: '',
    });
  });

  it('lifecycle: 404 before, kept as given, 404 after', async () => {
    const read = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
      $metadata: { httpStatusCode: 404 },
    });
    const Rules = [
      {
        ID: 'releases',
        Status: 'Enabled' as const,
        Filter: { And: { Prefix: 'releases/', Tags: [{ Key: 'keep', Value: 'no' }] } },
        Expiration: { Days: 30 },
        NoncurrentVersionExpiration: { NoncurrentDays: 7, NewerNoncurrentVersions: 3 },
        Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' as const }],
      },
      {
        ID: 'parts',
        Status: 'Disabled' as const,
        Filter: {},
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const write = (rules: typeof Rules) =>
      client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }));
    await write(Rules);
    expect((await read()).Rules).toMatchObject([Rules[0], { ID: 'parts', Status: 'Disabled' }]);
    await expect(write([])).rejects.toMatchObject({ name: 'MalformedXML' });
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
  });

  it('public access block: on for a new bucket, kept as given, 404 once removed', async () => {
    const read = async () =>
      (await client.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect(await read()).toEqual(all);
    const PublicAccessBlockConfiguration = { ...all, BlockPublicPolicy: false };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(await read()).toEqual(PublicAccessBlockConfiguration);
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
  });

  it('an unknown sub-resource is refused loudly and by name, and nothing happens', async () => {
    const calls = [
      ['GetBucketAcl', client.send(new GetBucketAclCommand({ Bucket }))],
      ['GetBucketWebsite', client.send(new GetBucketWebsiteCommand({ Bucket }))],
      ['GetObjectLegalHold', client.send(new GetObjectLegalHoldCommand({ Bucket, Key }))],
    ] as const;
    for (const [name, call] of calls) {
      await expect(call).rejects.toMatchObject({
        name: 'NotImplemented',
        message: expect.stringContaining(name),
        $metadata: { httpStatusCode: 501 },
      });
    }
    const odd = await signedFetch(running, 'PUT', `/${Bucket}/${Key}?mystery`, { body: 'x' });
    expect(odd).toMatchObject({ status: 501, body: expect.stringContaining('mystery') });
    expect(await running.blobs()).toEqual([]);
    expect(await signedFetch(running, 'POST', `/${Bucket}/${Key}`)).toMatchObject({ status: 405 });
  });

  it.each([
    ['not XML', '<Delete>'],
    ['another document', '<Other/>'],
    ['an entity declaration', '<!DOCTYPE d [<!ENTITY x "y">]><Delete><Object><Key>&x;</Key></Object></Delete>'],
    ['no key', '<Delete><Object/></Delete>'],
  ])('DeleteObjects with %s: MalformedXML', async (_name, body) => {
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    const answer = await signedFetch(running, 'POST', `/${Bucket}?delete`, { headers, body });
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<Code>MalformedXML</Code>') });
  });

  it('the call log names operation, action and resource (contract E)', async () => {
    await setVersioning('Enabled');
    const { VersionId } = await put('one');
    await client.send(new HeadObjectCommand({ Bucket, Key }));
    await client.send(new GetObjectCommand({ Bucket, Key, VersionId })).then((got) => got.Body?.transformToString());
    await client.send(new ListObjectsV2Command({ Bucket }));
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await client.send(new ListBucketsCommand({}));
    const object = `arn:aws:s3:::${Bucket}/${Key}`;
    const logged = running.gateway.calls().map((call) => [call.operation, call.action, ...call.resources]);
    expect(logged).toEqual(
      expect.arrayContaining([
        ['PutBucketVersioning', 's3:PutBucketVersioning', `arn:aws:s3:::${Bucket}`],
        ['PutObject', 's3:PutObject', object],
        ['HeadObject', 's3:GetObject', object],
        ['GetObject', 's3:GetObjectVersion', object],
        ['ListObjectsV2', 's3:ListBucket', `arn:aws:s3:::${Bucket}`],
        ['DeleteObject', 's3:DeleteObjectVersion', object],
        ['ListBuckets', 's3:ListAllMyBuckets', '*'],
      ]),
    );
  });
});
