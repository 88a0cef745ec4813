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
  standing: { live: 'LIVE', idle: 'IDLE', shifting: 'SHIFTING' },
  labels: {
    gates: 'Gates',
    steps: 'Steps',
    next: 'Next',
    unreadable: 'cannot be read now',
    askedBy: 'asked by',
    elapsed: 'elapsed',
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
  color: (color, standing, release, healthy, total, weight) =>
    `*${upper(color)}* ${standing}\n${release ?? 'no release'} · ${weight} %\n${healthy}/${total} healthy`,
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
    `${given} of ${needed} approvals${names ? ` (${names})` : ''}; needed from other people until ${until} UTC`,
  decideLine: (until) => `Waits until ${until} UTC`,
  held: (who) => `Put on hold by ${who}`,
  aborting: (who) => `${who} asked to abort`,
  done: (live, release, elapsed) => `*${upper(live)}* is LIVE with ${version(release)}; moved and proven in ${elapsed}`,
  nothingToDo: (live) => `Nothing to do: ${upper(live)} is LIVE already`,
  rollbackCost: (to, release) => `Way back: instant, ${upper(to)} stays warm with ${version(release)}`,
  help: (command, environments) =>
    [
      `*${command} [environment] [blue|green|idle] [release]*`,
      'Deploys the release to that colour if it is not there yet, shows the plan and its gates, asks, switches, and proves it. Without a release: the newest that is stored. Live traffic moves only after somebody says so.',
      ...[
        'status',
        'plan [colour]',
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
  forbidden: (deed, needed, role, environment) =>
    `You may not do that in ${environment}: "${deed}" takes the role ${needed}, and you have ${role ?? 'none'}. \`who\` shows who has it.`,
  groupTrouble: (code) =>
    code === 'missing_scope'
      ? 'User groups could not be read, because the bot lacks the scope `usergroups:read`: roles from groups count for nobody until it is added.'
      : `User groups could not be read (${code}): roles from groups count for nobody until they can.`,
  slackTrouble: (code, needed) => {
    switch (code) {
      case 'missing_scope':
        return `The bot lacks the scope \`${needed ?? 'unknown'}\`. Add it under "OAuth & Permissions" and install the app again.`;
      case 'token_revoked':
      case 'invalid_auth':
      case 'account_inactive':
        return 'Slack does not accept the bot token any more. Install the app again and start the bot with the new SLACK_BOT_TOKEN. Operations that run go on, and their messages catch up.';
      case 'not_in_channel':
      case 'channel_not_found':
        return 'The bot is not in this channel. Invite it with `/invite @bluegreen`, then give the command again.';
      default:
        return `Slack did not take the bot's message (${code}). Nothing was started.`;
    }
  },
  openAlready: (who, title, link) =>
    `${who} was first: "${title}" is open${link ? `: ${link}` : ''}. Nothing else was started.`,
  accepted: (title) => `${title}: see the message in this channel.`,
  unforeseen: 'Something unforeseen went wrong; nothing was started. It is in the log of the bot.',
  messageGone: 'The message of that operation was deleted, so here is a new one.',
  noReleases: 'No release is stored yet. Let the pipeline publish one, or run `bluegreen publish`.',
  serving: (release, live, command) =>
    `The newest release, ${release}, is LIVE on ${upper(live)} already. Name another release, or use \`${command} switch\` to go to what the other colour holds.`,
  noHistory: 'Nothing was done here yet.',
  running: (verb, owner, since) => `${owner} is running "${verb}" since ${since}`,
  abandoned: (verb, owner, since) => `"${verb}" of ${owner} since ${since} is unfinished, and nobody works on it`,
  locked: (owner, reason, since) => `Locked by ${owner} since ${since}: ${reason}`,
  lockDone: (reason) => `Locked: ${reason}. Rollback stays possible.`,
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
