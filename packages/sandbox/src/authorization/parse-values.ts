/** Why IAM does not take a document. */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One text or a list of texts. @throws MalformedPolicy */
export function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one !== 'string') throw new MalformedPolicy('Syntax errors in policy.');
    return one;
  });
}
