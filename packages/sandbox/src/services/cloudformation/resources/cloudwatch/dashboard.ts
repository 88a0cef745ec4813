import { generatedName } from '../names.js';
import { requiredText, text, unlessGone } from '../read.js';
import type { Properties, ResourceContext, ResourceType } from '../resource-type.js';

export const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  required: ['DashboardBody'],
  properties: ['DashboardBody', 'DashboardName', 'Tags'],
  replacedBy: ['DashboardName'],
  attributes: [],
  namedBy: 'DashboardName',
  async create(properties, context) {
    const name = text(properties, 'DashboardName') ?? generatedName(context, 255);
    await put(context, name, properties);
    return { physicalId: name, attributes: {} };
  },
  async update({ physicalId, wanted }, context) {
    await put(context, physicalId, wanted);
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('cloudwatch', 'DeleteDashboards', { DashboardNames: [physicalId] }), [
      'ResourceNotFound',
      'DashboardNotFound',
    ]),
};

async function put(context: ResourceContext, name: string, properties: Properties): Promise<void> {
  const DashboardBody = requiredText(properties, 'DashboardBody');
  await context.ask('cloudwatch', 'PutDashboard', { DashboardName: name, DashboardBody });
}
