import type { WireInput } from '../service.js';
import { notInSandbox, validationError } from './errors.js';
import { choice, flag, integer, structure, text } from './input.js';
import type { HealthCheckRecord } from './state.js';

/** Contract B1. The timeout is 5 s for HTTP and HTTPS alike: documentation and API model disagree. */
export const DEFAULT_HEALTH_CHECK: HealthCheckRecord = {
  protocol: 'HTTP',
  port: 'traffic-port',
  path: '/',
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  httpCode: '200',
};

/** Health check members of CreateTargetGroup and ModifyTargetGroup; what is not given stays as in `base`. */
export function parseHealthCheck(input: WireInput, base: HealthCheckRecord): HealthCheckRecord {
  if (flag(input, 'HealthCheckEnabled') === false) {
    throw validationError("Health checks must be enabled for target groups with target type 'instance' or 'ip'");
  }
  const matcher = structure(input, 'Matcher');
  if (matcher && text(matcher, 'GrpcCode') !== undefined) throw notInSandbox('gRPC health checks');
  const httpCode = matcher && text(matcher, 'HttpCode');
  const port = text(input, 'HealthCheckPort');
  const path = text(input, 'HealthCheckPath');
  const check: HealthCheckRecord = {
    protocol: choice(input, 'HealthCheckProtocol', ['HTTP', 'HTTPS'] as const) ?? base.protocol,
    port: port === undefined ? base.port : checkPort(port),
    path: path === undefined ? base.path : checkPath(path),
    intervalSeconds: integer(input, 'HealthCheckIntervalSeconds', 5, 300) ?? base.intervalSeconds,
    timeoutSeconds: integer(input, 'HealthCheckTimeoutSeconds', 2, 120) ?? base.timeoutSeconds,
    healthyThreshold: integer(input, 'HealthyThresholdCount', 2, 10) ?? base.healthyThreshold,
    unhealthyThreshold: integer(input, 'UnhealthyThresholdCount', 2, 10) ?? base.unhealthyThreshold,
    httpCode: httpCode === undefined ? base.httpCode : checkMatcher(httpCode),
  };
  if (check.timeoutSeconds >= check.intervalSeconds) {
    throw validationError('Health check interval must be greater than the timeout.');
  }
  return check;
}

function checkPort(port: string): string {
  const valid = port === 'traffic-port' || (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
  if (!valid) throw validationError(`Health check port '${port}' must be 'traffic-port' or between 1 and 65535`);
  return port;
}

function checkPath(path: string): string {
  if (!path.startsWith('/') || path.length > 1024 || /\s/.test(path)) {
    throw validationError(`Health check path '${path}' must start with '/' and have at most 1024 characters`);
  }
  return path;
}

function checkMatcher(httpCode: string): string {
  const codes = httpCode.split(/[,-]/).map(Number);
  const wellFormed = /^\d{3}(-\d{3}|(,\d{3})*)$/.test(httpCode);
  if (!wellFormed || codes.some((code) => code < 200 || code > 499)) {
    throw validationError(`Health check matcher HTTP code '${httpCode}' must be within '200-499' inclusive`);
  }
  return httpCode;
}
