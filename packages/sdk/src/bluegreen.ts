import type { ConfigExplanation } from './config/index.js';
import { connect, type ConnectOptions } from './connect.js';
import type { OperationContext } from './domain/context.js';
import type { EnvironmentConfig } from './domain/environment.js';
import type { BlueGreenEvent, Operation } from './domain/events.js';
import type {
  DeployInput,
  DeployResult,
  HistoryEntry,
  HistoryInput,
  PlanInput,
  RollbackInput,
  RollbackResult,
  StatusResult,
  SwitchInput,
  SwitchResult,
  ValidateInput,
  ValidateResult,
} from './domain/operations.js';
import type { Plan } from './domain/plan.js';
import { deploy } from './operations/deploy.js';
import { history } from './operations/history.js';
import { plan } from './operations/plan.js';
import { rollback } from './operations/rollback.js';
import { status } from './operations/status.js';
import { switchTraffic } from './operations/switch-traffic.js';
import { validate } from './operations/validate.js';

/**
 * One environment. Every verb is an operation: an async generator of events that returns its result and throws only
 * BlueGreenError. Nothing happens before its first `next()`; `run` drives it for callers that want no events.
 */
export interface BlueGreen {
  readonly config: EnvironmentConfig;
  /** Where each setting comes from, or only the named one. Empty for a context that was given ready-made. */
  explainConfig(key?: string): readonly ConfigExplanation[];
  /** One picture of the environment: live colour, weights, targets, releases, capacity, who is at work. */
  status(): Operation<StatusResult>;
  /** What a verb would do now, with every gate's verdict. Changes nothing. */
  plan(input: PlanInput): Operation<Plan>;
  /** Brings a release to the idle colour and proves that every worker runs exactly it. Never touches live traffic. */
  deploy(input: DeployInput): Operation<DeployResult>;
  /** Moves live traffic to the idle colour, proves it, and puts everything back exactly if the proof fails. */
  switch(input?: SwitchInput): Operation<SwitchResult>;
  /** Moves live traffic back to the colour that served before. */
  rollback(input?: RollbackInput): Operation<RollbackResult>;
  /** Asks /health, /health/deep and /version through the load balancer. */
  validate(input?: ValidateInput): Operation<ValidateResult>;
  /** What was done here, by whom and how it ended, newest first. */
  history(input?: HistoryInput): Operation<readonly HistoryEntry[]>;
  /** Closes idle connections. They do not keep a process alive, so a short-lived caller need not. */
  close(): void;
}

/** Entry to the SDK. */
export const BlueGreen = {
  /**
   * Finds the environment's settings (flags, variables, bluegreen.yaml, stack outputs, defaults) and speaks to AWS with
   * the standard credential chain.
   *
   * @throws CONFIG_MISSING, CONFIG_INVALID, ENVIRONMENT_UNKNOWN, ARN_MALFORMED; and AWS's errors when stack outputs are read.
   */
  async connect(options: ConnectOptions = {}): Promise<BlueGreen> {
    const { context, resolved, ...connection } = await connect(options);
    const explainConfig = (key?: string) =>
      resolved.explain().filter((setting) => key === undefined || setting.key === key);
    return { ...over(context), explainConfig, close: () => connection.close() };
  },

  /** Over ports of the caller's own: for tests (`@bluegreen/sdk/testing`) and for embedding. */
  over,
};

function over(context: OperationContext): BlueGreen {
  return {
    config: context.config,
    explainConfig: () => [],
    status: () => status(context),
    plan: (input) => plan(context, input),
    deploy: (input) => deploy(context, input),
    switch: (input) => switchTraffic(context, input),
    rollback: (input) => rollback(context, input),
    validate: (input) => validate(context, input),
    history: (input) => history(context, input),
    close: () => undefined,
  };
}

/** Runs an operation to its result and hands every event to `onEvent`. */
export async function run<Result>(
  operation: Operation<Result>,
  onEvent: (event: BlueGreenEvent) => void = () => undefined,
): Promise<Result> {
  for (;;) {
    const step = await operation.next();
    if (step.done) return step.value;
    onEvent(step.value);
  }
}
