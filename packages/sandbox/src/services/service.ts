import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who calls, as the gateway found out from the signature. */
export interface CallContext {
  readonly requestId: string;
  readonly region: string;
  readonly account: string;
  /** Access key id; null for unsigned calls. */
  readonly accessKeyId: string | null;
  /** ARN of the caller. */
  readonly callerArn: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** A fault wants a read to answer what was so before the last change. */
  readonly stale?: boolean;
  /** To be awaited by a RawService between what it did and its answer; throws what is to be answered instead. */
  readonly beforeAnswer?: () => Promise<void>;
}

/** Values as they came off the wire: Query parameters are strings, JSON keeps its types. */
export type WireValue = string | number | boolean | null | WireValue[] | { [name: string]: WireValue };
export type WireInput = { [name: string]: WireValue };

/**
 * Answers are plain objects in the API's own member names. The protocol turns Date into its own time format, arrays into
 * list elements, booleans and numbers into text where needed, and leaves out `undefined` members.
 */
export type WireOutput = object | undefined;

/** One IAM action that a call needs, on each of the resources. */
export interface Demand {
  /** Such as `elasticloadbalancing:ModifyListener`. */
  readonly action: string;
  /** ARNs; `*` for actions without resource types. */
  readonly resources: readonly string[];
  /** What conditions may ask besides the global keys, such as `iam:PassedToService`. */
  readonly conditionKeys?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface OperationDefinition {
  /** IAM action, such as `elasticloadbalancing:ModifyListener`. */
  readonly action: string;
  /** ARNs the action is judged on; omitted for actions without resource types (judged on `*`). */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
  /** What conditions may ask besides the global keys, such as `cloudwatch:namespace`. */
  readonly conditionKeys?: (input: WireInput) => Demand['conditionKeys'];
  /** What the call needs besides, such as iam:PassRole for a role it hands over. */
  readonly also?: (input: WireInput, call: CallContext) => readonly Demand[];
  /**
   * `never`: everybody may, even against a deny (GetCallerIdentity). `itself`: the operation judges the call, by policies
   * that only it knows (a role's trust policy). Default: the caller's identity policies decide.
   */
  readonly judged?: 'never' | 'itself';
  handle(input: WireInput, call: CallContext): WireOutput | Promise<WireOutput>;
}

/** A service behind one of the RPC protocols. S3 is a `RawService`. */
export interface RpcService {
  readonly kind: 'rpc';
  /** Credential scope, such as `elasticloadbalancing`. */
  readonly name: string;
  /** For the Query protocols: the API version in the form body and the XML namespace of answers. */
  readonly query?: { readonly version: string; readonly namespace: string; readonly flavour: 'aws' | 'ec2' };
  /** For the JSON protocols: what stands before the dot in X-Amz-Target. */
  readonly json?: {
    readonly targetPrefix: string;
    readonly version: '1.0' | '1.1';
    readonly queryCompatible?: boolean;
  };
  readonly operations: Readonly<Record<string, OperationDefinition>>;
}

/** What a request is, before it runs. */
export interface RawIdentity {
  readonly operation: string;
  /** IAM action, and the ARN it is judged on. */
  readonly action: string;
  readonly resource: string;
  /** Everything the call needs; absent: its own action on its resource. */
  readonly demands?: readonly Demand[];
  /** Needed to be told that what it asks for is not there; without it the answer is a refusal. */
  readonly whenMissing?: Demand;
}

export interface RawService {
  readonly kind: 'raw';
  readonly name: string;
  /** Every operation that `identify` can name. */
  readonly operationNames?: readonly string[];
  /** Names the operation for the call log and IAM before it runs. */
  identify(request: IncomingMessage, url: URL): RawIdentity;
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    call: CallContext,
    body: VerifiedBody,
  ): Promise<void>;
}

/** The request body, de-chunked (aws-chunked) and with its signature checked as it streams. */
export interface VerifiedBody {
  /** Decoded bytes. Ends with an error when a chunk signature or the payload hash is wrong. */
  readonly stream: NodeJS.ReadableStream;
  /** Trailing headers, complete once the stream has ended. */
  trailers(): Readonly<Record<string, string>>;
  /** Decoded length where the client said it. */
  readonly length: number | undefined;
}

export type Service = RpcService | RawService;

/** An error as AWS answers it. `code` is the wire code (`TargetGroupNotFound`, `DeploymentDoesNotExistException`). */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further members of the error element (S3: `Condition`, `Header`, …). */
    readonly members: Readonly<Record<string, string>> = {},
    readonly fault: 'Sender' | 'Receiver' = status >= 500 ? 'Receiver' : 'Sender',
  ) {
    super(message);
    this.name = 'AwsError';
  }
}
