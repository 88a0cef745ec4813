import { Readable } from 'node:stream';
import { createCallLog } from '../call-log.js';
import type { AssumableRole } from '../services/iam/index.js';
import type { RevisionStore } from '../hosts/index.js';
import { createAuthorizer, createHostCalls, parsePolicy, readByHosts, sentByHosts, type IamMode } from './index.js';

const ROLE = 'arn:aws:iam::123456789012:role/hosts';
const place = { account: '123456789012', region: 'us-east-1', now: () => 0 };
const role = { arn: ROLE, name: 'hosts', id: 'AROA1' } as AssumableRole;

function world(allowed: readonly object[], mode: IamMode = 'enforce') {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: allowed });
  const policies = allowed.length > 0 ? [parsePolicy(document, 'identity')] : [];
  const held = { name: 'hosts', id: 'AROA1', policies, boundary: null, tags: {} };
  const authorizer = createAuthorizer({ mode, account: place.account, identities: { held: () => held } });
  const log = createCallLog();
  const roleOf = (id: string) => (id === 'i-bare' ? undefined : role);
  const calls = createHostCalls({ ...place, authorizer, log, roleOf });
  const store: RevisionStore = {
    open: (_bucket, key) =>
      Promise.resolve(key === 'missing.zip' ? null : { stream: Readable.from(['zip']), eTag: 'e' }),
  };
  return { calls, log, store: readByHosts(store, calls) };
}
const allow = (Action: string, Resource = '*', further = {}) => ({ Effect: 'Allow', Action, Resource, ...further });
const READ = [
  allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'),
  allow('s3:GetObjectVersion', 'arn:aws:s3:::artifacts/*'),
  allow('s3:ListBucket', 'arn:aws:s3:::artifacts'),
];

describe('an agent that reads as the role of its host', () => {
  it.each([
    ['s3:GetObject', 'v1.zip', undefined],
    ['s3:GetObjectVersion', 'v1.zip', 'version-1'],
    ['s3:ListBucket', 'missing.zip', undefined],
  ])('needs %s for %s', async (action, key, version) => {
    const enough = world(READ);
    await enough.store.open('artifacts', key, version, 'i-1');
    expect(enough.log.all().at(-1)).toMatchObject({ action, verdict: { allowed: true }, status: 200 });
    const lacking = world(READ.filter(({ Action }) => Action !== action));
    await expect(lacking.store.open('artifacts', key, version, 'i-1')).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining(`assumed-role/hosts/i-1 is not authorized to perform: ${action} on resource`),
    });
    expect(lacking.log.all().at(-1)).toMatchObject({ verdict: { allowed: false }, status: 403 });
  });

  it('is let through, and noted, where IAM is only logged', async () => {
    const { store, log } = world([], 'log');
    expect(await store.open('artifacts', 'v1.zip', undefined, 'i-1')).not.toBeNull();
    expect(log.all()).toMatchObject([{ verdict: { allowed: false }, status: 200 }]);
  });

  it.each([
    ['the host has no role', 'enforce', 'i-bare'],
    ['IAM is off', 'off', 'i-1'],
  ] as const)('is not judged when %s', async (_when, mode, id) => {
    const { store, log } = world([], mode);
    expect(await store.open('artifacts', 'v1.zip', undefined, id)).not.toBeNull();
    expect(log.all()).toEqual([]);
  });
});

describe('CloudWatch agents', () => {
  const readings = [{ instanceId: 'i-1' }, { instanceId: 'i-2' }];
  const Condition = { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } };

  it('send what the condition on the namespace lets through, noted once for each host', () => {
    const { calls, log } = world([allow('cloudwatch:PutMetricData', '*', { Condition })]);
    for (let sample = 0; sample < 3; sample += 1) expect(sentByHosts(readings, calls, 'CWAgent')).toEqual(readings);
    expect(log.all().map(({ callerArn, action }) => [callerArn?.split('/').at(-1), action])).toEqual([
      ['i-1', 'cloudwatch:PutMetricData'],
      ['i-2', 'cloudwatch:PutMetricData'],
    ]);
    expect(sentByHosts(readings, calls, 'Custom')).toEqual([]);
  });

  it('leave a gap where they may not send', () => {
    expect(sentByHosts(readings, world([]).calls, 'CWAgent')).toEqual([]);
    expect(sentByHosts(readings, world([], 'log').calls, 'CWAgent')).toEqual(readings);
  });
});
