import { namedCertificate, onCertificate, type Operation } from '../context.js';
import { tags, withinTagLimit } from '../read-input.js';

export const addTagsToCertificate: Operation = {
  resources: onCertificate,
  handle(acm, input) {
    const record = namedCertificate(acm, input);
    acm.state.certificates.set(record.arn, { ...record, tags: withinTagLimit({ ...record.tags, ...tags(input) }) });
    return undefined;
  },
};

/** Where a value is given too, the tag goes only if it has that value. */
export const removeTagsFromCertificate: Operation = {
  resources: onCertificate,
  handle(acm, input) {
    const record = namedCertificate(acm, input);
    const gone = tags(input);
    const left = Object.entries(record.tags).filter(
      ([key, value]) => !(key in gone) || (gone[key] !== '' && gone[key] !== value),
    );
    acm.state.certificates.set(record.arn, { ...record, tags: Object.fromEntries(left) });
    return undefined;
  },
};

export const listTagsForCertificate: Operation = {
  resources: onCertificate,
  handle(acm, input) {
    const { tags: held } = namedCertificate(acm, input);
    return { Tags: Object.entries(held).map(([Key, Value]) => ({ Key, Value })) };
  },
};
