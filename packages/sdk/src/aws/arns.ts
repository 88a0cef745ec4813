import { BlueGreenError } from '../domain/errors.js';

const LISTENER =
  /^arn:(?<partition>aws[\w-]*):elasticloadbalancing:(?<region>[\w-]+):(?<account>\d{12}):listener\/(?<kind>app|net|gwy)\/(?<name>[A-Za-z0-9-]{1,32})\/(?<id>[0-9a-f]{16})\/(?<listener>[0-9a-f]{16})$/;
const TARGET_GROUP =
  /^arn:aws[\w-]*:elasticloadbalancing:(?<region>[\w-]+):\d{12}:targetgroup\/(?<name>[A-Za-z0-9-]{1,32})\/[0-9a-f]{16}$/;

/** Parts of a listener's ARN (contract B9); undefined when it is not one. */
export function parseListenerArn(arn: string): { region: string; loadBalancerArn: string } | undefined {
  const parts = LISTENER.exec(arn)?.groups;
  if (!parts) return undefined;
  const { partition, region, account, kind, name, id } = parts as Record<string, string>;
  return {
    region: region!,
    loadBalancerArn: `arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/${kind}/${name}/${id}`,
  };
}

/** Parts of a target group's ARN; undefined when it is not one. */
export function parseTargetGroupArn(arn: string): { region: string; name: string } | undefined {
  const parts = TARGET_GROUP.exec(arn)?.groups;
  return parts && { region: parts['region']!, name: parts['name']! };
}

/** The ARN of the load balancer that a listener's ARN names. Throws ARN_MALFORMED. */
export function loadBalancerOf(listenerArn: string): string {
  const parsed = parseListenerArn(listenerArn);
  if (!parsed) throw malformed('listener', listenerArn);
  return parsed.loadBalancerArn;
}

export function malformed(kind: string, arn: string): BlueGreenError {
  return new BlueGreenError(
    'ARN_MALFORMED',
    `\`${arn}\` is not the ARN of a ${kind}.`,
    'Correct it (`bluegreen config explain` shows where it comes from); the stack outputs have the right ones.',
  );
}
