import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface ArtifactBucketProps {
  /** @default - CloudFormation chooses a name */
  readonly bucketName?: string;
  /**
   * How long a former version of an overwritten object is kept at least; the newest 25 of each are always kept.
   * @default 90 days
   */
  readonly keepFormerVersions?: Duration;
}

/**
 * Bundles, lease and journal. Versioned, encrypted, closed to the public, TLS only.
 *
 * No rule ever removes a current object: neither its age nor its name tells whether a bundle is still the way back (the
 * live release may be a year old), and S3 cannot see what CodeDeploy refers to. What is of no use goes: parts of uploads
 * that were never completed, and of an object that was overwritten more than 25 times the oldest versions, after a while
 * (the lease; a bundle that is pushed under the same key each time is rolled back to by its version).
 */
export class ArtifactBucket extends Construct {
  /** A bucket that exists. Its settings are taken at their word. */
  static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return Bucket.fromBucketName(scope, id, bucketName);
  }

  readonly bucket: Bucket;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: ArtifactBucketProps = {}) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Resource', {
      bucketName: props.bucketName,
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [
        {
          id: 'FormerVersions',
          noncurrentVersionExpiration: props.keepFormerVersions ?? Duration.days(90),
          noncurrentVersionsToRetain: 25,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      // The history and every way back outlive the stack; a stack that fails to start leaves nothing.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucketName = this.bucket.bucketName;
  }

  /** Reading bundles, as a host does. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.bucket.grantRead(grantee);
  }

  /** Reading and writing bundles, lease and journal, as a pipeline does; nothing is ever deleted. */
  grantPublish(grantee: iam.IGrantable): iam.Grant {
    const grant = this.bucket.grantPut(grantee);
    return grant.combine(this.bucket.grantRead(grantee));
  }
}
