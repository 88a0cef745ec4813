import type { OperationDefinition } from '../../service.js';
import { applicationArn } from '../arns.js';
import { atMost } from '../batch.js';
import { codeDeployError } from '../errors.js';
import { optionalTexts } from '../read-input.js';
import { applicationOf, type World } from '../world.js';
import { showApplication } from './get-application.js';

export const batchGetApplications = (world: World): OperationDefinition => ({
  action: 'codedeploy:BatchGetApplications',
  resources: (input, call) =>
    (optionalTexts(input, 'applicationNames') ?? []).map((name) => applicationArn(call, name)),
  handle(input) {
    const names = atMost(100, optionalTexts(input, 'applicationNames') ?? []);
    if (names.length === 0) throw codeDeployError('ApplicationNameRequired', 'Application name is missing');
    return { applicationsInfo: names.map((name) => showApplication(applicationOf(world, name))) };
  },
});
