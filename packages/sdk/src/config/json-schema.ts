/** JSON Schema of bluegreen.yaml, for editors and the reference. The schema library is loaded only here and for bad files. */
export async function jsonSchema(): Promise<Record<string, unknown>> {
  const [{ z }, { schema }] = await Promise.all([import('zod'), import('./schema.js')]);
  return z.toJSONSchema(schema);
}
