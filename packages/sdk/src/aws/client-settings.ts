import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Clock } from '../domain/clock.js';
import { MOST_TRIES } from './limited-retries.js';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** What every client is made with; all services take these members. */
export interface ClientSettings {
  readonly region: string;
  /** Absent: the client itself obeys AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_<SERVICE> and the profile. */
  readonly endpoint?: string;
  /** Absent: the standard credential chain. */
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
  readonly retryMode: 'adaptive';
  /** Absent: the client itself obeys AWS_MAX_ATTEMPTS. */
  readonly maxAttempts?: number;
  readonly requestHandler: NonNullable<S3ClientConfig['requestHandler']>;
  /** S3 only. */
  readonly forcePathStyle?: boolean;
}

export type RetryStrategy = Extract<
  NonNullable<S3ClientConfig['retryStrategy']>,
  { acquireInitialRetryToken: unknown }
>;

/** Waits on one request: to connect, and for any sign of life afterwards. A slow upload that moves is not cut. */
const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

export interface ConnectionOptions {
  readonly region: string;
  /** Default: AWS_ENDPOINT_URL and its kin, as every AWS client reads them. */
  readonly endpoint?: string;
  readonly credentials?: ClientSettings['credentials'];
  /** Aborts every call made through the ports. */
  readonly signal?: AbortSignal;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Milliseconds without a byte from the endpoint before a request counts as lost. Default 30 seconds. */
  readonly silenceMs?: number;
}

export function clientSettings(options: ConnectionOptions): ClientSettings {
  const endpoint = options.endpoint ?? process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'];
  return {
    region: options.region,
    endpoint: options.endpoint,
    credentials: options.credentials,
    retryMode: 'adaptive',
    maxAttempts: process.env['AWS_MAX_ATTEMPTS'] ? undefined : MOST_TRIES,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: options.silenceMs ?? SILENCE_MS },
    forcePathStyle: endpoint !== undefined && isLocal(endpoint),
  };
}

/** Hosts for which `bucket.host` cannot resolve: loopback, and names without a dot such as a container's. */
export function isLocal(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const host = new URL(endpoint).hostname;
  return host === '[::1]' || /^127(\.\d+){3}$/.test(host) || host.endsWith('.localhost') || !/[.:]/.test(host);
}
