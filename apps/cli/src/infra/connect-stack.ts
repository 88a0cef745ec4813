import type { Infrastructure } from '@bluegreen/sdk';
import type { CliContext } from '../cli-context.js';

const DEFAULT_PROJECT = 'bluegreen-deployment';
const DEFAULT_ENVIRONMENT = 'production';
const DEFAULT_REGION = 'us-east-1';

export interface StackPlace {
  readonly stack: string;
  readonly project: string;
  readonly environment: string;
  readonly region: string;
}

/** Which stack is meant. There may be no environment yet, so nothing but flags, variables and defaults can tell. */
export async function stackPlace({ flags, environment: env }: CliContext): Promise<StackPlace> {
  const { namesOf } = await import('@bluegreen/sdk');
  const project = flags.project ?? env['BLUEGREEN_PROJECT'] ?? DEFAULT_PROJECT;
  const environment = flags.environment ?? env['BLUEGREEN_ENVIRONMENT'] ?? DEFAULT_ENVIRONMENT;
  const stack = flags.stack ?? env['BLUEGREEN_STACK'] ?? namesOf(project, environment).stack;
  const region =
    flags.region ?? env['BLUEGREEN_REGION'] ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? DEFAULT_REGION;
  return { stack, project, environment, region };
}

/** Runs `act` with CloudFormation at hand. */
export async function withInfrastructure<Result>(
  cli: CliContext,
  act: (infrastructure: Infrastructure, place: StackPlace) => Promise<Result>,
): Promise<Result> {
  const { connectInfrastructure } = await import('@bluegreen/sdk');
  const place = await stackPlace(cli);
  const infrastructure = await connectInfrastructure({ region: place.region, signal: cli.signal });
  try {
    return await act(infrastructure, place);
  } finally {
    infrastructure.close();
  }
}
