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
}

/** Values as they came off the wire: Query parameters are strings, JSON keeps its types. */
export type WireValue = string | number | boolean | null | WireValue[] | { [name: string]: WireValue };
export type WireInput = { [name: string]: WireValue };

/**
 * Answers are plain objects in the API's own member names. The protocol turns Date into its own time format, arrays into
 * list elements, booleans and numbers into text where needed, and leaves out `undefined` members.
 */
export type WireOutput = object | undefined;

export interface OperationDefinition {
  /** IAM action, such as `elasticloadbalancing:ModifyListener`. */
  readonly action: string;
  /** ARNs the action is judged on; omitted for actions without resource types (judged on `*`). */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
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

export interface RawService {
  readonly kind: 'raw';
  readonly name: string;
  /** Names the operation for the call log and IAM before it runs. */
  identify(
    request: IncomingMessage,
    url: URL,
  ): { readonly operation: string; readonly action: string; readonly resource: string };
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
