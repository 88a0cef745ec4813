/** What must never be written down, wherever in a text it stands; each with what is kept of it. */
const SECRETS: readonly (readonly [pattern: RegExp, kept: string])[] = [
  // Name and password in a URL.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi, '$1***@'],
  // The query of a URL that carries a signature or a token.
  [/\?[^\s"'<>]*(?:x-amz-|signature=|awsaccesskeyid=|token=|secret=|password=)[^\s"'<>]*/gi, '?***'],
  // Access keys of every kind (AKIA: a user's, ASIA: a session's, and the rarer ones).
  [/\b(A3T[A-Z0-9]|AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA)[A-Z0-9]{12,}\b/g, '$1***'],
  // `secret`, `token`, `password`, `authorization` with what follows them.
  [
    /((?:secret|token|password|passwd|authorization|api[-_]?key)[\w-]*["']?\s*[=:]\s*["']?)(?:bearer\s+|basic\s+)?[^\s"',;&]{6,}/gi,
    '$1***',
  ],
  [/\b(bearer\s+)[\w.~+/=-]{8,}/gi, '$1***'],
  [/\b(xox[a-z]-|xapp-|glpat-|gh[pousr]_|github_pat_)[\w-]{6,}/g, '$1***'],
  // A JSON web token.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '***'],
  // An AWS secret access key: forty characters of every kind, which no digest in hexadecimal is. Host and path of a URL
  // may be as long: those of a Slack message are.
  [
    /(?<!:\/\/[^\s"'<>?#]*)(?<![\w/+-])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*\d)[A-Za-z0-9/+]{40}(?![\w/+=-])/g,
    '***',
  ],
  // A session token.
  [/(?<![\w/+])[A-Za-z0-9/+]{100,}={0,2}/g, '***'],
];

/** Members that hold what has to be written back exactly, or found again; they are AWS's own words, not people's. */
const EXACT = new Set([
  ...[
    'before',
    'after',
    'actions',
    'groups',
    'routes',
    'raw',
    'token',
    'digest',
    'hash',
    'id',
    'key',
    'entry',
    'entries',
  ],
  ...['routeArn', 'arn', 'listenerArn', 'autoScalingGroup', 'deploymentGroup', 'deploymentId', 'release', 'claim'],
]);

/** Of a free text; schemas take more than this. */
const LONGEST = 5_000;

/** A text without anything that could open a door. */
export function redact(text: string): string {
  return SECRETS.reduce((kept, [pattern, instead]) => kept.replace(pattern, instead), text);
}

/** A value as JSON for people, with every free text in it redacted. */
export function redactedJson(value: unknown): string {
  return `${JSON.stringify(redacted(value), null, 2)}\n`;
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redact(value).slice(0, LONGEST);
  if (Array.isArray(value)) return (value as unknown[]).map(redacted);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value as Readonly<Record<string, unknown>>).map(([key, member]) => {
    return [key, EXACT.has(key) ? member : redacted(member)] as const;
  });
  return Object.fromEntries(members);
}
