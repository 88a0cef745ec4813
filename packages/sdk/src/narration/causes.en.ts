import type { Causes } from './causes.js';

export const causesEn: Causes = {
  'output-left-open': {
    cause: 'A hook started a process in the background that kept its output open, so the agent waited for it.',
    next: 'Redirect all three streams of what the hook leaves running: `command </dev/null >/dev/null 2>&1 &`.',
  },
  'script-timed-out': {
    cause: 'A hook script did not end in time.',
    next: 'See in its log what it waited for; raise `timeout` in appspec.yml only if the work really takes that long.',
  },
  'script-missing': {
    cause: 'appspec.yml names a script that the bundle does not hold.',
    next: 'Correct its `location`, which counts from the bundle root; `bluegreen bundle` finds this before a deployment.',
  },
  'script-not-executable': {
    cause: 'A hook script could not be made executable.',
    next: 'Commit it with mode 755 and deploy again.',
  },
  'file-exists': {
    cause: 'A file that the revision brings is on the host already, and not from a revision before.',
    next: 'Remove it, or say in appspec.yml what to do: `file_exists_behavior: OVERWRITE`.',
  },
  'disk-full': {
    cause: 'The disk of the host is full.',
    next: 'Free space (old logs, old revisions), or give the launch template a larger volume.',
  },
  'port-taken': {
    cause: 'Another process holds the port that the application wants.',
    next: 'Let the stop hook end the former application; look for a second PM2 daemon of another user.',
  },
  'command-not-found': {
    cause: 'A hook calls a program that is not on its PATH.',
    next: 'Install it in the user data, or call it by its full path; hooks do not read a login profile.',
  },
  'package-install': {
    cause: 'Installing packages on the host failed.',
    next: 'Put what the application needs into the bundle, so that a host needs no registry.',
  },
  'nginx-configuration': {
    cause: 'nginx refuses its configuration.',
    next: 'Run `nginx -t` on the host; the line in the log names the file.',
  },
  'wrong-release': {
    cause: 'A worker on the host answers with another release than the one deployed.',
    next: 'See `pm2 list` on the host: an old worker, or a daemon of another user, may still hold the port.',
  },
  'unhealthy-application': {
    cause: 'The application started but does not answer its health check.',
    next: 'Read the application log on the host, then ask it there: `curl -i http://localhost/health/deep`.',
  },
  'previous-revision-stop': {
    cause: 'The stop hook of the revision BEFORE failed; its script is the old one, so a new bundle cannot mend it.',
    next: 'Mend the host, or let one deployment ignore it: `aws deploy create-deployment --ignore-application-stop-failures`.',
  },
  'bundle-access-denied': {
    cause: 'The host may not read the bundle.',
    next: 'Give the instance role s3:GetObject on the artifact bucket: `bluegreen iam policy --for instance`.',
  },
  'bundle-gone': {
    cause: 'The bundle is no longer in the bucket as it was registered.',
    next: 'Store it again: `bluegreen publish`; then look at the lifecycle rules of the bucket.',
  },
  'agent-silent': {
    cause: 'The CodeDeploy agent of the host did not answer.',
    next: 'See `systemctl status codedeploy-agent` and the agent log on the host; replace the instance if it stays silent.',
  },
  'no-instances': {
    cause: 'The deployment group has no instance to deploy to.',
    next: 'Start some: `bluegreen scale <colour> <n>`.',
  },
  'too-many-failed': {
    cause: 'Too many instances failed; the events above tell why.',
    next: 'Start with the first failed event of the first instance.',
  },
  'script-failed': {
    cause: 'A hook script ended with an error.',
    next: 'The end of its log, above, says why.',
  },
};
