import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import type { ClientSettings } from '../client-settings.js';

export const commands = {
  CreateChangeSet: CreateChangeSetCommand,
  DeleteChangeSet: DeleteChangeSetCommand,
  DeleteStack: DeleteStackCommand,
  DescribeChangeSet: DescribeChangeSetCommand,
  DescribeStackEvents: DescribeStackEventsCommand,
  DescribeStacks: DescribeStacksCommand,
  ExecuteChangeSet: ExecuteChangeSetCommand,
};

export const createClient = (settings: ClientSettings) => new CloudFormationClient(settings);
