// The specs talk to a Slack on loopback: on a busy machine that takes longer than jest's five seconds.
module.exports = { preset: '../../jest.preset.js', testTimeout: 20_000 };
