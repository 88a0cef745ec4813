import type { FailureCause } from '../domain/diagnosis.js';

/** What a cause looks like in a script's log, in an event's message, or in CodeDeploy's own error. The first match wins. */
const SIGNATURES: readonly (readonly [FailureCause, RegExp])[] = [
  ['output-left-open', /failed to close STDOUT|outputs? left open/i],
  ['script-timed-out', /failed to complete in \d+ seconds|ScriptTimedOut/i],
  ['script-missing', /ScriptMissing|Script does not exist at specified location/i],
  ['script-not-executable', /ScriptNotExecutable|is not executable/i],
  ['file-exists', /specified file already exists at this location/i],
  ['disk-full', /ENOSPC|No space left on device/i],
  ['port-taken', /EADDRINUSE|address already in use/i],
  ['nginx-configuration', /nginx: \[emerg\]|nginx: configuration file .* test failed/i],
  ['package-install', /npm (?:ERR!|error)/i],
  ['wrong-release', /runs? .* instead of|release .* (?:expected|wanted)|another release/i],
  ['bundle-access-denied', /(?:AccessDenied|Access Denied|not authorized to perform: s3:GetObject)/i],
  ['bundle-gone', /NoSuchKey|The specified key does not exist|checksum.*mismatch/i],
  ['agent-silent', /HEALTH_CONSTRAINTS_INVALID|AGENT_ISSUE|agent (?:was not able|did not|is not running|restart)/i],
  ['no-instances', /NO_INSTANCES|NO_EC2_SUBSCRIPTION|no instances (?:were )?found/i],
  ['command-not-found', /command not found|: not found$|No such file or directory.*bin/im],
  ['unhealthy-application', /health.*(?:failed|never|not)|ECONNREFUSED|did not (?:answer|become healthy)/i],
  ['too-many-failed', /HEALTH_CONSTRAINTS|too many individual instances failed/i],
];

/**
 * The likely cause of a failure, told by its words. Pure.
 *
 * @param event the lifecycle event that failed; a failing ApplicationStop comes from the revision before (contract C3).
 */
export function recognizeFailure(words: readonly string[], event: string | null): FailureCause | null {
  const text = words.join('\n');
  if (event === 'ApplicationStop') return 'previous-revision-stop';
  const found = SIGNATURES.find(([, pattern]) => pattern.test(text));
  if (found) return found[0];
  return /failed with exit code|ScriptFailed/i.test(text) ? 'script-failed' : null;
}
