import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import type { StackInput } from '@bluegreen/sdk';
import type { CliContext } from '../../cli-context.js';
import type { StackPlace } from '../../infra/connect-stack.js';
import { readTemplate } from '../../infra/read-template.js';

/** A command that makes or changes the stack. */
export function stackCommand(name: string) {
  return new Command(name)
    .option('-p, --parameter <name=value>', 'parameter of the template; may be given again', collect, {})
    .option('--template <file>', 'another template than the shipped one');
}

function collect(text: string, earlier: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give a name and a value, such as InstanceType=t3.large.');
  return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Project and environment are told by where the stack stands, so that a name is never given twice. */
export async function stackInput(
  cli: CliContext,
  { stack, project, environment }: StackPlace,
  flags: { readonly parameter: Record<string, string>; readonly template?: string | undefined },
): Promise<StackInput> {
  const template = await readTemplate(cli, flags.template);
  const told: Record<string, string> =
    flags.template === undefined ? { ProjectName: project, Environment: environment } : {};
  return { stack, template, parameters: { ...told, ...flags.parameter } };
}
