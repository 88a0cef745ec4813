import type { Operation } from '../context.js';
import { operationNotPermitted, priorityInUse, validationError } from '../errors.js';
import { integer, requiredText, structures, text } from '../input.js';
import { listener, rule } from '../lookup.js';
import { ruleShape } from '../shapes.js';
import { rulesOf, type RuleRecord } from '../state.js';

/** All or none; rules that are moved in the same call may swap. */
export const setRulePriorities: Operation<{ Rules: ReturnType<typeof ruleShape>[] }> = {
  resources: (input) => structures(input, 'RulePriorities')?.map((pair) => text(pair, 'RuleArn') ?? '*') ?? ['*'],
  handle(elb, input) {
    const pairs = structures(input, 'RulePriorities');
    if (!pairs) throw validationError('At least one rule priority must be specified');
    const moved = new Map<string, RuleRecord>();
    for (const pair of pairs) {
      const found = rule(elb, requiredText(pair, 'RuleArn'));
      if ('defaultOf' in found) throw operationNotPermitted('You cannot set the priority of the default rule');
      const priority = integer(pair, 'Priority', 1, 50_000);
      if (priority === undefined) throw validationError('A rule priority must be specified');
      if (moved.has(found.rule.arn)) throw validationError(`Rule '${found.rule.arn}' is given twice`);
      moved.set(found.rule.arn, { ...found.rule, priority });
    }
    const owners = new Set([...moved.values()].map((record) => record.listenerArn));
    for (const owner of owners) {
      const all = rulesOf(elb.state, owner).map((record) => moved.get(record.arn) ?? record);
      checkUnique(all, moved);
    }
    for (const record of moved.values()) elb.state.rules.set(record.arn, record);
    for (const owner of owners) elb.mirror.routingChanged(listener(elb, owner));
    return { Rules: [...moved.values()].map(ruleShape) };
  },
};

function checkUnique(rules: readonly RuleRecord[], moved: ReadonlyMap<string, RuleRecord>): void {
  const holders = new Map<number, RuleRecord>();
  for (const record of rules) {
    const other = holders.get(record.priority);
    if (other && moved.has(other.arn) && moved.has(record.arn)) {
      throw validationError(`Priority '${record.priority}' is given to more than one rule`);
    }
    if (other) throw priorityInUse(record.priority);
    holders.set(record.priority, record);
  }
}
