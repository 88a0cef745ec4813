import { element, escapeXml } from './xml.js';
import type { RpcProtocol } from './protocol.js';

const HEADERS = { 'content-type': 'text/xml' };

/** The Query protocol of ELBv2, Auto Scaling, CloudFormation, STS, IAM and older CloudWatch clients (contract A2). */
export function queryXml(namespace: string): RpcProtocol {
  return {
    answer(operation, output, requestId) {
      const result = output === undefined ? '' : element(`${operation}Result`, output);
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
      return { status: 200, headers: HEADERS, body };
    },
    fail(error, requestId) {
      const inner = element('Error', { Type: error.fault, Code: error.code, Message: error.message, ...error.members });
      const body = `<ErrorResponse xmlns="${escapeXml(namespace)}">${inner}<RequestId>${requestId}</RequestId></ErrorResponse>`;
      return { status: error.status, headers: HEADERS, body };
    },
  };
}
