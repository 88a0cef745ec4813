#!/usr/bin/env node
require('../dist/affected/main.js');
