import type { AwsError } from '../services/service.js';
import type { Rendered } from './protocol.js';
import { element } from './xml.js';

/** S3's error document. HEAD answers carry none: the caller leaves the body out. */
export function s3Error(error: AwsError, resource: string, requestId: string, hostId: string): Rendered {
  const content = {
    Code: error.code,
    Message: error.message,
    ...error.members,
    Resource: resource,
    RequestId: requestId,
    HostId: hostId,
  };
  const xml = element('Error', content);
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
  };
}
