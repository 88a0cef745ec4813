import picocolors from 'picocolors';

/** Colour only where the reader can see it; hue never carries meaning alone. */
export function palette(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv) {
  const forced = environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0';
  const refused = environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '';
  const able = stream.isTTY === true && environment['TERM'] !== 'dumb';
  return picocolors.createColors(!refused && (forced || able));
}
