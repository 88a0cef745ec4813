import { malformedXml } from '../errors.js';
import { checkTags } from '../metadata.js';
import { receiveXml } from '../receive.js';
import type { Operation } from '../request.js';
import { shownVersionId } from '../versions.js';
import { childrenOf, textOf } from '../xml.js';
import { findObject } from './find-object.js';

export const putObjectTagging: Operation = {
  name: 'PutObjectTagging',
  action: 's3:PutObjectTagging',
  versionAction: 's3:PutObjectVersionTagging',
  async handle(context, request) {
    findObject(context, request);
    const document = await receiveXml(request, 'Tagging', { lists: ['Tag'], integrityRequired: true });
    const [set] = childrenOf(document, 'TagSet');
    if (set === undefined) throw malformedXml();
    const pairs = childrenOf(set, 'Tag').map((tag) => {
      const key = textOf(tag, 'Key');
      const value = textOf(tag, 'Value');
      if (key === undefined || value === undefined) throw malformedXml();
      return [key, value] as const;
    });
    const tags = checkTags(pairs);
    const { bucket, object } = findObject(context, request);
    object.tags = tags;
    return { status: 200, headers: { 'x-amz-version-id': shownVersionId(bucket, object) } };
  },
};
