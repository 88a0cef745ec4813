import { COLORS, type Color } from '../domain/color.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Capacity } from '../domain/ports.js';
import type { Run } from './fake-ports.js';
import type { FakeColor, FakeState } from './fake-state.js';

/** Two Auto Scaling groups that launch and terminate at once, as far as their processes run; or none. */
export function fakeCapacity(state: FakeState, groups: Readonly<Record<Color, string>> | null, run: Run): Capacity {
  const colorOf = (group: string): Color => {
    const color = groups && COLORS.find((candidate) => groups[candidate] === group);
    if (color) return color;
    throw new BlueGreenError('RESOURCE_MISSING', `No Auto Scaling group ${group}.`, 'Run `bluegreen config explain`.');
  };
  const change = (group: string, act: (scaling: FakeColor['scaling'], color: Color) => void) => {
    const color = colorOf(group);
    act(state.colors[color].scaling, color);
    state.scale(color);
  };
  return {
    describe: (names) =>
      run('capacity.describe', () => {
        const found = COLORS.filter((color) => groups && names.includes(groups[color]));
        return new Map(found.map((color) => [groups![color], capacityOf(state.colors[color])]));
      }),
    suspend: (group, processes) =>
      run('capacity.suspend', () =>
        change(group, (scaling) => {
          scaling.suspended = [...new Set([...scaling.suspended, ...processes])].sort();
        }),
      ),
    resume: (group, processes) =>
      run('capacity.resume', () =>
        change(group, (scaling) => {
          scaling.suspended = scaling.suspended.filter((process) => !processes.includes(process));
        }),
      ),
    resize: (group, sizes) =>
      run('capacity.resize', () =>
        change(group, (scaling, color) => {
          const { min, max, desired } = { ...capacityOf(state.colors[color]), ...sizes };
          if (min > desired || desired > max)
            throw new BlueGreenError('CAPACITY_REFUSED', `${desired} is not from ${min} to ${max}.`, 'Choose another.');
          Object.assign(scaling, { min, max, desired });
        }),
      ),
  };
}

function capacityOf({ instances, scaling }: FakeColor) {
  const { min, max, desired, suspended } = scaling;
  return { desired: desired ?? instances, min, max, inService: instances, suspended: [...suspended] };
}
