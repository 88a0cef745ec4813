import type { ErrorCode } from '@bluegreen/sdk';

/** An error in the shape that `--json` prints and that processes hand on. */
export interface ReportedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly next: string;
  readonly evidence: readonly string[];
}

/** What a detached sandbox tells the command that started it. */
export type ChildReport =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ready'; readonly endpoint: string }
  | { readonly kind: 'failed'; readonly error: ReportedError };
