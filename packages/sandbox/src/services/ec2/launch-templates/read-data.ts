import { AwsError, type WireInput } from '../../service.js';

/** LaunchTemplateData as it came. @throws MissingParameter, InvalidUserData.Malformed */
export function readData(input: WireInput): WireInput {
  const data = input['LaunchTemplateData'];
  if (typeof data !== 'object' || data === null || Array.isArray(data) || Object.keys(data).length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter LaunchTemplateData');
  }
  const userData = data['UserData'];
  if (typeof userData === 'string' && Buffer.from(userData, 'base64').length > 16_384) {
    throw new AwsError('InvalidUserData.Malformed', 'User data is limited to 16384 bytes');
  }
  return data;
}
