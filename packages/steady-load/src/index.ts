export * from './lanes.js';
export * from './ledger.js';
export * from './load-thread.js';
export * from './start-load.js';
