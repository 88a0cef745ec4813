import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings } from '../client-settings.js';

export const commands = { GetCallerIdentity: GetCallerIdentityCommand };

export const createClient = (settings: ClientSettings) => new STSClient(settings);
