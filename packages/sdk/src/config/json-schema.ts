/** JSON Schema of bluegreen.yaml, for editors and the reference. The schema library is loaded only here and for bad files. */
export async function jsonSchema(): Promise<Record<string, unknown>> {
  const { toJsonSchema } = await import('./to-json-schema.js');
  return toJsonSchema();
}
