import type { ConfigExplanation } from './config/index.js';
import { connect, type ConnectOptions } from './connect.js';
import type { Attempt, AttemptsInput } from './domain/attempts.js';
import type { OperationContext } from './domain/context.js';
import type { Diagnosis, DiagnoseInput } from './domain/diagnosis.js';
import type { EnvironmentConfig } from './domain/environment.js';
import type { Documents } from './domain/ports.js';
import type { BlueGreenEvent, Operation } from './domain/events.js';
import type {
  AttachInput,
  AttachResult,
  DeployInput,
  DeployResult,
  HistoryInput,
  HistoryRecord,
  LiveCommit,
  LockInput,
  LockResult,
  PlanInput,
  PublishInput,
  PublishResult,
  ReleasesInput,
  RepairInput,
  RepairResult,
  ResumeInput,
  ResumeResult,
  RollbackInput,
  RollbackResult,
  ScaleInput,
  ScaleResult,
  StatusResult,
  StealInput,
  StealResult,
  StoredRelease,
  SwitchInput,
  SwitchResult,
  UnlockInput,
  UnlockResult,
  ValidateInput,
  ValidateResult,
} from './domain/operations.js';
import type { Outlook, OutlookInput } from './domain/outlook.js';
import type { Plan } from './domain/plan.js';
import { attach } from './operations/attach.js';
import { attempts, recordAttempt } from './operations/attempts.js';
import { deploy } from './operations/deploy.js';
import { diagnose } from './operations/diagnose.js';
import { history } from './operations/history.js';
import { liveCommit } from './operations/live-commit.js';
import { lock } from './operations/lock.js';
import { outlook } from './operations/outlook.js';
import { plan } from './operations/plan.js';
import { publish } from './operations/publish.js';
import { releases } from './operations/releases.js';
import { repair } from './operations/repair.js';
import { resume } from './operations/resume.js';
import { rollback } from './operations/rollback.js';
import { scale } from './operations/scale.js';
import { status } from './operations/status.js';
import { steal } from './operations/steal.js';
import { switchTraffic } from './operations/switch-traffic.js';
import { unlock } from './operations/unlock.js';
import { validate } from './operations/validate.js';
import { documentsBelow } from './state/documents-below.js';

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
  /** What bringing a release live would do now, what has to be done first, and everything that blocks it. Changes nothing. */
  outlook(input?: OutlookInput): Operation<Outlook>;
  /** Packs a folder and stores the bundle, so that the release can be deployed by its name. Touches no colour. */
  publish(input: PublishInput): Operation<PublishResult>;
  /** The stored bundles, newest first. */
  releases(input?: ReleasesInput): Operation<readonly StoredRelease[]>;
  /** Brings a release to the idle colour and, where it can be asked by name, proves that every worker runs exactly it. */
  deploy(input: DeployInput): Operation<DeployResult>;
  /** Moves live traffic to the idle colour, proves it, and puts everything back exactly if the proof fails. */
  switch(input?: SwitchInput): Operation<SwitchResult>;
  /** Moves live traffic back to the colour that served before. */
  rollback(input?: RollbackInput): Operation<RollbackResult>;
  /** Gives a colour another number of instances; never takes what serves, nor the only way back, unless told so. */
  scale(input: ScaleInput): Operation<ScaleResult>;
  /** Puts routes that somebody else changed back to what is on record, or takes them for what is intended. */
  repair(input?: RepairInput): Operation<RepairResult>;
  /** Asks /health, /health/deep and /version through the load balancer. */
  validate(input?: ValidateInput): Operation<ValidateResult>;
  /** The commit that is live now, also right after a rollback. Changes nothing. */
  liveCommit(): Operation<LiveCommit>;
  /** What went wrong in a deployment: failed events, last words of scripts, likely causes. Changes nothing. */
  diagnose(input?: DiagnoseInput): Operation<Diagnosis>;
  /** What was done here, by whom and how it ended, newest first. */
  history(input?: HistoryInput): Operation<readonly HistoryRecord[]>;
  /** What people tried to do through front ends, refused ones too, newest first. Changes nothing. */
  attempts(input?: AttemptsInput): Operation<readonly Attempt[]>;
  /** Puts on record what a person tried to do, and what came of it. */
  recordAttempt(attempt: Attempt): Operation<void>;
  /** Finishes what a driver that died left behind, or takes it back. Nothing unfinished is no error. */
  resume(input?: ResumeInput): Operation<ResumeResult>;
  /** Follows an operation that runs elsewhere to its end, step by step. */
  attach(input?: AttachInput): Operation<AttachResult>;
  /** Keeps every operation but rollbacks out until `unlock`; the reason is shown to whoever meets it. */
  lock(input: LockInput): Operation<LockResult>;
  /** Takes a lock away, whoever set it. No lock is no error. */
  unlock(input?: UnlockInput): Operation<UnlockResult>;
  /** Takes the environment from an operation that still holds it, on record; settle what it began with `resume`. */
  steal(input: StealInput): Operation<StealResult>;
  /**
   * Small documents of a front end's own, kept with the environment's state and written with compare-and-set. Every
   * replica of the front end shares them.
   *
   * @throws USAGE_INVALID for a folder that is not lower-case letters and hyphens, or that lease and journal use.
   */
  documents(folder: string): Documents;
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
    outlook: (input) => outlook(context, input),
    publish: (input) => publish(context, input),
    releases: (input) => releases(context, input),
    deploy: (input) => deploy(context, input),
    switch: (input) => switchTraffic(context, input),
    rollback: (input) => rollback(context, input),
    scale: (input) => scale(context, input),
    repair: (input) => repair(context, input),
    validate: (input) => validate(context, input),
    liveCommit: () => liveCommit(context),
    diagnose: (input) => diagnose(context, input),
    history: (input) => history(context, input),
    attempts: (input) => attempts(context, input),
    recordAttempt: (attempt) => recordAttempt(context, attempt),
    resume: (input) => resume(context, input),
    attach: (input) => attach(context, input),
    lock: (input) => lock(context, input),
    unlock: (input) => unlock(context, input),
    steal: (input) => steal(context, input),
    documents: (folder) => documentsBelow(context.documents, folder),
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
