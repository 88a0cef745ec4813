// The limit is for a busy machine only: the suite takes a few seconds on an idle one.
module.exports = { preset: '../../jest.preset.js', testTimeout: 60_000 };
