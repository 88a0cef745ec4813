import { AwsError } from '../../service.js';

export const validationError = (text: string) => new AwsError('ValidationError', text);
/** What is wrong with a template as it is written. */
export const formatError = (text: string) => validationError(`Template format error: ${text}`);
/** What is wrong with what a template says. */
export const templateError = (text: string) => validationError(`Template error: ${text}`);
