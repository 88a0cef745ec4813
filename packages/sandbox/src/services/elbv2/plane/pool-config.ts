import type { BalancerConfig, PoolConfig } from '@bluegreen/load-balancer';
import type { Attributes, LoadBalancerRecord, TargetGroupRecord } from '../state.js';

/** A target group as a pool. Pure. */
export function poolConfigOf(group: TargetGroupRecord): PoolConfig {
  const { healthCheck, attributes } = group;
  return {
    id: group.arn,
    healthCheck: {
      path: healthCheck.path,
      port: healthCheck.port === 'traffic-port' ? null : Number(healthCheck.port),
      intervalMs: healthCheck.intervalSeconds * 1000,
      timeoutMs: healthCheck.timeoutSeconds * 1000,
      healthyThreshold: healthCheck.healthyThreshold,
      unhealthyThreshold: healthCheck.unhealthyThreshold,
      matcher: healthCheck.httpCode,
    },
    algorithm: ALGORITHMS[attributes['load_balancing.algorithm.type'] ?? ''] ?? 'round-robin',
    deregistrationDelayMs: seconds(attributes, 'deregistration_delay.timeout_seconds', 300),
    slowStartMs: seconds(attributes, 'slow_start.duration_seconds', 0),
    stickiness: stickinessOf(attributes),
    minimumHealthyCount: Number(attributes[`${MINIMUM}.count`] ?? 1),
    minimumHealthyPercentage: percentageOf(attributes[`${MINIMUM}.percentage`]),
  };
}

/** A load balancer as a balancer. Pure. */
export function balancerConfigOf(loadBalancer: LoadBalancerRecord): BalancerConfig {
  const { attributes } = loadBalancer;
  return {
    id: loadBalancer.arn,
    idleTimeoutMs: seconds(attributes, 'idle_timeout.timeout_seconds', 60),
    clientKeepAliveMs: seconds(attributes, 'client_keep_alive.seconds', 3600),
    forwardedFor: MODES[attributes['routing.http.xff_header_processing.mode'] ?? ''] ?? 'append',
    forwardedForPort: attributes['routing.http.xff_client_port.enabled'] === 'true',
    preserveHost: attributes['routing.http.preserve_host_header.enabled'] === 'true',
    dropInvalidHeaders: attributes['routing.http.drop_invalid_header_fields.enabled'] === 'true',
  };
}

const MINIMUM = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';

const ALGORITHMS: Readonly<Record<string, PoolConfig['algorithm']>> = {
  round_robin: 'round-robin',
  least_outstanding_requests: 'least-outstanding-requests',
  weighted_random: 'weighted-random',
};

const MODES: Readonly<Record<string, BalancerConfig['forwardedFor']>> = {
  append: 'append',
  preserve: 'preserve',
  remove: 'remove',
};

function seconds(attributes: Attributes, key: string, fallback: number): number {
  return Number(attributes[key] ?? fallback) * 1000;
}

function percentageOf(value: string | undefined): number | null {
  return value === undefined || value === 'off' ? null : Number(value);
}

function stickinessOf(attributes: Attributes): PoolConfig['stickiness'] {
  if (attributes['stickiness.enabled'] !== 'true') return { kind: 'none' };
  if (attributes['stickiness.type'] === 'app_cookie') {
    return {
      kind: 'app-cookie',
      cookieName: attributes['stickiness.app_cookie.cookie_name'] ?? '',
      durationSeconds: Number(attributes['stickiness.app_cookie.duration_seconds'] ?? 86_400),
    };
  }
  return { kind: 'lb-cookie', durationSeconds: Number(attributes['stickiness.lb_cookie.duration_seconds'] ?? 86_400) };
}
