import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { optionalText } from './read-input.js';

const MAX_CHARACTERS = 256;

/** @throws DescriptionTooLong */
export function readDescription(input: WireInput): string | undefined {
  const description = optionalText(input, 'description');
  if (description !== undefined && description.length > MAX_CHARACTERS) {
    throw codeDeployError('DescriptionTooLong', `The description has more than ${MAX_CHARACTERS} characters`);
  }
  return description;
}
