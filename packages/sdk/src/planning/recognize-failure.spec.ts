import { FAILURE_CAUSES } from '../domain/diagnosis.js';
import { describeCause } from '../narration/describe-cause.js';
import { recognizeFailure } from './recognize-failure.js';

describe('recognizeFailure', () => {
  it.each([
    ['Script at specified location: hooks/start.sh failed to close STDOUT', 'AfterInstall', 'output-left-open'],
    [
      'Script at specified location: hooks/start.sh failed to complete in 60 seconds',
      'ApplicationStart',
      'script-timed-out',
    ],
    [
      'The deployment failed because a specified file already exists at this location: /opt/x',
      'Install',
      'file-exists',
    ],
    ['[stderr]cp: write error: No space left on device', 'Install', 'disk-full'],
    ['[stderr]Error: listen EADDRINUSE: address already in use :::80', 'ApplicationStart', 'port-taken'],
    ['[stderr]hooks/start.sh: line 3: pm2: command not found', 'ApplicationStart', 'command-not-found'],
    ['[stderr]npm ERR! code ENOTFOUND', 'AfterInstall', 'package-install'],
    ['[stderr]nginx: [emerg] unknown directive "proxypass"', 'AfterInstall', 'nginx-configuration'],
    ['AccessDenied: not authorized to perform: s3:GetObject', 'DownloadBundle', 'bundle-access-denied'],
    [
      'Script at specified location: hooks/stop.sh failed with exit code 1',
      'ApplicationStop',
      'previous-revision-stop',
    ],
    ['Script at specified location: hooks/a.sh failed with exit code 1', 'BeforeInstall', 'script-failed'],
    ['NO_INSTANCES: The deployment group has no instances', null, 'no-instances'],
    ['something else entirely', 'AfterInstall', null],
  ] as const)('%s in %s is %s', (words, event, cause) => {
    expect(recognizeFailure([words], event)).toBe(cause);
  });

  it('prefers what the log says to the bare exit code', () => {
    const words = ['Script at specified location: a.sh failed with exit code 1', '[stderr]No space left on device'];
    expect(recognizeFailure(words, 'AfterInstall')).toBe('disk-full');
  });
});

it.each(FAILURE_CAUSES)('%s has words in both languages', (cause) => {
  const [en, ko] = [describeCause(cause, 'en'), describeCause(cause, 'ko')];
  expect(ko).not.toEqual(en);
  expect([en.cause, en.next, ko.cause, ko.next].every((text) => text.length > 10)).toBe(true);
});
