// CDK's own template validation takes seconds a synth; synth.mjs runs with it.
process.env.CDK_VALIDATION = 'false';

module.exports = { preset: '../jest.preset.js' };
