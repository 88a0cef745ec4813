import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** The command tree as Markdown: what `--help` says, on one page. */
export function cliReference(program: CommandUnknownOpts): string {
  const pages = leavesOf(program).map((command) => section(command, program));
  return [
    '# CLI reference',
    '',
    'Generated from the command tree by `npm run docs`; a test fails when it is stale.',
    '',
    'Data goes to stdout, everything else to stderr. Options of every command:',
    '',
    ...optionTable(program.options),
    '',
    '```text',
    ...afterOptions(program),
    '```',
    '',
    ...pages,
  ].join('\n');
}

function leavesOf(command: CommandUnknownOpts): CommandUnknownOpts[] {
  const children = command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
  return children.length === 0 ? [command] : children.flatMap(leavesOf);
}

function section(command: CommandUnknownOpts, program: CommandUnknownOpts): string {
  const words = command.registeredArguments.map(
    (argument) => `- \`${argument.name()}\`: ${withNotes(argument.description, notesOf(argument))}`,
  );
  const examples = afterOptions(command)
    .filter((line) => line.startsWith('  $ '))
    .map((line) => line.slice('  $ '.length));
  const lines = [
    `## ${pathOf(command, program)}`,
    '',
    command.description(),
    '',
    `\`${usageOf(command, program)}\``,
    '',
  ];
  if (words.length > 0) lines.push(...words, '');
  if (command.options.length > 0) lines.push(...optionTable(command.options), '');
  if (examples.length > 0) lines.push('```sh', ...examples, '```', '');
  return lines.join('\n');
}

/** Lines that `--help` adds at its end: examples, exit codes. */
function afterOptions(command: CommandUnknownOpts): string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  return help.slice(command.helpInformation().length).trim().split('\n');
}

function pathOf(command: CommandUnknownOpts, program: CommandUnknownOpts): string {
  return command.parent === null || command === program
    ? command.name()
    : `${pathOf(command.parent, program)} ${command.name()}`;
}

function usageOf(command: CommandUnknownOpts, program: CommandUnknownOpts): string {
  return `${pathOf(command, program)} ${command.usage()}`.trim();
}

function optionTable(options: readonly Option[]): string[] {
  const rows = options
    .filter((option) => !option.hidden)
    .map((option) => {
      const notes = [...(option.mandatory ? ['required'] : []), ...notesOf(option)];
      return `| \`${option.flags.replaceAll('|', '\\|')}\` | ${withNotes(option.description, notes)} |`;
    });
  return ['| Option | Meaning |', '| --- | --- |', ...rows];
}

/** Choices and default, where there are any that a reader wants to know. */
function notesOf({ argChoices, defaultValue, defaultValueDescription }: Option | Argument): string[] {
  const value: unknown = defaultValue;
  const known = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  const standard = defaultValueDescription ?? known;
  return [...(argChoices ? [argChoices.join(', ')] : []), ...(standard === undefined ? [] : [`default: ${standard}`])];
}

function withNotes(description: string, notes: readonly string[]): string {
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}
