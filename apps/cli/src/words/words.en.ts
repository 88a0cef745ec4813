import type { Color } from '@bluegreen/sdk';
import type { Words } from './words.js';

const name = (color: Color) => color.toUpperCase();

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
  deployed: (color, release) => `${name(color)} runs ${release}, healthy and not live.`,
  bundled: (path, files, bytes, digest) => `${path}: ${files} files, ${bytes} bytes, digest ${digest}`,
  history: {
    empty: 'No operation is on record yet.',
    running: 'running',
    columns: ['AT', 'VERB', 'COLOURS', 'RELEASE', 'END', 'OWNER', 'ERROR'],
  },
  invalid: 'Not everything answers as it should.',
  overrides: (source) => `overrides ${source}`,
  sandbox: {
    answers: (endpoint) => `The sandbox answers at ${endpoint}.`,
    log: (file) => `log: ${file}`,
    stopped: 'Stopped.',
    heading: (endpoint, pid, app) => `${endpoint} (process ${pid}), app at ${app}`,
    elsewhere: 'Next, in another terminal',
  },
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
