import { formatError, templateError, validationError } from './errors.js';
import { isRecord, textOf, type Json, type JsonRecord } from './json.js';
import { parseTemplate } from './parse-template.js';
import { readParameter } from './read-parameter.js';
import { readResource } from './read-resource.js';
import type { OutputDeclaration, Template } from './template.js';

/** What a template may be at most when it comes in the request itself (contract A8). */
const MAX_INLINE_BYTES = 51_200;
/** What it may be at most when it comes from S3. */
const MAX_STORED_BYTES = 1_048_576;
const MOST_RESOURCES = 500;
const MOST_PARAMETERS = 200;
const MOST_OUTPUTS = 200;
const LONGEST_DESCRIPTION_BYTES = 1_024;

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
];
/** Sections that would change what the template means and that the sandbox cannot carry out. */
const LACKING = ['Rules', 'Transform', 'Hooks'];

/** Reads a template and checks its outline: sections, limits, shapes. @throws AwsError ValidationError */
export function readTemplate(body: string): Template {
  const template = parseTemplate(body);
  const stray = Object.keys(template).filter((name) => !SECTIONS.includes(name));
  if (stray.length > 0) throw validationError(`Invalid template property or properties [${stray.join(', ')}]`);
  const version = template['AWSTemplateFormatVersion'];
  if (version !== undefined && textOf(version) !== '2010-09-09') {
    throw formatError(`Template format version ${String(textOf(version))} is not supported.`);
  }
  const lacking = LACKING.find((name) => template[name] !== undefined);
  if (lacking) throw formatError(`The Bluegreen sandbox does not implement the section ${lacking}.`);
  const resources = section(template, 'Resources', MOST_RESOURCES);
  if (Object.keys(resources).length === 0) throw formatError('At least one Resources member must be defined.');
  return {
    description: readDescription(template['Description']),
    parameters: mapped(section(template, 'Parameters', MOST_PARAMETERS), readParameter),
    mappings: section(template, 'Mappings', 200),
    conditions: section(template, 'Conditions', Infinity),
    resources: mapped(resources, readResource),
    outputs: mapped(section(template, 'Outputs', MOST_OUTPUTS), readOutput),
    metadata: template['Metadata'],
  };
}

/** @throws AwsError ValidationError */
export function checkSize(body: string, from: 'request' | 'bucket'): void {
  const bytes = Buffer.byteLength(body);
  if (from === 'bucket' && bytes > MAX_STORED_BYTES) {
    throw validationError(`Template may not exceed ${MAX_STORED_BYTES} bytes in size.`);
  }
  if (from === 'request' && bytes > MAX_INLINE_BYTES) {
    throw validationError(
      `1 validation error detected: Value '${body.slice(0, 40)}…' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_INLINE_BYTES}`,
    );
  }
}

function section(template: JsonRecord, name: string, most: number): JsonRecord {
  const value = template[name];
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw formatError(`[/${name}] must be an object`);
  const bad = Object.keys(value).find((key) => !/^[A-Za-z0-9]{1,255}$/.test(key));
  if (bad !== undefined) throw formatError(`${singular(name)} name ${bad} is non alphanumeric.`);
  const count = Object.keys(value).length;
  if (count > most)
    throw formatError(`Number of ${name.toLowerCase()}, ${count}, is greater than maximum allowed, ${most}`);
  return value;
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}

function mapped<Result>(entries: JsonRecord, read: (name: string, value: Json) => Result): Record<string, Result> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, read(name, value)]));
}

function readDescription(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text === undefined) throw formatError('Description must be a string');
  if (Buffer.byteLength(text) > LONGEST_DESCRIPTION_BYTES) {
    throw templateError(`'Description' length is greater than ${LONGEST_DESCRIPTION_BYTES}.`);
  }
  return text;
}

function readOutput(name: string, output: Json): OutputDeclaration {
  if (!isRecord(output)) throw formatError(`Any Outputs member must be an object (${name}).`);
  const value = output['Value'];
  if (value === undefined || value === null) throw formatError('Every Outputs member must contain a Value object');
  const stray = Object.keys(output).find((key) => !['Value', 'Description', 'Condition', 'Export'].includes(key));
  if (stray !== undefined) throw validationError(`Invalid template property or properties [Outputs.${name}.${stray}]`);
  const exported = output['Export'];
  if (exported !== undefined && (!isRecord(exported) || exported['Name'] === undefined)) {
    throw formatError(`Output ${name} is malformed. The Name member of Export is missing.`);
  }
  return {
    value,
    description: textOf(output['Description']),
    condition: textOf(output['Condition']),
    exportName: isRecord(exported) ? exported['Name'] : undefined,
  };
}
