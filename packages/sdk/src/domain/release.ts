/** Exact identity of what runs: the same name with other content is another release. */
export interface ReleaseRef {
  /** Human name, such as `v2` or a tag. */
  readonly release: string;
  /** SHA-256 over the bundle's content (64 hex digits), independent of zip bytes. */
  readonly digest: string;
}

/** Where a release's bundle lies. */
export interface BundleLocation {
  readonly bucket: string;
  readonly key: string;
  /** Without quotes. */
  readonly eTag?: string;
  readonly versionId?: string;
}

/** What one process answers on `/version`; `workers` lists every worker of the same host, itself included. */
export interface VersionReport {
  readonly release: string;
  readonly digest?: string;
  readonly commit?: string;
  readonly color?: string;
  readonly instance?: string;
  readonly worker?: number;
  readonly workers?: readonly { readonly worker: number; readonly release: string; readonly digest?: string }[];
}

const BUNDLE_KEY = /^(?<folder>.+)\/(?<release>[^/]+)-(?<digest>[0-9a-f]{64})\.zip$/;

/** The key says what the bundle is, so that no second look-up is needed to name a running release. */
export function bundleKey(prefix: string, ref: ReleaseRef): string {
  return `${prefix}/${ref.release}-${ref.digest}.zip`;
}

/** Undefined for a key that some other tool wrote. */
export function releaseOfKey(key: string): ReleaseRef | undefined {
  const groups = BUNDLE_KEY.exec(key)?.groups;
  return groups ? { release: groups['release']!, digest: groups['digest']! } : undefined;
}
