import { STATUS_CODES } from 'node:http';

/** Answers that the balancer makes itself. */
export interface OwnAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Extra `Name: value` lines, each with its CRLF. */
  readonly fields: string;
}

export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? 'Unknown';
}

/** The small page for an error that the balancer found. */
export function errorAnswer(status: number): OwnAnswer {
  const title = `${status} ${reasonOf(status)}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, contentType: 'text/html', body, fields: '' };
}

export interface Delivery {
  readonly serverName: string;
  readonly nowMs: number;
  readonly withBody: boolean;
  readonly connection: 'close' | 'keep-alive';
}

/** The bytes of an own answer; UTF-8 text. */
export function renderAnswer(answer: OwnAnswer, delivery: Delivery): string {
  const type = answer.body === '' ? '' : `Content-Type: ${answer.contentType}\r\n`;
  const head =
    `HTTP/1.1 ${answer.status} ${reasonOf(answer.status)}\r\n` +
    `Server: ${delivery.serverName}\r\nDate: ${new Date(delivery.nowMs).toUTCString()}\r\n${type}` +
    `Content-Length: ${Buffer.byteLength(answer.body)}\r\nConnection: ${delivery.connection}\r\n${answer.fields}\r\n`;
  return delivery.withBody ? head + answer.body : head;
}
