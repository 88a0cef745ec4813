import { invalidConfiguration } from '../errors.js';
import type { Attributes } from '../state.js';
import { oneOf, switchable, within, type AttributeCatalogue } from './catalogue.js';

const WEEK = 604_800;
const MOST_TARGETS = 1000;
const RESERVED_COOKIES = ['AWSALB', 'AWSALBAPP', 'AWSALBTG'];

/** Attributes of a target group, contract B5. */
export const TARGET_GROUP_ATTRIBUTES: AttributeCatalogue = {
  'deregistration_delay.timeout_seconds': { initial: '300', check: within(0, 3600) },
  'load_balancing.algorithm.anomaly_mitigation': { initial: 'off', check: oneOf('on', 'off') },
  'load_balancing.algorithm.type': {
    initial: 'round_robin',
    check: oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
  },
  'load_balancing.cross_zone.enabled': {
    initial: 'use_load_balancer_configuration',
    check: oneOf('true', 'false', 'use_load_balancer_configuration'),
  },
  'slow_start.duration_seconds': {
    initial: '0',
    check: (value) =>
      value === '0' ? undefined : within(30, 900)(value) && "must be '0' or between '30-900' inclusive",
  },
  'stickiness.app_cookie.cookie_name': {
    initial: '',
    check: (value) =>
      RESERVED_COOKIES.some((reserved) => value.startsWith(reserved)) ? 'starts with a reserved name' : undefined,
  },
  'stickiness.app_cookie.duration_seconds': { initial: '86400', check: within(1, WEEK) },
  'stickiness.enabled': { initial: 'false', check: switchable },
  'stickiness.lb_cookie.duration_seconds': { initial: '86400', check: within(1, WEEK) },
  'stickiness.type': { initial: 'lb_cookie', check: oneOf('lb_cookie', 'app_cookie') },
  'target_group_health.dns_failover.minimum_healthy_targets.count': {
    initial: '1',
    check: within(1, MOST_TARGETS, 'off'),
  },
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': {
    initial: 'off',
    check: within(1, 100, 'off'),
  },
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': {
    initial: '1',
    check: within(1, MOST_TARGETS),
  },
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': {
    initial: 'off',
    check: within(1, 100, 'off'),
  },
};

/** Attributes that contradict each other. @throws AwsError InvalidConfigurationRequest */
export function checkTogether(attributes: Attributes): void {
  const algorithm = attributes['load_balancing.algorithm.type'];
  const slowStart = attributes['slow_start.duration_seconds'] !== '0';
  if (slowStart && algorithm !== 'round_robin') {
    throw invalidConfiguration(`Slow start cannot be used with the routing algorithm '${algorithm}'`);
  }
  if (attributes['load_balancing.algorithm.anomaly_mitigation'] === 'on' && algorithm !== 'weighted_random') {
    throw invalidConfiguration('Anomaly mitigation needs the routing algorithm weighted_random');
  }
  const appCookie = attributes['stickiness.enabled'] === 'true' && attributes['stickiness.type'] === 'app_cookie';
  if (appCookie && attributes['stickiness.app_cookie.cookie_name'] === '') {
    throw invalidConfiguration('Stickiness of type app_cookie needs stickiness.app_cookie.cookie_name');
  }
}
