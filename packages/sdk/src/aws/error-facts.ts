import { isLocal } from './client-settings.js';

/** What was being done when an error came. */
export interface CallFacts {
  readonly service: string;
  readonly operation: string;
  readonly actions: readonly string[];
  readonly input: object;
  readonly region: string;
  /** Where the call was sent; absent: AWS's own endpoint of the region. */
  readonly endpoint?: string;
  readonly signal?: AbortSignal;
}

/** What can be learnt from an AWS client's error and from the call. */
export interface ErrorFacts {
  /** Wire code without a trailing `Exception`; the JavaScript name for errors that never were an answer. */
  readonly name: string;
  readonly text: string;
  readonly status: number | undefined;
  /** Node's code of a socket or TLS error; empty when there is none. */
  readonly networkCode: string;
  readonly attempts: number;
  /** The answer could not be understood. */
  readonly isUnreadable: boolean;
  /** Such as `CodeDeploy`. */
  readonly service: string;
  readonly operation: string;
  /** Such as `CodeDeploy CreateDeployment`. */
  readonly call: string;
  readonly actions: readonly string[];
  /** What the call was about, such as "Bucket `x`". */
  readonly subject: string;
  readonly bucket: string | undefined;
  readonly region: string;
  readonly endpoint: string;
  readonly isLocal: boolean;
  /** The role that a token is to be changed for; empty when none is set. */
  readonly roleArn: string;
  readonly denied: {
    readonly action: string;
    readonly resource: string;
    readonly user: string;
    readonly because: string;
  };
  readonly evidence: readonly string[];
}

const SERVICES: Readonly<Record<string, string>> = {
  loadBalancing: 'Elastic Load Balancing',
  codeDeploy: 'CodeDeploy',
  s3: 'S3',
  autoScaling: 'Auto Scaling',
  cloudWatch: 'CloudWatch',
  cloudFormation: 'CloudFormation',
  sts: 'STS',
};

/** Members of an input that name what a call is about, most telling first. */
const SUBJECTS: readonly (readonly [string, string])[] = [
  ['Key', 'The object'],
  ['Bucket', 'The bucket'],
  ['RuleArn', 'The rule'],
  ['RuleArns', 'The rule'],
  ['ListenerArn', 'The listener'],
  ['ListenerArns', 'The listener'],
  ['LoadBalancerArn', 'The load balancer'],
  ['TargetGroupArn', 'The target group'],
  ['TargetGroupArns', 'The target group'],
  ['Names', 'The target group'],
  ['deploymentId', 'The deployment'],
  ['deploymentGroupName', 'The deployment group'],
  ['deploymentGroupNames', 'The deployment group'],
  ['applicationName', 'The CodeDeploy application'],
  ['AutoScalingGroupNames', 'The Auto Scaling group'],
  ['AutoScalingGroupName', 'The Auto Scaling group'],
  ['AlarmNames', 'The alarm'],
  ['StackName', 'The stack'],
];

/** The members an AWS client may put on an error. */
export interface WireError {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Message?: string;
  readonly errors?: readonly { readonly code?: string }[];
  readonly cause?: { readonly code?: string };
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number };
}

export function factsOf(error: unknown, call: CallFacts): ErrorFacts {
  const wire = unwrapped(typeof error === 'object' && error !== null ? error : { message: String(error) });
  const input = call.input as Readonly<Record<string, unknown>>;
  const status = wire.$metadata?.httpStatusCode;
  const text = sentence(wire.message ?? wire.Message ?? '');
  const service = SERVICES[call.service] ?? call.service;
  const requestId = wire.$metadata?.requestId;
  return {
    name: wireName(wire),
    text,
    status,
    networkCode: [wire.code, wire.cause?.code, wire.errors?.[0]?.code].find((code) => typeof code === 'string') ?? '',
    attempts: wire.$metadata?.attempts ?? 1,
    isUnreadable: wire.name === 'SyntaxError' || /deserializ|unexpected (token|end)|not valid JSON/i.test(text),
    service,
    operation: call.operation,
    call: `${service} ${call.operation}`,
    actions: call.actions,
    subject: subjectOf(input) ?? `${service} in ${call.region}`,
    bucket: typeof input['Bucket'] === 'string' ? input['Bucket'] : undefined,
    region: call.region,
    endpoint: call.endpoint ?? `its endpoint in ${call.region}`,
    isLocal: call.endpoint !== undefined && isLocal(call.endpoint),
    roleArn: process.env['AWS_ROLE_ARN'] ?? '',
    denied: denialOf(text, call, input),
    evidence: requestId ? [`AWS request ${requestId}`] : [],
  };
}

/** Wire code without `Exception`; a HEAD answer has no body, so it is known by its status alone. */
export function wireName(error: WireError | undefined): string {
  const status = error?.$metadata?.httpStatusCode;
  const name = error?.name ?? error?.Code ?? 'Error';
  return /^(Unknown\w*|\d{3})$/.test(name) && status === 403 ? 'Forbidden' : name.replace(/Exception$/, '');
}

function subjectOf(input: Readonly<Record<string, unknown>>): string | undefined {
  for (const [member, words] of SUBJECTS) {
    const value = input[member];
    const named = Array.isArray(value) ? value.join(', ') : value;
    if (typeof named === 'string' && named !== '') return `${words} \`${named}\``;
  }
  return undefined;
}

/** Contract A4: `User: ARN is not authorized to perform: ACTION on resource: ARN because REASON`. */
function denialOf(text: string, call: CallFacts, input: Readonly<Record<string, unknown>>): ErrorFacts['denied'] {
  const said =
    /User: (?<user>\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on resource: "?(?<resource>[^\s"]+)"?)?(?: (?:because )?(?<because>(?:no|with|an?) .+?))?\.?$/.exec(
      text,
    )?.groups;
  const bucket = input['Bucket'];
  const key = input['Key'];
  const object =
    typeof bucket === 'string' ? `arn:aws:s3:::${bucket}${typeof key === 'string' ? `/${key}` : ''}` : undefined;
  return {
    action: said?.['action'] ?? call.actions[0] ?? call.operation,
    // An action without resource types is granted on `*` only (contract E).
    resource: said?.['resource'] ?? object ?? '*',
    user: said?.['user'] ?? '',
    because: said?.['because'] ?? '',
  };
}

/** The SDK turns a socket error of another realm (a vm context, a test) into text: `… wrapper for NAME: MESSAGE`. */
function unwrapped(error: WireError): WireError {
  const [, name, message] = /error wrapper for (\w+): (.*)$/s.exec(error.message ?? '') ?? [];
  if (name === undefined) return error;
  return { name, message, code: /\bE[A-Z_]{4,}\b/.exec(message ?? '')?.[0], $metadata: error.$metadata };
}

/** AWS's own words, as a sentence to put after ours. */
export function quoted(facts: ErrorFacts): string {
  return facts.text ? ` AWS said: ${facts.text}` : '';
}

/** One line that ends as a sentence does. */
function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' || /[.!?]$/.test(line) ? line : `${line}.`;
}
