import { FORM } from '../blocks/views.js';
import { parseCommand } from '../commands/parse.js';
import type { Parsed } from '../commands/command.js';

/** The part of a submitted view that matters: choices by block and action. */
export type Values = Readonly<
  Record<string, Readonly<Record<string, { readonly selected_option?: { readonly value: string } | null }>>>
>;

/** A submitted form as the command that it stands for, so that both are judged by the same rules. Pure. */
export function onSubmit(
  values: Values,
  environments: readonly string[],
): { readonly text: string; readonly parsed: Parsed } {
  const chosen = (id: string) => values[id]?.[id]?.selected_option?.value ?? '';
  const release = chosen(FORM.release);
  const words = [chosen(FORM.environment), chosen(FORM.color)];
  const text = release === FORM.holds ? ['switch', ...words].join(' ') : ['deploy', ...words, release].join(' ');
  return { text, parsed: parseCommand(text, environments) };
}
