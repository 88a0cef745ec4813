import type { Color, ColorChoice } from '@bluegreen/sdk';
import type { ButtonName, Pressed } from '../blocks/button.js';
import type { RoleFinding } from '../policy/directory.js';
import type { Environment } from '../policy/policy.js';
import type { Person } from '../slack/slack-port.js';
import type { Ticket, TicketVerb } from '../tickets/ticket.js';

/** What a listener decided; `perform` does it. */
export type Intent =
  | { readonly kind: 'refuse'; readonly code: string; readonly text: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'form'; readonly environment: string }
  | {
      readonly kind: 'read';
      readonly what: 'status' | 'plan' | 'history' | 'who';
      readonly environment: string;
      readonly to: ColorChoice;
      readonly release: string | null;
    }
  | {
      readonly kind: 'open';
      readonly verb: TicketVerb;
      readonly environment: string;
      readonly to: ColorChoice;
      readonly release: string | null;
      readonly confirmed: Color | null;
    }
  | { readonly kind: 'lock'; readonly environment: string; readonly reason: string }
  | { readonly kind: 'unlock'; readonly environment: string; readonly anyones: boolean }
  | { readonly kind: 'change'; readonly button: Exclude<ButtonName, 'rollback' | 'details'>; readonly pressed: Pressed }
  | { readonly kind: 'details'; readonly pressed: Pressed };

/** What a listener may know. */
export interface Facts {
  readonly command: string;
  readonly environments: readonly Environment[];
  readonly person: Person;
  /** The person's role in the environment that is meant. */
  readonly finding: RoleFinding;
}

export interface ClickFacts extends Facts {
  /** The ticket that the button belongs to; null when there is none such. */
  readonly ticket: Ticket | null;
}
