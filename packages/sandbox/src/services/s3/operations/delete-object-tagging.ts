import type { Operation } from '../request.js';
import { shownVersionId } from '../versions.js';
import { findObject } from './find-object.js';

export const deleteObjectTagging: Operation = {
  name: 'DeleteObjectTagging',
  action: 's3:DeleteObjectTagging',
  versionAction: 's3:DeleteObjectVersionTagging',
  handle(context, request) {
    const { bucket, object } = findObject(context, request);
    object.tags = {};
    return { status: 204, headers: { 'x-amz-version-id': shownVersionId(bucket, object) } };
  },
};
