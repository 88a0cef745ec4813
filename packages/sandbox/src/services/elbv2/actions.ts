import { AwsError, type WireInput } from '../service.js';
import { checkArn } from './arns.js';
import type { ElbContext } from './context.js';
import { invalidAction, notInSandbox, targetGroupNotFound, validationError } from './errors.js';
import { flag, integer, requiredText, structure, structures, text } from './input.js';
import { parseFixedResponse, parseRedirect } from './own-answers.js';
import type { ActionRecord } from './state.js';

const MAX_GROUP_STICKINESS_SECONDS = 604_800;
const NOT_SERVED = new Set(['authenticate-oidc', 'authenticate-cognito', 'jwt-validation']);

/**
 * The action list of a listener or rule. The sandbox knows only actions that answer, and a list holds exactly one of them
 * (contract B8), so a list becomes one action.
 * @throws AwsError ValidationError, InvalidLoadBalancerAction, TargetGroupNotFound, TooManyTargetGroups
 */
export function parseActions(elb: ElbContext, input: WireInput, member: 'Actions' | 'DefaultActions'): ActionRecord {
  const actions = structures(input, member) ?? [];
  const parsed = actions.map((action) => parseAction(elb, action));
  const [only] = parsed;
  if (only === undefined || parsed.length > 1) {
    throw invalidAction('Exactly one of forward, redirect and fixed-response must be given, as the last action');
  }
  return only;
}

function parseAction(elb: ElbContext, action: WireInput): ActionRecord {
  const order = integer(action, 'Order', 1, 50_000) ?? null;
  const type = requiredText(action, 'Type');
  if (NOT_SERVED.has(type)) throw notInSandbox(`the ${type} action`);
  switch (type) {
    case 'forward':
      return parseForward(elb, action, order);
    case 'redirect':
      return parseRedirect(action, order);
    case 'fixed-response':
      return parseFixedResponse(action, order);
    default:
      throw validationError(`Action type '${type}' must be one of forward, redirect, fixed-response`);
  }
}

function parseForward(elb: ElbContext, action: WireInput, order: number | null): ActionRecord {
  const single = text(action, 'TargetGroupArn');
  const config = structure(action, 'ForwardConfig');
  const listed = config && structures(config, 'TargetGroups')?.map(parseWeightedGroup);
  if (single !== undefined && listed && (listed.length !== 1 || listed[0]?.arn !== single)) {
    throw invalidAction('TargetGroupArn and ForwardConfig must name the same single target group');
  }
  const groups = listed ?? (single === undefined ? [] : [{ arn: single, weight: 1 }]);
  if (groups.length === 0) throw invalidAction('A forward action must name a target group');
  for (const { arn } of groups) {
    checkArn(elb, arn, 'target group');
    if (!elb.state.targetGroups.has(arn)) throw targetGroupNotFound(arn);
  }
  if (new Set(groups.map((group) => group.arn)).size < groups.length) {
    throw invalidAction('A forward action must not name a target group twice');
  }
  const limit = elb.quotas['target-groups-per-action-on-application-load-balancer'];
  if (groups.length > limit) {
    throw new AwsError('TooManyTargetGroups', `A forward action can name at most '${limit}' target groups`);
  }
  const stickiness = parseStickiness(config);
  checkTargetStickiness(elb, groups, stickiness.enabled);
  return { kind: 'forward', order, groups, stickiness };
}

function parseWeightedGroup(group: WireInput): { arn: string; weight: number } {
  return { arn: requiredText(group, 'TargetGroupArn'), weight: integer(group, 'Weight', 0, 999) ?? 1 };
}

function parseStickiness(config: WireInput | undefined): { enabled: boolean; durationSeconds: number | null } {
  const given = config && structure(config, 'TargetGroupStickinessConfig');
  if (!given) return { enabled: false, durationSeconds: null };
  const enabled = flag(given, 'Enabled') ?? false;
  const durationSeconds = integer(given, 'DurationSeconds', 1, MAX_GROUP_STICKINESS_SECONDS) ?? null;
  if (enabled && durationSeconds === null) {
    throw validationError('DurationSeconds is required when target group stickiness is enabled');
  }
  return { enabled, durationSeconds };
}

/** Contract B4: sticky targets in a weighted action would be left behind when the group choice is free. */
function checkTargetStickiness(elb: ElbContext, groups: readonly { arn: string }[], groupStickiness: boolean): void {
  if (groups.length < 2) return;
  const attributes = groups.map(({ arn }) => elb.state.targetGroups.get(arn)?.attributes ?? {});
  const sticky = attributes.filter((group) => group['stickiness.enabled'] === 'true');
  if (sticky.length > 0 && !groupStickiness) {
    throw invalidAction('Target group stickiness must be enabled on an action with a group that has target stickiness');
  }
  if (sticky.some((group) => group['stickiness.type'] === 'app_cookie')) {
    throw invalidAction('A group with stickiness of type app_cookie cannot take part in a weighted forward');
  }
}
