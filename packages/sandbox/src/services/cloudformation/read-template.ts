import { optionalText } from '../../protocols/input-values.js';
import { AwsError, type WireInput } from '../service.js';

/** @throws AwsError ValidationError without a body; NotImplemented for a URL, which the sandbox does not fetch */
export function templateBody(input: WireInput): string {
  const body = optionalText(input, 'TemplateBody');
  if (body !== undefined) return body;
  if (optionalText(input, 'TemplateURL') !== undefined) {
    throw new AwsError('NotImplemented', 'The Bluegreen sandbox does not fetch TemplateURL; pass TemplateBody.', 501);
  }
  throw new AwsError('ValidationError', 'Either Template URL or Template Body must be specified.');
}
