import type { WireInput } from '../service.js';
import { invalidAction, validationError } from './errors.js';
import { choice, requiredText, structure, text } from './input.js';
import type { ActionRecord } from './state.js';

/** Redirect and fixed-response: answers the load balancer makes itself (contract B6). */

const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'] as const;
const MAX_BODY = 1024;

export function parseFixedResponse(action: WireInput, order: number | null): ActionRecord {
  const config = structure(action, 'FixedResponseConfig');
  if (!config) throw invalidAction('A fixed-response action must have FixedResponseConfig');
  const status = requiredText(config, 'StatusCode');
  if (!/^[245]\d\d$/.test(status)) throw validationError(`Status code '${status}' must be 2XX, 4XX or 5XX`);
  const body = text(config, 'MessageBody') ?? null;
  if (body !== null && body.length > MAX_BODY) {
    throw validationError(`The message body cannot be longer than '${MAX_BODY}' characters`);
  }
  const contentType = choice(config, 'ContentType', CONTENT_TYPES) ?? (body === null ? null : 'text/plain');
  return { kind: 'fixed-response', order, status, contentType, body };
}

export function parseRedirect(action: WireInput, order: number | null): ActionRecord {
  const config = structure(action, 'RedirectConfig');
  if (!config) throw invalidAction('A redirect action must have RedirectConfig');
  requiredText(config, 'StatusCode');
  const status = choice(config, 'StatusCode', ['HTTP_301', 'HTTP_302'] as const) ?? 'HTTP_302';
  const parts = {
    protocol: text(config, 'Protocol') ?? '#{protocol}',
    host: text(config, 'Host') ?? '#{host}',
    port: text(config, 'Port') ?? '#{port}',
    path: text(config, 'Path') ?? '/#{path}',
    query: text(config, 'Query') ?? '#{query}',
  };
  if (!/^(HTTPS?|#\{protocol\})$/.test(parts.protocol)) {
    throw validationError(`Redirect protocol '${parts.protocol}' must be HTTP, HTTPS or #{protocol}`);
  }
  const port = Number(parts.port);
  if (parts.port !== '#{port}' && !(/^\d+$/.test(parts.port) && port >= 1 && port <= 65_535)) {
    throw validationError(`Redirect port '${parts.port}' must be 1-65535 or #{port}`);
  }
  if (!parts.path.startsWith('/')) throw validationError(`Redirect path '${parts.path}' must start with '/'`);
  const longest = Math.max(parts.host.length, parts.path.length, parts.query.length);
  if (longest > 128) throw validationError('Host, path and query of a redirect cannot be longer than 128 characters');
  if (parts.query.startsWith('?')) throw validationError("Redirect query must not start with '?'");
  const same =
    parts.protocol === '#{protocol}' &&
    parts.host === '#{host}' &&
    parts.port === '#{port}' &&
    parts.path === '/#{path}';
  if (same) throw invalidAction('The redirect configuration is not valid because it creates a loop');
  return { kind: 'redirect', order, status, ...parts };
}
