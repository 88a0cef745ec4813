import { join } from 'node:path';

/** A revision with one small server, so that deployments are real and quick. */
export const TINY_APP = join(__dirname, '../../fixtures/tiny-app');
