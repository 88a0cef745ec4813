import { badHook } from './bad-hook.js';

/** The script writes 4 MB to its output before it does its work. */
export const hookFloods = badHook('hook-floods', "yes 'a line of a flood of output' | head -c 4194304");
