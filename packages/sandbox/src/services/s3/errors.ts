import { AwsError } from '../service.js';

/** S3's errors by name (contract A4, D). Members become elements of the error document. */

/** An error whose answer carries headers of its own. */
export class ErrorWithHeaders extends AwsError {
  constructor(
    error: AwsError,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super(error.code, error.message, error.status, error.members);
  }
}

export const noSuchBucket = (bucket: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });

export const bucketNotEmpty = (bucket: string) =>
  new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: bucket });

export const bucketAlreadyOwnedByYou = (bucket: string) =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    { BucketName: bucket },
  );

export const invalidBucketName = (bucket: string) =>
  new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: bucket });

export const illegalLocationConstraint = (constraint: string) =>
  new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const invalidLocationConstraint = (constraint: string) =>
  new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
    LocationConstraint: constraint,
  });

export const noSuchKey = (key: string) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });

export const noSuchVersion = (key: string, versionId: string) =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: versionId });

export const noSuchUpload = (uploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: uploadId },
  );

export const noSuchLifecycleConfiguration = (bucket: string) =>
  new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404, {
    BucketName: bucket,
  });

export const noSuchPublicAccessBlock = (bucket: string) =>
  new AwsError('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', 404, {
    BucketName: bucket,
  });

/** `condition` is the header's name as S3 writes it, such as `If-None-Match`. */
export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });

export const conditionalRequestConflict = (condition: string, key: string) =>
  new AwsError(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
    { Condition: condition, Key: key },
  );

/** What AWS itself answers for a header it knows and does not support there. */
export const headerNotImplemented = (header: string, additionalMessage?: string) =>
  new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501, {
    Header: header,
    ...(additionalMessage ? { additionalMessage } : {}),
  });

/** What the sandbox lacks and AWS has: said loudly, never answered with a silent 200. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The Bluegreen sandbox does not implement S3 ${what}.`, 501);

export const methodNotAllowed = (method: string, resourceType: string) =>
  new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
    Method: method,
    ResourceType: resourceType,
  });

export const invalidRange = (requested: string, size: number) =>
  new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: requested,
    ActualObjectSize: String(size),
  });

export const invalidPartNumber = (requested: number, available: number) =>
  new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
    PartNumberRequested: String(requested),
    ActualPartCount: String(available),
  });

export const invalidArgument = (message: string, name: string, value: string) =>
  new AwsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message);

export const invalidUri = (path: string) =>
  new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400, { URI: path });

export const keyTooLong = (bytes: number) =>
  new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: String(bytes), MaxSizeAllowed: '1024' });

export const metadataTooLarge = (bytes: number) =>
  new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
    Size: String(bytes),
    MaxSizeAllowed: '2048',
  });

export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

export const malformedTrailer = () =>
  new AwsError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );

export const missingContentLength = () =>
  new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);

export const incompleteBody = () =>
  new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');

export const entityTooLarge = (bytes: number, maximum: number) =>
  new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
    ProposedSize: String(bytes),
    MaxSizeAllowed: String(maximum),
  });

export const entityTooSmall = (part: { number: number; bytes: number; eTag: string }, minimum: number) =>
  new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
    ProposedSize: String(part.bytes),
    MinSizeAllowed: String(minimum),
    PartNumber: String(part.number),
    ETag: part.eTag,
  });

/** `name` is what was given: `Content-MD5` or a checksum algorithm. */
export const badDigest = (name: string) =>
  name === 'Content-MD5'
    ? new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.')
    : new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);

export const invalidDigest = (value: string) =>
  new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, { 'Content-MD5': value });

export const invalidPart = (part: { number: number; eTag: string }, uploadId: string) =>
  new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { PartNumber: String(part.number), ETag: part.eTag, UploadId: uploadId },
  );

export const invalidPartOrder = (uploadId: string) =>
  new AwsError(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    400,
    { UploadId: uploadId },
  );

export const invalidTag = (message: string) => new AwsError('InvalidTag', message);

export const aclNotSupported = () => new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
