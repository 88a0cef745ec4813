/** The version of this package; a test keeps it equal to package.json. Import-free, for `--version` must be instant. */
export const version = '0.1.0';
