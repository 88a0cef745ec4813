/**
 * S3 of the sandbox: REST-XML, path style and `bucket.localhost`.
 *
 * Known gaps
 * - No access control lists, CORS, object lock, replication, notifications, website, Select, accelerate or requester pays:
 *   the sub-resource or header is refused by name (501), never ignored.
 * - `x-amz-expected-bucket-owner`, `x-amz-request-payer` and `x-amz-optional-object-attributes` are ignored.
 * - Lifecycle rules, public access blocks, encryption, tags, ownership and logging of buckets are kept and shown, not
 *   carried out. Storage classes are labels.
 * - DeleteObjects is judged on `bucket/*`, not on each key. Bucket policies are kept, not judged.
 * - No browser POST uploads, no anonymous access, one owner and one region for all buckets.
 * - Checksums of the newest clients (MD5, SHA512, XXHASH…) are refused by name.
 * - CompleteMultipartUpload answers when it is done (AWS sends white space meanwhile), and once only: a repeated Complete
 *   is NoSuchUpload.
 * - What changed after the last snapshot is lost in a kill; `restore` then drops objects whose bytes are gone.
 */
import type { SandboxClock } from '../../clock.js';
import type { RawService } from '../service.js';
import { ageObjects } from './age-objects.js';
import { beforeLastChange } from './before-last-change.js';
import { createBlobStore } from './blobs.js';
import { demandWhenMissing, furtherDemands, ownDemand } from './demands.js';
import { ErrorWithHeaders } from './errors.js';
import { actionOf, identify, resourceOf } from './identify.js';
import { refuseLackingHeaders } from './metadata.js';
import type { S3Context } from './request.js';
import { perform } from './perform.js';
import { respond } from './respond.js';
import { restoreSnapshot, takeSnapshot } from './snapshot.js';
import { ROUTES } from './routes.js';
import { createObjectStore, type ObjectStore } from './store.js';
import type { XmlDocument } from './xml.js';

export type { ObjectStore, OpenedObject } from './store.js';
export type { ObjectMetadata } from './state.js';

export interface S3Options {
  readonly clock: Pick<SandboxClock, 'now'>;
  /** Holds the bytes of objects and parts; made when missing. */
  readonly folder: string;
  readonly account: string;
  readonly region: string;
  /** Called after every change that a new snapshot would show, before the client has its answer. */
  readonly onChange?: () => void;
}

export interface S3 {
  readonly service: RawService;
  readonly store: ObjectStore;
  /** An operation on a bucket for callers inside the sandbox; `content` is the request's document. */
  perform(operation: string, bucket: string, content?: XmlDocument | string): Promise<void>;
  /** Buckets, versions and open uploads as JSON; the bytes stay in the folder. */
  snapshot(): object;
  /** Replaces all there is by a snapshot that was taken over the same folder. */
  restore(state: object): Promise<void>;
  /**
   * Makes what is stored `ms` older, as if that time had passed for S3 alone; whole seconds, rounded up.
   * @param where text in the keys that it is about; absent: all
   * @returns how many objects there were
   */
  age(ms: number, where?: string): number;
}

export function createS3({ clock, folder, account, region, onChange = () => undefined }: S3Options): S3 {
  const context: S3Context = {
    state: { buckets: new Map(), sequence: 0 },
    blobs: createBlobStore(folder),
    now: () => clock.now(),
    account,
    region,
  };
  return {
    service: createService(context, onChange),
    store: createObjectStore(context, onChange),
    async perform(operation, bucket, content) {
      await perform(context, operation, bucket, content);
      onChange();
    },
    snapshot: () => takeSnapshot(context.state),
    age(ms, where) {
      const aged = ageObjects(context.state, ms, where);
      if (aged > 0) onChange();
      return aged;
    },
    restore: (state) => Promise.resolve().then(() => restoreSnapshot(context.state, context.blobs, state)),
  };
}

function createService(context: S3Context, onChange: () => void): RawService {
  return {
    kind: 'raw',
    name: 's3',
    operationNames: [...new Set(ROUTES.map(({ operation }) => operation.name))],
    identify(request, url) {
      const identified = identify(request, url);
      return {
        operation: identified.operation.name,
        action: actionOf(identified),
        resource: resourceOf(identified),
        demands: [ownDemand(identified), ...furtherDemands(identified, request)],
        whenMissing: demandWhenMissing(identified),
      };
    },
    async handle(request, response, url, call, body) {
      const { operation, target } = identify(request, url);
      const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
      const method = request.method ?? 'GET';
      try {
        refuseLackingHeaders(request);
        const seen = call.stale ? { ...context, state: beforeLastChange(context.state, target) } : context;
        const answer = await operation.handle(seen, {
          ...target,
          method,
          headers: request.headers,
          body,
          call,
          origin,
        });
        if (method !== 'GET' && method !== 'HEAD') onChange();
        await call.beforeAnswer?.();
        await respond(response, answer);
      } catch (error) {
        if (error instanceof ErrorWithHeaders && !response.headersSent) {
          for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
        }
        throw error;
      } finally {
        // What was not read of the body still has to pass, or the connection stands still.
        body.stream.on('error', () => undefined).resume();
      }
    },
  };
}
