import type { ColorChoice } from '@bluegreen/sdk';

/** What a person asked for, understood. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'form'; readonly environment: string }
  | { readonly kind: 'deploy'; readonly environment: string; readonly to: ColorChoice; readonly release: string | null }
  | { readonly kind: 'switch'; readonly environment: string; readonly to: ColorChoice }
  | { readonly kind: 'rollback'; readonly environment: string }
  | { readonly kind: 'plan'; readonly environment: string; readonly to: ColorChoice; readonly release: string | null }
  | { readonly kind: 'status' | 'history' | 'who' | 'unlock'; readonly environment: string }
  | { readonly kind: 'lock'; readonly environment: string; readonly reason: string };

/** Why a text is no command. `given` is the person's own word; escape it before showing it. */
export interface Misunderstanding {
  readonly code:
    'ENVIRONMENT_UNKNOWN' | 'COLOR_INVALID' | 'RELEASE_INVALID' | 'USAGE_INVALID' | 'REASON_MISSING' | 'SHIFT_PARTIAL';
  readonly given: string;
  readonly suggestions: readonly string[];
}

export type Parsed =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly problem: Misunderstanding };
