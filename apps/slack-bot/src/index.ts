/** The Slack bot as a library: for its own process, for tests, and for embedding. */
export { ConfigProblems, readConfig, type BotConfig } from './config.js';
export { connectEngines, keepReaders, type Engines } from './engines.js';
export { CannotStart, startBot, type Bot, type BotOptions, type Timing } from './start-bot.js';
export type { Environment, Role } from './policy/policy.js';
