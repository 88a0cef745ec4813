import type { Operation } from '../request.js';
import { readObject } from './read-object.js';

export const getObject: Operation = {
  name: 'GetObject',
  action: 's3:GetObject',
  versionAction: 's3:GetObjectVersion',
  handle(context, request) {
    const { answer, object, range } = readObject(context, request);
    if (answer.status === 304) return answer;
    return { ...answer, stream: () => context.blobs.read(object.blob, range.start, range.end) };
  },
};
