import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { ClientSettings } from '../client-settings.js';

export const commands = { DescribeStacks: DescribeStacksCommand };

export const createClient = (settings: ClientSettings) => new CloudFormationClient(settings);
