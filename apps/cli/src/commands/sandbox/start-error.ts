/** What kept a sandbox from starting: where the command line is to blame, with the way out. */
export async function startError(cause: unknown, port: number): Promise<unknown> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  if (cause instanceof RangeError) {
    const next = 'Run `bluegreen sandbox up --help` for the options.';
    return new BlueGreenError('CONFIG_INVALID', cause.message, next, { cause });
  }
  if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
    const next = `Run \`bluegreen sandbox status --port ${port}\` to see whether a sandbox has it, or start this one with --port 0.`;
    return new BlueGreenError('CONFIG_INVALID', `Port ${port} is taken.`, next, { cause });
  }
  return cause;
}
