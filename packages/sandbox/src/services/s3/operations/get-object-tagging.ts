import type { Operation } from '../request.js';
import { shownVersionId } from '../versions.js';
import { findObject } from './find-object.js';

export const getObjectTagging: Operation = {
  name: 'GetObjectTagging',
  action: 's3:GetObjectTagging',
  versionAction: 's3:GetObjectVersionTagging',
  handle(context, request) {
    const { bucket, object } = findObject(context, request);
    const tags = Object.entries(object.tags).map(([Key, Value]) => ({ Key, Value }));
    return {
      status: 200,
      headers: { 'x-amz-version-id': shownVersionId(bucket, object) },
      xml: { root: 'Tagging', content: { TagSet: { Tag: tags } } },
    };
  },
};
