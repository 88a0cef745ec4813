import type { CallContext, WireInput } from '../service.js';
import { findDeployment, type World } from './world.js';

type Scope = Pick<CallContext, 'region' | 'account'>;
type Resources = (input: WireInput, call: CallContext) => readonly string[];

const textOr = (input: WireInput, member: string, fallback: string): string => {
  const value = input[member];
  return typeof value === 'string' && value !== '' ? value : fallback;
};

export const applicationArn = ({ region, account }: Scope, name: string): string =>
  `arn:aws:codedeploy:${region}:${account}:application:${name}`;
export const groupArn = ({ region, account }: Scope, application: string, group: string): string =>
  `arn:aws:codedeploy:${region}:${account}:deploymentgroup:${application}/${group}`;
export const instanceArn = ({ region, account }: Scope, id: string): string =>
  `arn:aws:ec2:${region}:${account}:instance/${id}`;

/** What IAM judges a call on (contract E). An unknown name is judged as written, before the operation refuses it. */
export const onApplication: Resources = (input, call) => [applicationArn(call, textOr(input, 'applicationName', '*'))];

export const onGroup =
  (member = 'deploymentGroupName'): Resources =>
  (input, call) => [groupArn(call, textOr(input, 'applicationName', '*'), textOr(input, member, '*'))];

export const onConfig: Resources = (input, { region, account }) => [
  `arn:aws:codedeploy:${region}:${account}:deploymentconfig:${textOr(input, 'deploymentConfigName', '*')}`,
];

export const onDeployment =
  (world: World): Resources =>
  (input, call) => [arnOfDeployment(world, call, textOr(input, 'deploymentId', ''))];

export const onDeployments =
  (world: World): Resources =>
  (input, call) => {
    const ids = Array.isArray(input['deploymentIds']) ? input['deploymentIds'] : [];
    return [...new Set(ids.map((id) => arnOfDeployment(world, call, typeof id === 'string' ? id : '')))];
  };

function arnOfDeployment(world: World, call: CallContext, id: string): string {
  const deployment = findDeployment(world, id);
  return groupArn(call, deployment?.applicationName ?? '*', deployment?.groupName ?? '*');
}
