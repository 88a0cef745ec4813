import { CHECKSUMS } from '../checksums/algorithms.js';
import { encryptionHeaders } from '../metadata.js';
import { quoted } from '../object-answers.js';
import { receiveBlob } from '../receive.js';
import { readAnnouncedChecksum } from '../request-checksum.js';
import type { Operation } from '../request.js';
import { assertPartChecksum, readPartNumber, replacePart, uploadOf } from '../uploads.js';
import { bucketOf, wholeSeconds } from '../versions.js';

export const uploadPart: Operation = {
  name: 'UploadPart',
  action: 's3:PutObject',
  async handle(context, request) {
    const number = readPartNumber(request.query);
    const { checksum: expected } = openUpload();
    const received = await receiveBlob(context, request, expected?.algorithm ?? 'CRC64NVME');
    try {
      const { blob, bytes, eTag } = received;
      const { algorithm, value, announced } = received.checksum;
      const part = {
        number,
        blob,
        bytes,
        eTag,
        lastModified: wholeSeconds(context.now()),
        checksum: expected || announced ? { algorithm, value } : null,
      };
      const upload = openUpload();
      const replaced = replacePart(upload, part);
      if (replaced) context.blobs.discard(replaced);
      return {
        status: 200,
        headers: {
          etag: quoted(eTag),
          ...(part.checksum ? { [CHECKSUMS[algorithm].header]: value } : {}),
          ...encryptionHeaders(upload.metadata),
        },
      };
    } catch (error) {
      context.blobs.discard(received.blob);
      throw error;
    }

    // Asked again when the bytes are there: the upload may have been aborted or completed meanwhile.
    function openUpload() {
      const upload = uploadOf(bucketOf(context, request.bucket), request);
      assertPartChecksum(upload, readAnnouncedChecksum(request)?.algorithm ?? null);
      return upload;
    }
  },
};
