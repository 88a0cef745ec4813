/** A Slack on loopback, for the tests and the demo of anything that talks to Slack. */
export { startSlackFake, type SlackFake } from './start-slack-fake.js';
export type { Delivered, DeliveryOptions, Repeatable } from './delivery/delivery.js';
export type { ActionInput, CommandInput, ViewInput } from './delivery/payloads.js';
export type { Send } from './delivery/send.js';
export { areTooLong, blockProblems } from './validate/blocks.js';
export { viewProblems } from './validate/views.js';
export { ALL_SCOPES } from './methods/index.js';
export type * from './types.js';
