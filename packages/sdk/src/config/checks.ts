import { parseListenerArn, parseTargetGroupArn } from '../aws/arns.js';
import type { ErrorCode } from '../domain/errors.js';

/** What is wrong with a value, as the end of "X is …"; undefined when nothing is. */
export type Check = (value: string) => Wrong | undefined;
export interface Wrong {
  readonly code: Extract<ErrorCode, 'CONFIG_INVALID' | 'ARN_MALFORMED'>;
  readonly because: string;
}

export const checkProjectName = pattern(
  /^[A-Za-z][A-Za-z0-9-]{0,62}$/,
  'not a name (a letter, then letters, digits and hyphens)',
);
export const checkStackName = pattern(
  /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
  'not a stack name (a letter, then letters, digits and hyphens; at most 128)',
);
export const checkRegion = pattern(/^[a-z]{2}(-[a-z]+)+-\d$/, 'not an AWS region (such as us-east-1)');
export const checkCodeDeployName = pattern(
  /^[\w.+=,@-]{1,100}$/,
  'not a name CodeDeploy takes (1 to 100 letters, digits and . _ + = , @ -)',
);
export const checkGroupName = pattern(/^[\x21-\x7e]{1,255}$/, 'not the name of an Auto Scaling group');
export const checkBucket = pattern(
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  'not a bucket name (3 to 63 lower-case letters, digits, dots and hyphens)',
);
export const checkBoolean = pattern(/^(true|false)$/, 'neither true nor false');
export const checkPath = pattern(/^\/[^\s?#]*$/, 'not a path (it starts with / and has no query)');
/** More would be a load of its own; the proof is to watch, not to press. */
export const checkRate = pattern(/^(\d|[1-4]\d|50)$/, 'not a whole number of requests a second from 0 (none) to 50');
export const checkAlarm = pattern(/^.{1,255}$/, 'not the name of an alarm');

export const checkUrl: Check = (value) => {
  const text = /^https?:\/\//.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isBare = url && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (isBare && /^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/.test(url.hostname)) return undefined;
  return { code: 'CONFIG_INVALID', because: 'not of the form http(s)://host[:port], or a host name' };
};

export const checkListenerArn: Check = (value) => {
  if (parseListenerArn(value)) return undefined;
  const mixUps: readonly [RegExp, string][] = [
    [/:listener-rule\//, 'the ARN of a rule, not of a listener'],
    // The guide had people put it together by hand from the load balancer's ARN (contract T11).
    [/:loadbalancer\//, 'made from a load balancer’s ARN, which does not hold the listener’s id'],
    [/:targetgroup\//, 'the ARN of a target group, not of a listener'],
  ];
  const because = mixUps.find(([mixUp]) => mixUp.test(value))?.[1] ?? 'not the ARN of a listener';
  return { code: 'ARN_MALFORMED', because };
};

export const checkTargetGroup: Check = (value) => {
  if (value.startsWith('arn:')) {
    return parseTargetGroupArn(value) ? undefined : { code: 'ARN_MALFORMED', because: 'not the ARN of a target group' };
  }
  return checkTargetGroupName(value);
};

const checkTargetGroupName = pattern(
  /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
  'not the name of a target group (at most 32 letters, digits and hyphens; the stack output has the real one)',
);

function pattern(shape: RegExp, because: string): Check {
  return (value) => (shape.test(value) ? undefined : { code: 'CONFIG_INVALID', because });
}
