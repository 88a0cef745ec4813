import type { HostFaultKind } from '../fault.js';
import { agentDies } from './agent-dies.js';
import { agentFreezes } from './agent-freezes.js';
import { diskFull } from './disk-full.js';
import type { HostKind } from './faulty-host.js';
import { hookFloods } from './hook-floods.js';
import { hookHangs } from './hook-hangs.js';
import { hookKeepsOutputOpen } from './hook-keeps-output-open.js';
import { instanceDies } from './instance-dies.js';

export const HOST_KINDS: Readonly<Record<HostFaultKind, HostKind>> = {
  'instance-dies': instanceDies,
  'agent-dies': agentDies,
  'agent-freezes': agentFreezes,
  'hook-hangs': hookHangs,
  'hook-floods': hookFloods,
  'hook-keeps-output-open': hookKeepsOutputOpen,
  'disk-full': diskFull,
};
