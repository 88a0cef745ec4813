import type { GateDescription, GateVerdict, Plan, PlanStep } from '@bluegreen/sdk';
import type { CliContext } from '../cli-context.js';
import type { Words } from '../words/words.js';
import { releaseText } from './release-text.js';

const VERDICTS: Record<GateVerdict['verdict'], string> = { pass: 'OK', fail: 'NG', 'no-data': '??' };

type Describe = (verdict: GateVerdict) => Pick<GateDescription, 'summary' | 'next'>;

/** Says plans in the reader's language. The SDK, which has the words of the gates, is loaded only now. */
export async function planTexter(cli: Pick<CliContext, 'language' | 'words'>): Promise<(plan: Plan) => string> {
  const { describeGate } = await import('@bluegreen/sdk');
  return (plan) => planText(plan, cli.words(), (verdict) => describeGate(verdict, cli.language()));
}

/** A plan for people: what would happen, in order, and what stands in the way. */
function planText(planned: Plan, words: Words, describe: Describe): string {
  const { verb, environment, from, to, release, gates, steps, hash } = planned;
  const { plan } = words;
  const numbered = steps.map((step, index) => `  ${index + 1}. ${stepText(step, plan)}`);
  return [
    plan.title(verb, environment, from, to, releaseText(release, words)),
    ...(gates.length > 0
      ? [plan.gates, ...gates.flatMap((verdict) => gateLines(verdict, describe(verdict), words))]
      : []),
    ...(numbered.length > 0 ? [plan.steps, ...numbered] : [plan.nothing]),
    `plan ${hash}`,
  ].join('\n');
}

function gateLines(
  { verdict, gate, evidence = [] }: GateVerdict,
  { summary, next }: ReturnType<Describe>,
  words: Words,
): string[] {
  const lines = [`  ${VERDICTS[verdict]} ${gate}: ${summary}`];
  if (verdict === 'pass') return lines;
  return [...lines, ...evidence.map((line) => `       ${line}`), ...(next ? [`       ${words.next}: ${next}`] : [])];
}

function stepText(step: PlanStep, words: Words['plan']): string {
  switch (step.kind) {
    case 'upload':
      return words.upload(step.key);
    case 'deploy':
      return words.deploy(step.color, step.deploymentGroup);
    case 'reference-idle':
      return words.reference(resourceOf(step.routeArn));
    case 'wait-healthy':
      return words.waitHealthy(step.color);
    case 'identify':
      return words.identify(step.color);
    case 'shift':
      return words.shift(resourceOf(step.routeArn));
    case 'prove':
      return words.prove(step.color);
  }
}

/** `listener/app/bg/…/…`: the part of an ARN that tells one from another here. */
function resourceOf(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn;
}
