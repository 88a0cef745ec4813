import { badHook } from './bad-hook.js';

/** The script does its work, but leaves a child behind that holds its output. */
export const hookKeepsOutputOpen = badHook('hook-keeps-output-open', 'sleep 3600 &');
