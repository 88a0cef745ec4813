import type { Operation } from '../request.js';
import { readObject } from './read-object.js';

export const headObject: Operation = {
  name: 'HeadObject',
  action: 's3:GetObject',
  versionAction: 's3:GetObjectVersion',
  handle: (context, request) => readObject(context, request).answer,
};
