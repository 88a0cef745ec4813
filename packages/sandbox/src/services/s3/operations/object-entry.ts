import { quoted } from '../object-answers.js';
import type { StoredObject } from '../state.js';

/** An object as both object listings and the version listing show it. */
export function objectEntry(object: StoredObject, key: string, owner: object | undefined): object {
  return {
    Key: key,
    LastModified: new Date(object.lastModified),
    ETag: quoted(object.eTag),
    ChecksumAlgorithm: object.checksum.algorithm,
    ChecksumType: object.checksum.type,
    Size: object.bytes,
    StorageClass: object.metadata.storageClass,
    Owner: owner,
  };
}
