import { z } from 'zod';
import { schema } from './schema.js';

/** Apart from json-schema.ts, so that a bundler keeps of the schema library only what is called by name. */
export const toJsonSchema = (): Record<string, unknown> => z.toJSONSchema(schema);
