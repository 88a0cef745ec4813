/** What goes into a revision bundle. */
export interface BundleInput {
  /** Folder whose contents become the bundle; everything but `.git` is taken. */
  source: string;
  /** Further files, path in the bundle to text, such as release.json. One that is also in the folder replaces it. */
  extraFiles?: Record<string, string>;
  signal?: AbortSignal;
}
