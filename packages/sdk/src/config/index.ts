export type { SourceKind } from './candidates.js';
export type { ConfigExplanation, ConfigInput, ResolvedConfig } from './resolve-config.js';
export { resolveConfig } from './resolve-config.js';
export { FIELDS, flagName } from './fields.js';
export type { Field } from './fields.js';
export { jsonSchema } from './json-schema.js';
