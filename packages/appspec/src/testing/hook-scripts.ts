/** The lines every appspec needs. */
export const head = 'version: 0.0\nos: linux\n';

/** An executable shell script, as `Tree` takes it. */
export const sh = (body: string): [string, number] => [`#!/bin/sh\n${body}\n`, 0o755];

/** An appspec with one script; `timeout` in seconds. */
export const hook = (event: string, location = 'hook.sh', timeout = 20): string =>
  `${head}hooks:\n  ${event}:\n    - location: ${location}\n      timeout: ${timeout}\n`;
