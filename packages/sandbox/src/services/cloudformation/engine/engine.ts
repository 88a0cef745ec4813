import type { SandboxClock } from '../../../clock.js';
import type { ResourceContext, ResourceType } from '../resources/resource-type.js';
import type { StoredParameter } from '../template/resolve-parameters.js';
import type { Template } from '../template/template.js';
import type { ChangeSet } from './change-set.js';
import type { Stack } from './stack.js';

/** What every verb works with. */
export interface Engine {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly catalogue: ReadonlyMap<string, ResourceType>;
  readonly ask: ResourceContext['ask'];
  readonly askS3: ResourceContext['askS3'];
  readonly state: EngineState;
  /** The last ones that were read, by their text. */
  readonly templates: Map<string, Template>;
  /** Sandbox time that making, changing or removing one resource takes at least. */
  readonly resourceMs: number;
  /** Aborted when the sandbox ends: work under way stops where it is. */
  readonly signal: AbortSignal;
  /** Work under way, by stack id. */
  readonly running: Map<string, Promise<void>>;
  readonly storedParameter: StoredParameter;
  /** Saves. */
  changed(): void;
}

export interface EngineState {
  /** By id, oldest first; deleted ones stay. */
  stacks: Stack[];
  changeSets: ChangeSet[];
}

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
  readonly stackName: string;
}

export function exportsOf(engine: Engine): Export[] {
  return engine.state.stacks
    .filter(({ status }) => status !== 'DELETE_COMPLETE')
    .flatMap(({ id, name, outputs }) =>
      outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stackId: id, stackName: name }],
      ),
    );
}
