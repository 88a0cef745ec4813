import type { SandboxClock } from '../../../clock.js';
import type { WireInput } from '../../service.js';
import type { JsonRecord } from '../template/json.js';

/** Properties of a resource with every function carried out. */
export type Properties = JsonRecord;

/** A resource that exists. */
export interface Existing {
  readonly physicalId: string;
  readonly properties: Properties;
  readonly attributes: JsonRecord;
}

export interface Made {
  readonly physicalId: string;
  /** What Ref gives; default: the physical id. */
  readonly ref?: string;
  /** What GetAtt gives. */
  readonly attributes: JsonRecord;
}

export interface Change extends Existing {
  /** The properties to have. `properties` are those it has. */
  readonly wanted: Properties;
  /** Names of those that differ. */
  readonly changed: readonly string[];
  /** The resource's UpdatePolicy. */
  readonly policy: JsonRecord;
}

/** How CloudFormation makes, changes and removes one type of resource: by the operations that any client would call. */
export interface ResourceType {
  readonly type: string;
  readonly required: readonly string[];
  /** Every property the sandbox has a use for; undefined: whatever is given is kept. */
  readonly properties?: readonly string[];
  /** Properties whose change takes a new resource; `*`: all. */
  readonly replacedBy: readonly string[];
  /** What GetAtt knows; undefined: not checked. */
  readonly attributes: readonly string[] | undefined;
  /** The property that names it; who names a resource must rename it before it can be replaced. */
  readonly namedBy?: string;
  /** How its tags are written, where stack tags are passed on to it. */
  readonly tags?: 'list' | 'propagated' | 'map';
  /** Calls `context.made` as soon as something exists that a rollback would have to remove. */
  create(properties: Properties, context: ResourceContext): Promise<Made>;
  /** Returns what is different of `attributes` afterwards. */
  update?(change: Change, context: ResourceContext): Promise<JsonRecord>;
  /** Something that is gone already is no error. */
  remove(existing: Existing, context: ResourceContext): Promise<void>;
  /** Attributes that a restart of the sandbox may have changed. */
  refresh?(existing: Existing, context: ResourceContext): Promise<JsonRecord>;
}

export type ServiceName = 'acm' | 'elb' | 'autoscaling' | 'codedeploy' | 'cloudwatch' | 'iam' | 'ec2';

/** What a resource is made with. */
export interface ResourceContext {
  readonly logicalId: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly account: string;
  readonly region: string;
  readonly clock: SandboxClock;
  /** Aborted when the sandbox ends. */
  readonly signal: AbortSignal;
  /** Calls an operation of another service. */
  ask<Answer extends object>(service: ServiceName, operation: string, input: WireInput): Promise<Answer>;
  /** An operation of S3 on a bucket; `content` is the request's document in S3's element names, or JSON text. */
  askS3(operation: string, bucket: string, content?: S3Content): Promise<void>;
  made(physicalId: string): void;
}

export type S3Content = { readonly root: string; readonly content: object } | string;
