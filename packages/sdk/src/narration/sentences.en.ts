import { count, name } from '../domain/words.js';
import type { Sentences } from './sentences.js';

export const sentencesEn: Sentences = {
  'alarms.none': () => 'No alarms are configured.',
  'alarms.quiet': ({ all }) => `${count(all, 'alarm')} quiet.`,
  'alarms.ringing': ({ loud, all }) => `${loud} of ${count(all, 'alarm')} ringing.`,
  'alarms.ringing.next': ({ alarm }) => `See why: \`aws cloudwatch describe-alarms --alarm-names ${alarm}\`.`,
  'alarms.silent': ({ silent, all }) => `${silent} of ${count(all, 'alarm')} missing or without data.`,
  'alarms.silent.next': () => 'Correct the alarm names in the configuration, or wait for the alarms to get data.',
  capacity: ({ to, healthy, wanted }) =>
    `${name(to)} has ${count(healthy, 'healthy target')}; ${wanted} needed to take over.`,
  'capacity.next': ({ to, wanted }) =>
    `Bring ${name(to)} to ${count(wanted, 'instance')} (\`bluegreen scale ${to} ${wanted}\`), then try again.`,
  'deployment.none': ({ to }) => `No deployment runs on ${name(to)}.`,
  'deployment.running': ({ to, id, status }) => `Deployment ${id} is ${status} on ${name(to)}.`,
  'deployment.running.next': ({ id }) =>
    `Wait until it ends (\`bluegreen status\`), or stop it: \`aws deploy stop-deployment --deployment-id ${id}\`.`,
  'live.none': ({ to }) => `No route sends traffic to ${name(to)}.`,
  'live.blank': ({ to }) =>
    `The listener forwards to ${name(to)}, but nothing was ever deployed there and no target of it is healthy: it serves nobody.`,
  'live.serves': ({ to, carrying, routes }) =>
    `${name(to)} serves production traffic on ${carrying} of ${count(routes, 'route')}.`,
  'live.serves.next': () => 'Deploy to the other colour: leave out the colour, or name `idle`.',
  'live.strays': ({ to, strays }) => `${name(to)} gets traffic by ${count(strays, 'route')} outside the configuration.`,
  'strays.next': ({ listeners }) =>
    `Add ${listeners} to listenerArns (BLUEGREEN_LISTENER_ARNS), or stop it from forwarding there.`,
  'routes.none': () => 'No listener or rule forwards to the blue or the green target group.',
  'routes.none.next': () => 'Run `bluegreen config explain` and check the listener and both target groups.',
  'routes.strays': ({ strays }) => `${count(strays, 'route')} outside the configuration would not move along.`,
  'routes.agree': ({ routes, live }) =>
    `${routes === 1 ? 'The route sends' : `All ${routes} routes send`} traffic to ${name(live)}.`,
  'routes.named': ({ routes, to }) => `Routes disagree; all ${routes} of them go to ${name(to)}, as named.`,
  'routes.disagree': () => 'The routes do not agree on one live colour.',
  'routes.disagree.next': () =>
    'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`.',
  'targets.healthy': ({ to, healthy, all }) =>
    `${healthy} of ${count(all, 'target')} of ${name(to)} ${are(healthy)} healthy.`,
  'targets.unhealthy': ({ to, healthy, all }) =>
    `Only ${healthy} of ${count(all, 'target')} of ${name(to)} ${are(healthy)} healthy.`,
  'targets.unhealthy.next': ({ to }) => `Look at why: \`bluegreen validate ${to}\`.`,
  'targets.unreferenced.next': ({ group }) =>
    `Make a listener rule refer to target group ${group}: without one it gets no health checks.`,
  'targets.present': ({ to, all }) => `${name(to)} has ${count(all, 'registered target')}.`,
  'targets.absent': ({ to, group, unreferenced }) =>
    `Target group ${group} of ${name(to)} has no registered target${unreferenced ? ', and no listener refers to it' : ''}.`,
  'targets.absent.next': ({ to }) =>
    `Give ${name(to)} instances (\`bluegreen scale ${to} <instances>\`), wait until they are registered, then try again.`,
  'identity.no-targets': ({ to }) => `No target of ${name(to)} is healthy, so none could be asked what it runs.`,
  'identity.no-targets.next': () => 'Wait for healthy targets first.',
  'identity.unseen': ({ to, said, unseen }) =>
    `${count(said, 'target')} of ${name(to)} said what ${said === 1 ? 'it runs' : 'they run'}; ${unseen} did not.`,
  'identity.unseen.next': ({ to, testUrl }) =>
    `Ask one yourself: \`curl -H 'X-BlueGreen-Color: ${to}' ${testUrl}/version\`.`,
  'identity.differs': ({ to, wanted }) => `Not every worker of ${name(to)} runs ${wanted}.`,
  'identity.differs.next': ({ to, release }) =>
    `Deploy the release again: \`bluegreen deploy ${to} --source <folder> --release ${release}\`.`,
  'identity.same': ({ to, workers, targets, wanted }) =>
    `${count(workers, 'worker')} on ${count(targets, 'target')} of ${name(to)} ${workers === 1 ? 'runs' : 'run'} ${wanted}.`,
  'identity.hearsay': ({ to, wanted }) =>
    `No listener answers for ${name(to)} by name, so nobody could be asked what it runs; by CodeDeploy's word it is ${wanted}.`,
  'identity.unknown': ({ to }) =>
    `No listener answers for ${name(to)} by name, and CodeDeploy cannot say for certain which release it holds.`,
  'identity.nobody.next': ({ to }) =>
    `Add the two X-BlueGreen-Color rules to a test listener, or deploy with \`bluegreen deploy ${to} --source <folder> --release <name>\`.`,
  'probe.failed': ({ color, reason }) => `${color} did not answer as it should through the load balancer: ${reason}.`,
  'probe.failed.next': ({ color }) =>
    `Traffic is back where it was. See what ${color} says with \`bluegreen validate ${color}\`.`,
  'stale.live': ({ live }) => `${live ?? 'No single colour'} went live since the plan was made.`,
  'stale.changed': () => 'A route was changed since the plan was made.',
  'stale.added': () => 'A route was added since the plan was made.',
  'stale.strays': () => 'A route outside the configuration began to send traffic to a colour since the plan was made.',
  'stale.deployment': ({ to, id }) => `Deployment ${id} started on ${to} since the plan was made.`,
  'stale.targets': ({ to }) => `The targets of ${to} changed since they were checked.`,
  'stale.sick': ({ to, sick }) => `${count(sick, 'target')} of ${to} ${are(sick)} no longer healthy.`,
  'never-healthy': ({ color, healthy, all }) =>
    `${healthy} of ${count(all, 'target')} of ${color} became healthy in time.`,
  'never-healthy.next': ({ color }) =>
    `See why with \`bluegreen validate ${color}\` and the application's logs on the hosts; live traffic is as it was.`,
  unreferenced: ({ color }) =>
    `No listener or rule refers to the target group of ${color}, so its targets get no health checks.`,
  'unreferenced.next': () =>
    'Make a rule of the test listener (header X-BlueGreen-Color) forward to it, then try again.',
  'color.invalid': ({ choice }) => `"${choice}" is not a colour.`,
  'color.meant.next': ({ meant }) => `Did you mean \`${meant}\`? \`bluegreen status\` shows which colour is which.`,
  'color.invalid.next': () => 'Say `blue`, `green`, `idle` or `live`; `bluegreen status` shows which is which.',
  'again.next': () => 'Run `bluegreen status`, then the same command again.',
  'status.next': () => 'Run `bluegreen status` to see where things stand.',
  'lease.held': ({ owner, surface, verb, since }) => `${owner} (${surface}) is running "${verb}" since ${since}.`,
  'lease.held.next': ({ id }) =>
    `Wait for it to end: \`bluegreen attach ${id}\` follows it. If its process has died, \`bluegreen resume\` takes over once it has given no sign of life for a minute.`,
  'lease.unfinished': ({ owner, surface, verb, since }) =>
    `"${verb}" by ${owner} (${surface}) since ${since} was never finished.`,
  'lease.unfinished.next': () => 'Finish it with `bluegreen resume`, or take it back with `bluegreen resume --unwind`.',
  'lease.locked': ({ owner, surface, since, reason }) =>
    `${owner} (${surface}) has locked this environment since ${since}: ${reason}`,
  'lease.locked.next': () => 'Ask whoever locked it; `bluegreen unlock` frees it. A rollback is allowed all the same.',
  'lease.lost': () => 'Another operation took over this environment while this one was stopped or cut off.',
  'lease.lost.next': () =>
    'Run `bluegreen status` to see who works on it, and `bluegreen history` for how it ended; then try again.',
  'lease.nobody': () => 'Nobody holds this environment, so there is nothing to take.',
  'lease.nobody.next': () =>
    'A lock is taken away with `bluegreen unlock`; what is unfinished is settled with `bluegreen resume`.',
  'state.unreadable': ({ key, why }) => `${key} in the bucket cannot be understood: ${why}.`,
  'state.unreadable.next': ({ key }) =>
    `Look at ${key} below the environment's prefix in the bucket, and put its last good version back.`,
  'operation.unknown': ({ id }) => `No operation ${id} is on record here.`,
  'operation.unknown.next': () => 'See `bluegreen history` for the identifiers of those that are.',
  'operation.none': () => 'No operation runs here now.',
  'operation.none.next': () => 'Name one: `bluegreen history` shows their identifiers.',
  'operation.goes-on': ({ id }) => `Operation ${id} still runs; only the following of it has ended.`,
  'operation.goes-on.next': ({ id }) => `Follow it again: \`bluegreen attach ${id}\`.`,
  'drift.moved': () => 'Somebody else moved traffic since the last operation on record.',
  'drift.moved.next': () =>
    'Put it back with `bluegreen repair`, or accept it as it is with `bluegreen repair --adopt`.',
  'drift.resumed': ({ routes, verb, id }) =>
    `Somebody else changed ${count(routes, 'route')} that ${verb} ${id} was writing; nothing was written.`,
  'drift.resumed.next': () =>
    'Look at `bluegreen status`, then name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`.',
  'drift.gone': ({ routes }) =>
    `${routes === 1 ? 'A route is' : `${routes} routes are`} gone, or forward to neither colour any more, and cannot be put back.`,
  'drift.gone.next': () =>
    'Make them again with the recorded actions, or accept things as they are with `bluegreen repair --adopt`.',
  'restore.failed': () => 'Traffic could not be put back as it was: part of it may go to the wrong colour.',
  'restore.failed.next': ({ live }) =>
    `Act now: run \`bluegreen status\`, then ${live ? `\`bluegreen switch ${live}\`` : 'a switch to the colour that should serve, such as `bluegreen switch blue`'}. The former actions stand in the evidence and in the journal.`,
  reverted: ({ said, live }) => `The switch failed half way: ${said} ${back(live)}`,
  'stopped.back': ({ said, live }) => `${said} ${back(live)}`,
  stopped: () => 'The operation was stopped on request.',
  'stopped.deployment': ({ id }) => `Stopped on request; deployment ${id} goes on in CodeDeploy.`,
  'read-back.differs': ({ to }) => `The load balancer took the change to ${to} but does not show it on every route.`,
  'read-back.differs.next': () =>
    'Traffic is back where it was. See whether another tool writes these routes, then try again.',
  'deployment.stopped': ({ id }) => `Deployment ${id} was stopped before it ended.`,
  'deployment.stopped.next': () => 'Deploy again when whoever stopped it agrees; live traffic was never touched.',
  'deployment.alarmed': ({ id, alarms }) => `Deployment ${id} was stopped by CloudWatch: ${alarms}.`,
  'deployment.alarmed.next': ({ alarms }) =>
    `See why: \`aws cloudwatch describe-alarms --alarm-names ${alarms}\`; deploy again when it is quiet. Live traffic was never touched.`,
  'deployment.failed': ({ id, where }) => `Deployment ${id} failed${where}.`,
  'deployment.failed.next': ({ id }) =>
    `Correct what the log shows and deploy again; all of it: \`aws deploy list-deployment-targets --deployment-id ${id}\`.`,
  'deployment.late': ({ id, status }) => `Deployment ${id} is still ${status}; only the wait for it has ended.`,
  'deployment.late.next': ({ id }) =>
    `Look again with \`bluegreen status\`, or \`aws deploy get-deployment --deployment-id ${id}\`.`,
  'deployment.no-bundle': ({ release }) => `The bundle of ${release} never reached the bucket, so nothing was started.`,
  'deployment.no-bundle.next': () => 'Run `bluegreen deploy` again.',
  'deployment.serves': ({ color }) => `${color} serves by now, and a deployment is not stopped under live traffic.`,
  'deployment.serves.next': () => 'Let it end: `bluegreen resume`.',
  'rollback.already': ({ live, other }) =>
    `Traffic was rolled back from ${other} to ${live} already, and has not moved since.`,
  'rollback.already.next': ({ other }) => `To go to ${other} again, say so: \`bluegreen switch ${other}\`.`,
  'rollback.never': ({ to, release }) =>
    `No record says that ${name(to)} has served ${release ?? 'what it holds'} before.`,
  'rollback.never.next': ({ to }) => `If it should serve now, say so: \`bluegreen switch ${to}\`.`,
  'rollback.replaced': ({ to, served, holds }) =>
    `${to} served ${served} before, but ${holds} was deployed to it since.`,
  'rollback.replaced.next': ({ to, served, holds }) =>
    `Go to ${holds} knowingly with \`bluegreen switch ${to}\`, or deploy ${served} to ${to} again first.`,
  'aws.expired': ({ said }) => `The AWS credentials have expired.${quote(said)}`,
  'aws.expired.next': () =>
    'Sign in again (such as `aws sso login`, or a new CI token), then run the same command again.',
  'aws.no-credentials': ({ call, said }) => `No AWS credentials were sent with ${call}.${quote(said)}`,
  'aws.no-credentials.next': () =>
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, then try `aws sts get-caller-identity`.',
  'aws.denied': ({ action, resource, user, because }) =>
    `AWS denied ${action} on ${resource}${user ? ` to ${user}` : ''}${because ? `: ${because}` : ''}.`,
  'aws.throttled': ({ call, attempts }) =>
    `AWS throttled ${call}${attempts > 1 ? ` ${attempts} times` : ''}: too many requests from this account.`,
  'aws.throttled.next': () => 'Wait a minute, then run the same command again.',
  'aws.missing': ({ subject, region, said }) =>
    `${subject}, or something it needs, does not exist in ${region}.${quote(said)}`,
  'aws.missing.next': () => 'Correct its name (`bluegreen config explain` shows where it comes from), or create it.',
  'aws.unreachable': ({ service, operation, endpoint, reason }) =>
    `${service} did not answer ${operation} at ${endpoint}: ${reason}.`,
  'aws.unreachable.next': ({ isLocal }) =>
    isLocal
      ? 'See whether the sandbox runs with `bluegreen sandbox status`, or unset AWS_ENDPOINT_URL to talk to AWS.'
      : 'Check the network, the region and AWS_ENDPOINT_URL, then run the same command again.',
};

function back(live: string | null): string {
  return `Traffic is back ${live ? `on ${live}` : 'as it was'}.`;
}

/** The verb that goes with a count. */
function are(many: number): string {
  return many === 1 ? 'is' : 'are';
}

function quote(said: string): string {
  return said ? ` AWS said: ${said}` : '';
}
