import { templateError } from './errors.js';

const VARIABLE = /\$\{([^}]*)\}/g;

/** Puts values in the place of `${Name}`; `${!Name}` is the literal `${Name}`. */
export function substitute(template: string, valueOf: (name: string) => string): string {
  return template.replace(VARIABLE, (_whole, name: string) => {
    const trimmed = name.trim();
    if (trimmed.startsWith('!')) return `\${${trimmed.slice(1)}}`;
    if (!/^[A-Za-z0-9_.:]+$/.test(trimmed)) {
      throw templateError(
        `variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons`,
      );
    }
    return valueOf(trimmed);
  });
}

/** Names that the text asks for. */
export function variablesOf(template: string): string[] {
  return [...template.matchAll(VARIABLE)].map(([, name = '']) => name.trim()).filter((name) => !name.startsWith('!'));
}
