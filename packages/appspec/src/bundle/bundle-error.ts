import type { Problem } from '../problem.js';

/**
 * A bundle that is not made or not unpacked. `BUNDLE_REFUSED`: something in the folder cannot go into a bundle.
 * `ARCHIVE_REFUSED`: the archive is broken or wants to write outside its folder.
 */
export class BundleError extends Error {
  readonly code: 'BUNDLE_REFUSED' | 'ARCHIVE_REFUSED';
  readonly problems: readonly Problem[];

  constructor(code: BundleError['code'], problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('; '));
    this.name = 'BundleError';
    this.code = code;
    this.problems = problems;
  }
}

/** A refusal of one path. */
export function refusal(path: string, message: string): Problem {
  return { code: 'ENTRY_REFUSED', message, line: null, column: null, path };
}
