import type { Demand, WireInput } from '../services/service.js';

/** Which action a service asks for besides, when what it creates is tagged at once. */
const TAGGING: Readonly<Record<string, (created: string) => string>> = {
  autoscaling: () => 'CreateOrUpdateTags',
  cloudformation: () => 'TagResource',
  cloudwatch: () => 'TagResource',
  codedeploy: () => 'TagResource',
  ec2: () => 'CreateTags',
  elasticloadbalancing: () => 'AddTags',
  iam: (created) => `Tag${created}`,
};

/** Whoever creates something with tags must be allowed to tag it. */
export function taggingDemand(own: Demand, input: WireInput): readonly Demand[] {
  const [service = '', operation = ''] = own.action.split(':');
  const created = /^(?:Create|PutMetric)(.+)$/.exec(operation)?.[1];
  const tagging = TAGGING[service];
  const tags = input['Tags'] ?? input['tags'] ?? input['TagSpecification'];
  if (created === undefined || !tagging || !Array.isArray(tags) || tags.length === 0) return [];
  return [{ action: `${service}:${tagging(created)}`, resources: own.resources }];
}
