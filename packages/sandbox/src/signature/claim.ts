import type { IncomingMessage } from 'node:http';

/** What a request says about its own signature (SigV4), from the Authorization header or from a presigned query. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T000000Z`. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** Presigned: seconds of validity. */
  readonly expiresSeconds: number | undefined;
  readonly presigned: boolean;
}

export type ClaimOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'claim'; readonly claim: SignatureClaim };

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Reads the claim; never judges it. */
export function readClaim(request: IncomingMessage, url: URL): ClaimOutcome {
  const authorization = request.headers.authorization;
  if (authorization !== undefined) return fromHeader(request, authorization);
  if (url.searchParams.has('X-Amz-Signature') || url.searchParams.has('X-Amz-Algorithm'))
    return fromQuery(url.searchParams);
  // What `aws s3 presign` still makes where nothing asks for version 4.
  if (url.searchParams.has('AWSAccessKeyId') && url.searchParams.has('Signature')) return { kind: 'outdated' };
  return { kind: 'none' };
}

function fromHeader(request: IncomingMessage, authorization: string): ClaimOutcome {
  if (/^AWS [^:]+:/.test(authorization)) return { kind: 'outdated' };
  if (!authorization.startsWith(`${ALGORITHM} `)) return { kind: 'malformed' };
  const fields = new Map<string, string>();
  for (const part of authorization.slice(ALGORITHM.length).split(',')) {
    const at = part.indexOf('=');
    if (at > 0) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const timestamp = single(request.headers['x-amz-date']) ?? basicForm(request.headers.date);
  return assemble({
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    timestamp,
    sessionToken: single(request.headers['x-amz-security-token']),
    expiresSeconds: undefined,
    presigned: false,
  });
}

function fromQuery(query: URLSearchParams): ClaimOutcome {
  const expires = Number(query.get('X-Amz-Expires') ?? 'NaN');
  if (query.get('X-Amz-Algorithm') !== ALGORITHM || !Number.isFinite(expires)) return { kind: 'malformed' };
  return assemble({
    credential: query.get('X-Amz-Credential') ?? undefined,
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? undefined,
    signature: query.get('X-Amz-Signature') ?? undefined,
    timestamp: query.get('X-Amz-Date') ?? undefined,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: expires,
    presigned: true,
  });
}

interface ClaimParts {
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly sessionToken: string | undefined;
  readonly expiresSeconds: number | undefined;
  readonly presigned: boolean;
}

function assemble(parts: ClaimParts): ClaimOutcome {
  const scope = parts.credential?.split('/') ?? [];
  const [service, region, date] = [scope.at(-2), scope.at(-3), scope.at(-4)];
  const accessKeyId = scope.slice(0, -4).join('/');
  const { signedHeaders, signature, timestamp } = parts;
  const complete = accessKeyId && date && region && service && scope.at(-1) === 'aws4_request';
  if (!complete || !signedHeaders || !signature || !timestamp || !/^\d{8}T\d{6}Z$/.test(timestamp))
    return { kind: 'malformed' };
  const headers = signedHeaders.toLowerCase().split(';');
  // A signature that leaves the host open could be replayed against another endpoint; AWS refuses it too.
  if (!headers.includes('host')) return { kind: 'malformed' };
  return {
    kind: 'claim',
    claim: {
      accessKeyId,
      date,
      region,
      service,
      signedHeaders: headers,
      signature,
      timestamp,
      sessionToken: parts.sessionToken,
      expiresSeconds: parts.expiresSeconds,
      presigned: parts.presigned,
    },
  };
}

/** Ms since the epoch of a SigV4 time stamp. */
export function timestampMs(timestamp: string): number {
  return Date.parse(timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function basicForm(httpDate: string | undefined): string | undefined {
  const ms = httpDate === undefined ? NaN : Date.parse(httpDate);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
