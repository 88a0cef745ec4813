import { element, members } from './xml.js';
import type { RpcProtocol } from './protocol.js';

const HEADERS = { 'content-type': 'text/xml;charset=UTF-8' };

/** EC2's flavour of the Query protocol: `<item>` lists, its own error envelope; members go out by the name they have (contract A2). */
export function ec2Query(namespace: string): RpcProtocol {
  return {
    answer(operation, output, requestId) {
      const content = output === undefined ? '<return>true</return>' : members(output, 'item');
      const body = `<${operation}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${content}</${operation}Response>`;
      return { status: 200, headers: HEADERS, body };
    },
    fail(error, requestId) {
      const inner = element('Error', { Code: error.code, Message: error.message });
      const body = `<Response><Errors>${inner}</Errors><RequestID>${requestId}</RequestID></Response>`;
      return { status: error.status, headers: HEADERS, body };
    },
  };
}
