import type { RevisionStore } from '../hosts/index.js';
import type { HostCalls } from './host-calls.js';

/** The store of revisions as an agent reads it: with the rights of its host (contract E). */
export function readByHosts(store: RevisionStore, calls: HostCalls): RevisionStore {
  return {
    async open(bucket, key, versionId, instanceId) {
      if (instanceId === undefined) return store.open(bucket, key, versionId);
      const object = [`arn:aws:s3:::${bucket}/${key}`];
      const conditionKeys = versionId === undefined ? undefined : { 's3:VersionId': versionId };
      const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
      const reading = { action, resources: object, conditionKeys };
      calls.make(instanceId, { service: 's3', operation: 'GetObject', demands: [reading] });
      const found = await store.open(bucket, key, versionId);
      // Without it S3 does not tell that an object is missing.
      const listing = { action: 's3:ListBucket', resources: [`arn:aws:s3:::${bucket}`] };
      if (!found) calls.make(instanceId, { service: 's3', operation: 'GetObject', demands: [listing] });
      return found;
    },
  };
}

/** What the CloudWatch agents of those hosts sent that may send it. */
export function sentByHosts<Reading extends { readonly instanceId: string }>(
  readings: readonly Reading[],
  calls: HostCalls,
  namespace: string,
): Reading[] {
  const conditionKeys = { 'cloudwatch:namespace': namespace };
  const demand = { action: 'cloudwatch:PutMetricData', resources: ['*'], conditionKeys };
  return readings.filter(({ instanceId }) =>
    calls.repeat(instanceId, { service: 'monitoring', operation: 'PutMetricData', demands: [demand] }),
  );
}
