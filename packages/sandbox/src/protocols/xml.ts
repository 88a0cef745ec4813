/** Name of a list's elements: `member` in Query, `item` in EC2's flavour. */
export type ListItem = 'member' | 'item';

/** One element with everything below it; dates as ISO-8601 UTC with ms, `undefined` and `null` left out (contract A2). */
export function element(name: string, value: unknown, item: ListItem = 'member'): string {
  if (value === undefined || value === null) return '';
  const content = contentOf(value, item);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** The members of an object as elements, without an element around them. */
export function members(value: object, item: ListItem): string {
  return Object.entries(value)
    .map(([name, member]) => element(name, member, item))
    .join('');
}

export function escapeXml(text: string): string {
  return (
    text
      // XML 1.0 has no way at all to write these.
      // eslint-disable-next-line no-control-regex -- the control characters are the point
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replace(/[&<>"\r]/g, (char) => ESCAPES[char] ?? char)
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

function contentOf(value: unknown, item: ListItem): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => element(item, one, item)).join('');
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value === 'object' && value !== null) return members(value, item);
  return escapeXml(String(value));
}
