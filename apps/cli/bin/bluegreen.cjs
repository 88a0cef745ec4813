#!/usr/bin/env node
// `npm ci` bundles the CLI into dist/bundle (the workspace's prepare script); the published package ships that folder.
require('../dist/bundle/main.cjs');
