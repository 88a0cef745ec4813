import type { Color, ScalingSizes } from '@bluegreen/sdk';
import type { Words } from './words.js';

const name = (color: Color) => color.toUpperCase();
const sizes = ({ min, max, desired }: ScalingSizes) => `${desired} (${min} to ${max})`;

export const en: Words = {
  next: 'Next',
  none: 'none',
  unknown: 'unknown',
  status: {
    live: (color) => `${name(color)} is live`,
    noneLive: 'no colour is live alone',
    rows: {
      release: 'release',
      traffic: 'traffic',
      targets: 'targets',
      capacity: 'capacity',
      deployment: 'deployment',
    },
    healthy: (healthy, total) => `${healthy}/${total} healthy`,
    inService: (inService, desired) => `${inService}/${desired} in service`,
    suspended: (color, processes) => `${name(color)} scaling suspended: ${processes}`,
    uncertain: (release, deploymentId, status) =>
      `uncertain: last good ${release}, deployment ${deploymentId} ${status.toLowerCase()}`,
    stray: (kind, arn) => `not configured, but sends traffic here: ${kind} ${arn}`,
    locked: (holder, since, reason) => `locked by ${holder} since ${since}: ${reason}`,
    lastMove: (verb, owner, at) => `live by ${verb} of ${owner} at ${at}`,
    operation: (running, verb, holder, since) =>
      `${running ? 'running' : 'unfinished'}: ${verb} by ${holder} since ${since}`,
  },
  plan: {
    title: (verb, environment, from, to, release) =>
      `${verb} ${environment}: ${verb === 'deploy' ? '' : `${from ? name(from) : 'nothing'} -> `}${name(to)}, release ${release}`,
    gates: 'gates:',
    steps: 'steps:',
    nothing: 'nothing to do',
    upload: (key) => `upload the bundle to ${key} (skipped when it is there)`,
    deploy: (color, group) => `deploy to ${name(color)} (${group})`,
    reference: (route) => `add the idle colour to ${route} at weight 0`,
    waitHealthy: (color) => `wait until every target of ${name(color)} is healthy`,
    identify: (color) => `ask every target and worker of ${name(color)} for its release`,
    shift: (route) => `move ${route}`,
    prove: (color) => `prove through the load balancer that ${name(color)} answers`,
  },
  move: {
    confirm: (color) => `Move live traffic to ${name(color)}? [y/N] `,
    unchanged: (color) => `${name(color)} is live already; nothing was changed.`,
    done: (live, release, from, ms) =>
      `${name(live)} is live with ${release}${from ? `, ${name(from)} before` : ''}; moved and proven in ${ms} ms.`,
    stopped: (deploymentId) => `Deployment ${deploymentId} on the colour that was left has been told to stop.`,
    wayBack: 'puts the colour before back',
  },
  scale: {
    title: (color, group, before, after) => `scale ${name(color)} (${group}): ${sizes(before)} -> ${sizes(after)}`,
    lost: 'what is lost:',
    refused: 'why it is refused:',
    confirm: (color, before, after) => `Bring ${name(color)} from ${before} to ${after}? [y/N] `,
    unchanged: (color, desired) => `${name(color)} has that already (${desired}); nothing was changed.`,
    done: (color, desired, healthy) =>
      desired === 0
        ? `${name(color)} is at 0: its targets are gone.`
        : `${name(color)} is at ${desired}; ${healthy} healthy.`,
  },
  repair: {
    agrees: 'Every route reads as recorded; nothing was changed.',
    confirmAdopt: (routes) =>
      `Take ${routes} changed ${routes === 1 ? 'route' : 'routes'} for what is intended from now on? [y/N] `,
    adopted: (routes) =>
      `${routes} changed ${routes === 1 ? 'route is' : 'routes are'} on record as found; none was written.`,
    done: (routes) => `${routes} ${routes === 1 ? 'route reads' : 'routes read'} as recorded again.`,
    drift: (kind, route, change) =>
      `drift: ${kind} ${route} ${{ colour: 'sends traffic otherwise than recorded', detail: 'was changed, though not in what each colour gets', gone: 'is gone' }[change]}`,
    recorded: (actions) => `recorded: ${actions}`,
    reads: (actions) => `reads: ${actions ?? 'nothing'}`,
  },
  proof: {
    counts: (sent, answered, failed) => `${sent} requests watched it: ${answered} answered, ${failed} failed`,
    gap: (ms) => `longest gap ${ms} ms`,
    first: (ms) => `first new answer after ${ms} ms`,
    lastFormer: (ms) => `last former answer after ${ms} ms`,
    none: 'no requests watched it',
  },
  deployedUnasked: (color, release) =>
    `${name(color)} has ${release} by CodeDeploy's word, healthy and not live; no listener answers for it by name, so nobody was asked.`,
  deployed: (color, release) => `${name(color)} runs ${release}, healthy and not live.`,
  published: (changed, release, digest, key) =>
    changed
      ? `Stored ${release} (${digest.slice(0, 12)}) as ${key}.`
      : `${release} (${digest.slice(0, 12)}) is stored already as ${key}.`,
  releases: { empty: 'No release is stored yet.', columns: ['RELEASE', 'DIGEST', 'STORED AT', 'BYTES'] },
  infra: {
    same: 'Nothing would change.',
    confirm: (stack) => `Make these changes to ${stack}? [y/N] `,
    done: (stack, status) => `Stack ${stack} is ${status}.`,
  },
  gitlab: {
    unknownCommit: (environment) => `Nobody knows from which commit the live release of ${environment} was built.`,
    sameCommit: (environment, commit) => `${environment} on commit ${commit}, as GitLab has it on record.`,
    recorded: (environment, commit, done) =>
      `${environment} on commit ${commit}: ${done ? 'recorded' : 'not on record yet'}.`,
  },
  diagnosis: {
    never: 'Nothing was ever deployed there.',
    cause: 'likely cause',
    unknown: 'The words tell no known cause; the logs below tell more.',
    fine: 'No event of it failed.',
    places: 'The rest of the story, on the host:',
  },
  whyNot: {
    nothing: (verb, color) => `Nothing stands against ${verb} to ${name(color)}.`,
    against: (verb, color, count, of) => `${count} of ${of} checks stand against ${verb} to ${name(color)}.`,
    barred: 'barred',
  },
  bundled: (path, files, bytes, digest) => `${path}: ${files} files, ${bytes} bytes, digest ${digest}`,
  history: {
    empty: 'No operation is on record yet.',
    states: { running: 'running', waiting: 'waiting for CodeDeploy', unfinished: 'unfinished', ended: 'ended' },
    columns: ['AT', 'VERB', 'COLOURS', 'RELEASE', 'END', 'OWNER', 'PROOF', 'ERROR', 'ID'],
    attempts: {
      empty: 'No attempt is on record yet.',
      outcomes: { accepted: 'accepted', refused: 'refused' },
      columns: ['AT', 'WHO', 'FROM', 'ASKED', 'OUTCOME', 'CODE', 'LINK'],
    },
  },
  resume: {
    nothing: 'Nothing is unfinished.',
    title: ({ verb, id, owner, end, action }, unwind) =>
      `${verb} ${id} by ${owner}: ${end ?? `${action}, to ${unwind ? 'take it back' : 'finish it'}`}`,
    confirm: (unwind) => (unwind ? 'Take it back? [y/N] ' : 'Finish it? [y/N] '),
  },
  lock: {
    locked: (owner, since, reason) => `Locked by ${owner} since ${since}: ${reason}`,
    unlocked: (owner, reason) => `The lock by ${owner} is gone: ${reason}`,
    free: 'Nothing was locked.',
  },
  steal: {
    holder: (owner, verb, since) => `${owner} is running "${verb}" since ${since}.`,
    confirm: 'Take the environment away? [y/N] ',
    done: (owner, verb, unfinished) =>
      `Taken from ${owner}, who was running "${verb}"; ${unfinished ? 'what it began waits for bluegreen resume' : 'it had changed nothing, or had just ended'}.`,
  },
  invalid: 'Not everything answers as it should.',
  overrides: (source) => `overrides ${source}`,
  sandbox: {
    answers: (endpoint) => `The sandbox answers at ${endpoint}.`,
    log: (file) => `log: ${file}`,
    stopped: 'Stopped.',
    heading: (endpoint, pid, app) => `${endpoint} (process ${pid}), app at ${app}`,
    elsewhere: 'Next, in another terminal',
    faultAdded: (id, kind) => `${id}: ${kind} is armed.`,
    noFaults: 'No fault is armed.',
    faultColumns: ['ID', 'KIND', 'ABOUT', 'ACTED', 'STATE'],
    released: (calls) => `Calls that go on: ${calls}.`,
    faultsCleared: (faults) => `Faults forgotten: ${faults}.`,
  },
  staged: (server, release, former) => `${server} runs ${release}, validated${former ? `; ${former} before` : ''}.`,
  demo: {
    sandbox: 'Start the sandbox: two colours, two instances each, four PM2 workers an instance',
    deployFirst: 'Deploy v1 to the idle colour',
    switchFirst: 'Switch to v1',
    load: 'Start a steady load through the load balancer',
    deploySecond: 'Deploy v2 to the other colour, under load',
    switchSecond: 'Switch to v2 under load',
    rollBack: 'Roll back to v1 under load',
    switchAgain: 'Switch to v2 again under load',
    releases: 'releases',
    verbs: { switch: 'switch', rollback: 'rollback' },
    requests: 'requests',
    counts: (sent, answered, failed) => `${sent} sent, ${answered} answered, ${failed} failed`,
    longestGap: 'longest gap',
    gap: (ms) => `${ms} ms without an answer`,
    latency: 'latency',
    latencies: (p50, steady, switching) => `p50 ${p50} ms, p99 ${steady} ms steady, ${switching} ms during switches`,
  },
};
