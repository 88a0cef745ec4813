import type { Change } from '../domain/journal.js';
import type { ResumeAction } from '../domain/operations.js';
import type { Messages } from './messages.js';
import { count, duration, name, percent, size } from '../domain/words.js';

export const en: Messages = {
  events: {
    'environment.observed': ({ snapshot: { live, colors, environment } }) =>
      `${environment}: ${live ? `${name(live)} is live` : 'no single colour is live'}; BLUE ${colors.blue.healthy}/${colors.blue.total} healthy, GREEN ${colors.green.healthy}/${colors.green.total} healthy`,
    'plan.made': ({ plan }) =>
      plan.steps.length === 0
        ? `Nothing to do: ${name(plan.to)} is live already`
        : `Plan ${plan.hash.slice(0, 8)}: ${plan.verb} to ${name(plan.to)}${plan.release ? ` (${plan.release.release})` : ''}, ${count(plan.steps.length, 'step')}`,
    'gate.judged': ({ verdict }) => `${en.gates[verdict.gate]}: ${en.verdicts[verdict.verdict]}. ${verdict.summary}`,
    'lease.acquired': ({ operation }) => `${operation.owner} holds the environment (number ${operation.fencing})`,
    'lease.released': () => 'The environment is free again',
    'bundle.warned': ({ source, warnings }) =>
      [`${source} may not mean what it says:`, ...warnings.map((line) => `  ${line}`)].join('\n'),
    'bundle.packed': ({ release, files, bytes }) =>
      `Packed ${release.release}: ${count(files, 'file')}, ${size(bytes)}, digest ${release.digest.slice(0, 12)}`,
    'upload.skipped': ({ key, bytes }) => `Upload skipped: ${key} (${size(bytes)}) is in the bucket already`,
    'upload.progressed': ({ sentBytes, totalBytes }) =>
      `Uploading: ${percent(sentBytes, totalBytes)} of ${size(totalBytes)}`,
    'upload.finished': ({ bucket, key }) => `Uploaded to s3://${bucket}/${key}`,
    'revision.registered': ({ key }) => `Revision registered: ${key}`,
    'deployment.created': ({ deploymentId, color, release }) =>
      `Deployment ${deploymentId} of ${release.release} to ${name(color)} started`,
    'deployment.adopted': ({ deploymentId, color }) =>
      `Deployment ${deploymentId} to ${name(color)} had started already: following it`,
    'lifecycle.changed': ({ instance, event, status, elapsedMs }) =>
      `${instance} ${event}: ${status}${elapsedMs === undefined ? '' : ` in ${duration(elapsedMs)}`}`,
    'lifecycle.failed': ({ instance, event, script, message, logTail }) =>
      [
        `${instance} ${event}${script ? ` (${script})` : ''} failed: ${message}`,
        ...logTail.map((line) => `  ${line}`),
      ].join('\n'),
    'deployment.finished': ({ deploymentId, status, elapsedMs }) =>
      `Deployment ${deploymentId}: ${status} after ${duration(elapsedMs)}`,
    'deployment.stopped': ({ deploymentId, color }) => `Deployment ${deploymentId} on ${name(color)} was told to stop`,
    'deployment.unstopped': ({ deploymentId, color, reason }) =>
      `Deployment ${deploymentId} on ${name(color)} could not be stopped: ${reason}`,
    'targets.waiting': ({ color, healthy, wanted }) =>
      `Waiting for ${name(color)}: ${healthy} of ${wanted} targets healthy`,
    'targets.leaving': ({ color, targets, left }) =>
      `Waiting for ${name(color)}: ${count(targets, 'target')} there, ${left} to stay`,
    'targets.healthy': ({ color, healthy }) =>
      `${name(color)}: ${healthy === 1 ? 'its 1 target is' : `all ${healthy} targets are`} healthy`,
    'release.identified': ({ color, release, instances, workers }) =>
      `${name(color)} runs ${release.release} on ${count(instances, 'instance')}, ${count(workers, 'worker')}`,
    'idle.referenced': ({ color }) => `${name(color)} added at weight 0, so that its health is checked`,
    'traffic.shifting': ({ from, to, routeArns }) =>
      `Moving traffic from ${name(from)} to ${name(to)} on ${count(routeArns.length, 'route')}`,
    'traffic.shifted': ({ to, routes }) =>
      `Traffic goes to ${name(to)} on ${count(routes, 'route')}; reading back agrees`,
    'probe.passed': ({ color, answers, elapsedMs, proven = [], readBackOnly = [] }) =>
      `Proven: ${answers} answers in a row from ${name(color)} through the load balancer in ${duration(elapsedMs)}` +
      (proven.length > 1 ? `, on ${count(proven.length, 'route')}` : '') +
      (readBackOnly.length > 0
        ? `; read back only, for no request of ours reaches it: ${readBackOnly.join(', ')}`
        : ''),
    'probe.failed': ({ color, reason }) => `${name(color)} does not answer as it should: ${reason}`,
    'traffic.restored': ({ live, routes }) =>
      `${count(routes, 'route')} put back as before${live ? `: ${name(live)} is live` : ''}`,
    'capacity.held': ({ groups }) =>
      `Scaling is held: ${groups.map(({ autoScalingGroup, held }) => `${autoScalingGroup} (${held.join(', ')})`).join('; ')}`,
    'capacity.unheld': ({ reason }) => `Scaling is not held, going on without: ${reason}`,
    'capacity.restored': ({ groups }) =>
      `Scaling works as before on ${groups.map(({ autoScalingGroup }) => autoScalingGroup).join(' and ')}`,
    'capacity.unrestored': ({ reason, next }) => `Scaling is still held: ${reason} ${next}`,
    'capacity.changed': ({ color, before, after }) =>
      `${name(color)}: ${before.desired} -> ${count(after.desired, 'instance')} asked for (minimum ${after.min}, maximum ${after.max})`,
    'drift.found': ({ drift }) =>
      `${count(drift.length, 'route')} not as recorded: ${drift.map(({ arn }) => arn).join(', ')}`,
    'routes.adopted': ({ routes }) => `${count(routes, 'route')} recorded as they are now`,
    'operation.found': ({ operation, action }) =>
      `Found unfinished: ${operation.verb} ${operation.id} by ${operation.owner} (${operation.surface}) since ${operation.startedAt}; ${ACTIONS[action]}`,
    'operation.settled': ({ operationId, verb, end }) =>
      end ? `${verb} ${operationId} ended: ${end}` : `${verb} ${operationId} waits for its deployment`,
    'lease.waiting': ({ operation, expiresInMs }) =>
      `${operation.owner} holds the environment; waiting for a sign of life, or ${duration(expiresInMs)} for its expiry`,
    'lease.stolen': ({ victim }) => `Taken from ${victim.owner} (${victim.surface}), who ran "${victim.verb}"`,
    'environment.locked': ({ lock }) => `Locked by ${lock.owner}: ${lock.reason}`,
    'environment.unlocked': ({ lock }) => `The lock by ${lock.owner} is gone: ${lock.reason}`,
    'step.followed': ({ step }) =>
      `${step.number}. ${CHANGES[step.change.kind]}: ${step.endedAt === null ? 'begun' : (step.observed ?? 'done')}`,
    'command.repeated': ({ operationId }) => `This command was delivered before, as operation ${operationId}`,
    'record.unwritten': ({ record, reason }) => `The last word of the ${record} could not be written: ${reason}`,
    'metrics.unpublished': ({ reason }) => `The figures for the dashboard could not be published: ${reason}`,
    'stack.proposed': ({ stack, exists, changes }) =>
      `${exists ? 'Change' : 'Create'} stack ${stack}: ${count(changes.length, 'change')}`,
    'stack.progressed': ({ event }) => `${event.logicalId} ${event.status}${event.reason ? `: ${event.reason}` : ''}`,
    'stack.finished': ({ stack, status }) => `Stack ${stack} is ${status}`,
    'host.connected': ({ host, former }) =>
      `${host} is ready${former ? `; it runs ${former.release}` : ', and has no release that is known to be good'}`,
    'host.received': ({ host, bytes }) => `${host} has the bundle (${size(bytes)})`,
    'host.restoring': ({ host, release }) => `${host} goes back to ${release.release}`,
    'endpoint.validated': ({ path, ok, status, detail }) =>
      `${path}: ${ok ? 'ok' : 'not ok'}${status === null ? '' : ` (${status})`}, ${detail}`,
  },
  gates: {
    'not-live': 'Colour is not live',
    'no-running-deployment': 'No deployment running',
    'targets-present': 'Targets registered',
    'targets-healthy': 'Targets healthy',
    'capacity-parity': 'Capacity',
    'release-identity': 'Release identity',
    'alarms-quiet': 'Alarms quiet',
    'routes-agree': 'Routes agree',
  },
  verdicts: { pass: 'pass', fail: 'fail', 'no-data': 'no data' },
  errors: {
    INTERNAL: 'Something unforeseen went wrong',
    USAGE_INVALID: 'The command cannot be understood',
    CONFIG_INVALID: 'The configuration is not valid',
    CONFIG_MISSING: 'A setting is missing',
    COLOR_INVALID: 'No such colour',
    ENVIRONMENT_UNKNOWN: 'No such environment',
    ARN_MALFORMED: 'An ARN is malformed',
    RESOURCE_MISSING: 'Something named in the configuration does not exist',
    BUCKET_MISSING: 'The artifact bucket does not exist',
    BUNDLE_INVALID: 'The bundle is not valid',
    LIVE_COLOR_REFUSED: 'The live colour is never deployed to',
    CREDENTIALS_MISSING: 'No AWS credentials',
    CREDENTIALS_INVALID: 'AWS does not accept the credentials',
    CREDENTIALS_EXPIRED: 'The AWS credentials have expired',
    ACCESS_DENIED: 'AWS denies access',
    HOST_KEY_UNKNOWN: 'The host cannot be told from an impostor',
    HOST_ACCESS_DENIED: 'The host denies access',
    LEASE_HELD: 'The environment is taken',
    LEASE_LOCKED: 'The environment is locked',
    HOST_BUSY: 'Somebody else is deploying to the host',
    OPERATION_UNKNOWN: 'No such operation',
    STATE_UNREADABLE: 'A record in the bucket cannot be understood',
    DEPLOYMENT_RUNNING: 'A deployment is running',
    CONFIRMATION_MISSING: 'Not confirmed',
    GATE_FAILED: 'A gate is closed',
    TARGETS_UNREFERENCED: 'A target group is on no listener',
    DEPLOYMENT_FAILED: 'The deployment failed',
    DEPLOYMENT_STOPPED: 'The deployment was stopped',
    STACK_FAILED: 'The stack could not be made or changed',
    NEVER_HEALTHY: 'Targets did not become healthy',
    RELEASE_MISMATCH: 'Not exactly this release is running',
    NOTHING_TO_ROLL_BACK_TO: 'There is nothing to roll back to',
    VALIDATION_FAILED: 'Validation failed',
    THROTTLED: 'AWS is throttling',
    ENDPOINT_UNREACHABLE: 'AWS cannot be reached',
    AWS_REFUSED: 'AWS refused a call',
    LEASE_LOST: 'The lease was lost',
    CAPACITY_REFUSED: 'The number of instances was not changed',
    HOST_UNREACHABLE: 'The host cannot be reached',
    STAGING_REFUSED: 'The host did not take the release',
    PROBE_FAILED: 'The new colour did not prove itself; traffic was put back',
    READ_BACK_MISMATCH: 'The load balancer did not take the change; traffic was put back',
    SWITCH_REVERTED: 'The switch failed; traffic was put back',
    STAGING_ROLLED_BACK: 'The release failed on the host; the former one is back',
    RESTORE_FAILED: 'ACT NOW: traffic could not be put back',
    STAGING_FAILED: 'ACT NOW: the host runs no good release',
    PLAN_STALE: 'The environment changed since the plan was made',
    DRIFTED: 'Routes are not as Bluegreen left them',
    RELEASE_SUPERSEDED: 'A newer pipeline has deployed already',
    TIMED_OUT: 'Still running after the time allowed',
    HOST_LOST: 'Nobody listens to the host any more; it carries on',
    ABORTED: 'Stopped on request',
  },
  labels: { next: 'Next', evidence: 'Evidence' },
};

const ACTIONS: Readonly<Record<ResumeAction, string>> = {
  close: 'nothing is left to do but to write its end down',
  'carry-on': 'it had changed nothing yet, and is carried on',
  complete: 'the missing routes are written, and the colour is proven',
  restore: 'every route gets its former actions back',
  drifted: 'somebody else changed a route, so nothing is written',
  follow: 'its deployment is followed to the end',
  stop: 'its deployment is stopped',
  resize: 'its Auto Scaling group gets its size',
};

const CHANGES: Readonly<Record<Change['kind'], string>> = {
  'write-routes': 'write routes',
  'create-deployment': 'create a deployment',
  'stop-deployment': 'stop a deployment',
  'hold-capacity': 'hold capacity',
  'restore-capacity': 'restore capacity',
  'set-capacity': 'set capacity',
};
