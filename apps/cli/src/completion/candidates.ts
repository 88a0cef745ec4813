import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/**
 * What may stand where the cursor is. Pure over the command tree: every command, option and choice it knows, and nothing
 * that would have to be looked up.
 *
 * @param words after the program's name; the last one is being typed and may be empty.
 */
export function candidates(program: CommandUnknownOpts, words: readonly string[]): string[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, positions } = walk(program, before);
  const options = optionsOf(command);
  const open = optionNamed(options, before.at(-1) ?? '');
  if (open && takesValue(open)) return startingWith(typed, open.argChoices ?? []);
  if (typed.startsWith('-'))
    return startingWith(
      typed,
      options.map((option) => option.long ?? option.short ?? ''),
    );
  // Those that help shows: hidden ones are not meant to be typed.
  const commands = command
    .createHelp()
    .visibleCommands(command)
    .map((child) => child.name());
  const choices = command.registeredArguments[positions]?.argChoices ?? [];
  return startingWith(typed, [...commands, ...choices]);
}

/** The command that the words lead to, and how many of its arguments they give. */
function walk(program: CommandUnknownOpts, words: readonly string[]) {
  let command = program;
  let positions = 0;
  for (const [index, word] of words.entries()) {
    const value = index > 0 && takesValue(optionNamed(optionsOf(command), words[index - 1]!));
    if (value || word.startsWith('-')) continue;
    const child = command.commands.find((candidate) => candidate.name() === word);
    if (child) command = child;
    else positions += 1;
  }
  return { command, positions };
}

/** A command takes its own options and those of every level above. */
function optionsOf(command: CommandUnknownOpts): readonly Option[] {
  return [...command.options.filter(({ hidden }) => !hidden), ...(command.parent ? optionsOf(command.parent) : [])];
}

function optionNamed(options: readonly Option[], word: string): Option | undefined {
  return options.find(({ long, short }) => word !== '' && (word === long || word === short));
}

function takesValue(option: Option | undefined): boolean {
  return option !== undefined && (option.required || option.optional);
}

function startingWith(typed: string, words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => word.startsWith(typed)).sort();
}
