import { generatedId } from '../names.js';
import { recorded } from '../record/recorded.js';

export const flowLog = recorded({
  type: 'AWS::EC2::FlowLog',
  required: ['ResourceId', 'ResourceType'],
  replacedBy: [
    ...['DeliverLogsPermissionArn', 'LogDestination', 'LogDestinationType', 'LogFormat', 'LogGroupName'],
    ...['MaxAggregationInterval', 'ResourceId', 'ResourceType', 'TrafficType'],
  ],
  tags: 'list',
  attributes: ['Id'],
  identify: () => generatedId('fl'),
  describe: (id) => ({ Id: id }),
});

export const vpcEndpoint = recorded({
  type: 'AWS::EC2::VPCEndpoint',
  required: ['VpcId'],
  replacedBy: ['ServiceName', 'VpcEndpointType', 'VpcId'],
  attributes: ['CreationTimestamp', 'DnsEntries', 'Id', 'NetworkInterfaceIds'],
  identify: () => generatedId('vpce'),
  describe: (id) => ({ Id: id, DnsEntries: [], NetworkInterfaceIds: [] }),
  endow: ({ clock }) => ({ CreationTimestamp: new Date(clock.now()).toISOString() }),
});
