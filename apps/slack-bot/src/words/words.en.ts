import type { Words } from './words.js';

const upper = (color: string) => color.toUpperCase();
const version = (release: string | null) => release ?? 'unknown release';

export const en: Words = {
  title: (verb, to, release, environment) => {
    const target = to === 'idle' ? 'the idle colour' : upper(to);
    if (verb === 'deploy') return `Deploy ${release ?? 'the newest release'} to ${target} and switch · ${environment}`;
    if (verb === 'rollback' && to === 'idle') return `Roll back · ${environment}`;
    const place = release ? `${target} (${release})` : target;
    return verb === 'rollback' ? `Roll back to ${place} · ${environment}` : `Switch to ${place} · ${environment}`;
  },
  states: {
    preparing: 'Preparing',
    waiting: 'Waiting for a decision',
    held: 'On hold',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    expired: 'Expired',
  },
  role: { live: 'LIVE', idle: 'IDLE', shifting: 'SHIFTING' },
  standing: {
    ready: '✓ Nothing stands against it.',
    waits: '⏳ Not everything is ready yet: the switch would wait for it, or check again in a moment.',
    blocked: '*It would be refused now:*',
  },
  labels: {
    gates: 'Gates',
    steps: 'Steps',
    next: 'Next',
    unreadable: 'cannot be read now',
    askedBy: 'asked by',
    approvedBy: 'approved by',
    plan: 'plan',
    operation: 'operation',
    details: 'Details',
    log: 'Log',
  },
  buttons: {
    switch: 'Switch',
    rollback: 'Roll back',
    approve: 'Approve',
    hold: 'Hold',
    release: 'Take up again',
    recheck: 'Check again',
    abort: 'Abort',
    details: 'Details',
    deny: 'Not now',
    submit: 'Go on',
    close: 'Close',
  },
  color: (color, role, release, healthy, total, weight) =>
    `*${upper(color)}* ${role}\n${release ?? 'no release'} · ${weight} % of traffic\n${healthy}/${total} healthy`,
  elapsed: (duration) => `${duration} elapsed`,
  gatesPassed: (passed, all) => `${passed} of ${all} gates passed`,
  confirmMove: ({ plan, colors, environment }) => {
    const from = plan?.from;
    const to = plan?.to;
    const at = (color: 'blue' | 'green' | null | undefined) =>
      color
        ? `${upper(color)} (${version(colors?.[color].release ?? null)}, ${colors?.[color].healthy ?? 0}/${colors?.[color].total ?? 0} healthy)`
        : 'no single colour';
    return `${environment}: all traffic goes from ${at(from)} to ${at(to)}.`;
  },
  confirmAbort: 'What has not moved stays; traffic that has moved is put back.',
  sure: 'Sure?',
  approvalsLine: (given, needed, names, until) =>
    `${given} of ${needed} approvals${names ? ` (${names})` : ''}; other people can approve until ${until}`,
  decideLine: (until) => `Somebody has to say so by ${until}; nothing moves before`,
  held: (who) => `Put on hold by ${who}`,
  aborting: (who) => `${who} asked to abort`,
  done: (live, release, elapsed) => `*${upper(live)}* is LIVE with ${version(release)}; moved and proven in ${elapsed}`,
  proof: (sent, failed) => `${failed === 0 ? '✓' : '▲'} ${failed} of ${sent} requests failed while traffic moved`,
  expired: 'Nobody decided in time, so this plan is void and nothing moved. Give the command again for a fresh one.',
  cancelled: (who, live) =>
    `${who ? `Stopped by ${who}` : 'Stopped'}${live ? `; *${upper(live)}* is LIVE as before` : ''}`,
  nothingToDo: (live) => `Nothing to do: *${upper(live)}* is LIVE already`,
  rollbackCost: (to, release, healthy, total) =>
    `Way back: instant. ${upper(to)} stays warm with ${version(release)} (${healthy}/${total} healthy) until somebody deploys to it or scales it down`,
  help: (command, environments) =>
    [
      `*${command} [environment] [blue|green|idle] [release]*`,
      'Deploys the release to that colour if it is not there yet, shows the plan and its gates, asks, switches, and proves it. Without a release: the newest that is stored. Live traffic moves only after somebody says so.',
      ...[
        'status',
        'plan [colour] [release]',
        'switch [colour]',
        'rollback',
        'lock &lt;reason&gt;',
        'unlock',
        'history',
        'who',
      ].map(
        (line) =>
          `• \`${command} ${line.split(' ')[0]} [environment]${line.includes(' ') ? ` ${line.split(' ').slice(1).join(' ')}` : ''}\``,
      ),
      `• \`${command} shift\` is \`${command} switch\`: traffic moves as a whole.`,
      `• \`${command}\` alone opens a form. In a thread, name the bot instead of the command.`,
      `Environments: ${environments.map(({ name, approvals }) => (approvals ? `${name} (${approvals} other approvals)` : name)).join(', ')}.`,
    ].join('\n'),
  misunderstood: ({ code, given, suggestions }, command) => {
    const hint =
      suggestions.length > 0 ? ` Did you mean ${suggestions.map((word) => `\`${word}\``).join(' or ')}?` : '';
    const more = ` \`${command} help\` shows everything.`;
    switch (code) {
      case 'ENVIRONMENT_UNKNOWN':
        return `There is no environment "${given}".${hint}${more}`;
      case 'COLOR_INVALID':
        return `"${given}" is no colour.${hint}${more}`;
      case 'RELEASE_INVALID':
        return `"${given}" cannot name a release: use letters, digits, and . _ - +, at most 64.`;
      case 'REASON_MISSING':
        return `Say why: \`${command} lock [environment] &lt;reason&gt;\`.`;
      case 'SHIFT_PARTIAL':
        return `Traffic moves as a whole: a share (${given}) is not offered. Use \`${command} switch\`.`;
      case 'USAGE_INVALID':
        return `"${given}" has no place there.${hint}${more}`;
    }
  },
  refusals: {
    NOT_WAITING: 'This plan is not waiting for a decision any more. The message shows how things stand.',
    PLAN_MOVED: 'The environment moved since you saw that plan, so it is void. Look at the new one, then decide.',
    APPROVAL_EXPIRED: 'This plan waited too long and is void. Give the command again for a fresh one.',
    SELF_APPROVAL: 'You asked for this, so somebody else has to approve it.',
    APPROVED_ALREADY: 'You approved this already; it takes another person.',
    APPROVALS_MISSING: 'This environment wants approvals of other people first.',
    ENDED_ALREADY: 'This has ended already. Give the command again if you want it once more.',
    UNKNOWN: 'That request is not on record. Give the command again.',
  },
  forbidden: (deed, needed, role, environment, command) =>
    `You may not do that in ${environment}: "${deed}" takes the role ${needed}, and you have ${role ?? 'none'}. \`${command} who ${environment}\` shows who has it.`,
  groupTrouble: (code) =>
    code === 'missing_scope'
      ? 'User groups could not be read, because the bot lacks the scope `usergroups:read`: roles from groups count for nobody until it is added.'
      : `User groups could not be read (${code}): roles from groups count for nobody until they can.`,
  slackTrouble: (code, needed) => {
    switch (code) {
      case 'missing_scope':
        return `The bot lacks the scope \`${needed ?? 'unknown'}\`. Add it under "OAuth & Permissions" and install the app again.`;
      case 'token_revoked':
      case 'token_expired':
      case 'not_authed':
      case 'invalid_auth':
      case 'account_inactive':
        return `Slack does not accept the bot token any more (${code}). Install the app again and give the bot the new token: a SLACK_BOT_TOKEN_FILE is read again by itself, with SLACK_BOT_TOKEN start the bot anew. Operations that run go on, and their messages catch up.`;
      case 'not_in_channel':
      case 'channel_not_found':
        return 'The bot is not in this channel. Invite it with `/invite @bluegreen`, then give the command again.';
      default:
        return `Slack did not take the bot's message (${code}). Nothing was started.`;
    }
  },
  openAlready: (who, title, link) =>
    `${who} was first: "${title}" is open${link ? `: ${link}` : ''}. Nothing else was started.`,
  accepted: (title, link) => `${title}: see ${link ? `<${link}|the message>` : 'the message'} in this channel.`,
  unforeseen: 'Something unforeseen went wrong; nothing was started. It is in the log of the bot.',
  messageGone: 'The message of that operation was deleted, so here is a new one.',
  noReleases: 'No release is stored yet. Let the pipeline publish one, or run `bluegreen publish`.',
  serving: (release, live, other, command) =>
    `Nothing to do: the newest release, ${release}, is LIVE on *${upper(live)}* already. Name another release, or use \`${command} switch\` to go to what ${upper(other)} holds.`,
  preview: {
    title: (to, environment) =>
      `What deploying to ${to === 'idle' ? 'the idle colour' : upper(to)} would do · ${environment}`,
    first: (release, to) => `1. Deploy ${release} to ${upper(to)}; live traffic stays where it is`,
    then: (to) => `2. Judge the gates of the switch, ask, switch to ${upper(to)}, prove it`,
    move: (from, to, release) =>
      `Switch all traffic${from ? ` from ${upper(from)}` : ''} to ${upper(to)} (${version(release)}), and prove it`,
  },
  verbs: { deploy: 'Deploy', switch: 'Switch', rollback: 'Roll back', scale: 'Scale', lock: 'Lock', unlock: 'Unlock' },
  historyStates: {
    done: '✔ done',
    'failed-unmoved': '✖ failed, traffic did not move',
    'rolled-back': '↩ failed, and put back',
    'needs-attention': '▲ needs attention',
    running: '▶ running',
    waiting: '⏳ its deployment goes on',
    unfinished: '▲ unfinished',
  },
  noHistory: 'Nothing was done here yet.',
  running: (verb, owner, since) => `▶ ${owner} has been running "${verb}" since ${since}`,
  abandoned: (verb, owner, since) =>
    `▲ "${verb}" of ${owner} since ${since} is unfinished, and nobody works on it: the next command finishes it, or \`bluegreen resume\``,
  locked: (owner, reason, since) => `🔒 Locked by ${owner} since ${since}: ${reason}`,
  lockDone: (reason) => `🔒 Locked: ${reason}. A rollback stays possible; \`unlock\` takes it off.`,
  unlockDone: 'Unlocked.',
  unlockOthers: (owner) => `${owner} locked it; only they or an admin can unlock it.`,
  notLocked: 'It is not locked.',
  nobody: 'nobody',
  everybody: 'everybody',
  roles: { viewer: 'May look', deployer: 'May deploy', approver: 'May approve', admin: 'May do everything' },
  home: {
    environments: 'Environments',
    approvals: 'Waiting for you',
    locks: 'Your locks',
    history: 'Recent history',
    noApprovals: 'Nothing waits for you.',
    noLocks: 'You have locked nothing.',
  },
  form: {
    title: 'Deploy',
    loading: 'One moment …',
    environment: 'Environment',
    color: 'Colour',
    release: 'Release',
    holds: 'what the colour holds',
  },
};
