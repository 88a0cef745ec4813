import { randomUUID } from 'node:crypto';
import { AwsError } from '../../service.js';

/** Why a resource failed, in the words of CloudFormation's events. */
export function failureReason(error: unknown, type: string): string {
  if (!(error instanceof AwsError)) return error instanceof Error ? error.message : String(error);
  if (error instanceof PropertiesError) return error.message;
  const service = SERVICES[type.split('::')[1] ?? ''] ?? type.split('::')[1] ?? 'AWS';
  const call = `Service: ${service}, Status Code: ${error.status}, Request ID: ${randomUUID()}`;
  const handling = `RequestToken: ${randomUUID()}, HandlerErrorCode: ${handlerErrorCode(error)}`;
  return `Resource handler returned message: "${error.message} (${call})" (${handling})`;
}

/** Properties that no handler would take: refused before any call. */
export class PropertiesError extends AwsError {
  constructor(logicalId: string, problems: readonly string[]) {
    super(
      'ValidationError',
      `Properties validation failed for resource ${logicalId} with message:\n${problems.join('\n')}`,
    );
  }
}

const SERVICES: Readonly<Record<string, string>> = {
  ElasticLoadBalancingV2: 'ElasticLoadBalancingV2',
  AutoScaling: 'AutoScaling',
  CodeDeploy: 'CodeDeploy',
  S3: 'S3',
  IAM: 'Iam',
  EC2: 'Ec2',
  CloudWatch: 'CloudWatch',
};

function handlerErrorCode({ code, status }: AwsError): string {
  if (/AlreadyExists|Duplicate|AlreadyOwned/.test(code)) return 'AlreadyExists';
  if (/NotFound|NoSuch|DoesNotExist/.test(code)) return 'NotFound';
  if (/AccessDenied|Unauthorized/.test(code)) return 'AccessDenied';
  if (/TooMany|LimitExceeded/.test(code)) return 'ServiceLimitExceeded';
  if (/InUse|NotEmpty|Conflict/.test(code)) return 'ResourceConflict';
  if (/Throttl/.test(code)) return 'Throttling';
  return status >= 500 ? 'GeneralServiceException' : 'InvalidRequest';
}
