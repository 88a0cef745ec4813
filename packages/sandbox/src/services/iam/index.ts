/**
 * IAM: users with access keys, roles, managed and inline policies, instance profiles, OIDC providers.
 *
 * Known gaps: no groups, console passwords, SAML, service-linked roles, access advisor or credential report; names are told
 * apart by case; of AWS's own policies only those that a blue-green environment attaches exist; a change works at once.
 */
import type { SandboxClock } from '../../clock.js';
import type { CredentialBook } from '../../signature/credentials.js';
import type { OperationDefinition, RpcService } from '../service.js';
import { acceptKey } from './accept-key.js';
import { identitiesOf, type Identities } from './identities.js';
import { OPERATIONS } from './operations.js';
import { restoreSnapshot, takeSnapshot, type IamSnapshot } from './snapshot.js';
import { emptyState } from './state.js';
import type { World } from './world.js';

export type { AssumableRole, Held, Identities } from './identities.js';
export type { IamSnapshot } from './snapshot.js';

export interface IamOptions {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: string;
  /** Takes in the access keys of users. */
  readonly credentials: Pick<CredentialBook, 'accept' | 'forget'>;
  /** What is there from the start; `restore` replaces it. */
  readonly initial?: IamSnapshot;
  /** Called after every change worth saving. */
  readonly onChange?: () => void;
}

export interface Iam {
  readonly service: RpcService;
  /** What others judge calls by. */
  readonly identities: Identities;
  snapshot(): object;
  restore(state: object): Promise<void>;
}

export function createIam({ clock, account, credentials, initial, onChange }: IamOptions): Iam {
  const world: World = { state: emptyState(), account, now: () => clock.now(), credentials };
  const restore = (saved: object) => {
    restoreSnapshot(world.state, saved);
    for (const key of world.state.accessKeys.values()) acceptKey(world, key);
  };
  if (initial) restore(initial);
  const saving = (name: string, operation: OperationDefinition): OperationDefinition => ({
    ...operation,
    handle(input, call) {
      const answer = operation.handle(input, call);
      if (!/^(Get|List|Simulate)/.test(name)) onChange?.();
      return answer;
    },
  });
  return {
    service: {
      kind: 'rpc',
      name: 'iam',
      query: { version: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/', flavour: 'aws' },
      operations: Object.fromEntries(
        Object.entries(OPERATIONS).map(([name, operation]) => [name, saving(name, operation(world))]),
      ),
    },
    identities: identitiesOf(world),
    snapshot: () => takeSnapshot(world.state),
    restore: (saved) => Promise.resolve().then(() => restore(saved)),
  };
}
