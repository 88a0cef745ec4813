import type { JsonRecord } from '../../template/json.js';
import { record, records, text } from '../read.js';

/** A lifecycle rule of a template in the element names of S3. */
export function lifecycleRules(rule: JsonRecord): object {
  return {
    ID: text(rule, 'Id'),
    Filter: filterOf(rule),
    Status: text(rule, 'Status'),
    Expiration: expirationOf(rule),
    Transition: transitions(rule, 'Transition').map(transition),
    NoncurrentVersionExpiration: noncurrentExpiration(rule),
    NoncurrentVersionTransition: transitions(rule, 'NoncurrentVersionTransition').map((one) => ({
      NoncurrentDays: text(one, 'TransitionInDays'),
      NewerNoncurrentVersions: text(one, 'NewerNoncurrentVersions'),
      StorageClass: text(one, 'StorageClass'),
    })),
    AbortIncompleteMultipartUpload: ifAny(record(rule, 'AbortIncompleteMultipartUpload')),
  };
}

function filterOf(rule: JsonRecord): object {
  const Prefix = text(rule, 'Prefix') ?? '';
  const tags = records(rule, 'TagFilters');
  return tags.length > 0 ? { And: { Prefix, Tag: tags } } : { Prefix };
}

function expirationOf(rule: JsonRecord): object | undefined {
  return ifAny({
    Days: text(rule, 'ExpirationInDays'),
    Date: text(rule, 'ExpirationDate'),
    ExpiredObjectDeleteMarker: text(rule, 'ExpiredObjectDeleteMarker'),
  });
}

function noncurrentExpiration(rule: JsonRecord): object | undefined {
  const given = record(rule, 'NoncurrentVersionExpiration');
  return ifAny({
    NoncurrentDays: text(given, 'NoncurrentDays') ?? text(rule, 'NoncurrentVersionExpirationInDays'),
    NewerNoncurrentVersions: text(given, 'NewerNoncurrentVersions'),
  });
}

/** The plural form, or the older single one. */
function transitions(rule: JsonRecord, name: string): JsonRecord[] {
  const one = rule[name] === undefined ? [] : [record(rule, name)];
  return [...records(rule, `${name}s`), ...one];
}

function transition(one: JsonRecord): object {
  return {
    Days: text(one, 'TransitionInDays'),
    Date: text(one, 'TransitionDate'),
    StorageClass: text(one, 'StorageClass'),
  };
}

function ifAny(members: object): object | undefined {
  return Object.values(members).some((value) => value !== undefined) ? members : undefined;
}
