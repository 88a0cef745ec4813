import { badHook } from './bad-hook.js';

/** The script never gets anywhere. */
export const hookHangs = badHook('hook-hangs', 'exec sleep 3600');
