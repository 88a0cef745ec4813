export { controlOf, type SandboxControl } from './control/control-client.js';
export { startGateway, type Gateway, type GatewayOptions } from './gateway.js';
export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
export type { InstanceStatus, ListenerStatus, SandboxStatus } from './sandbox-status.js';
export { liveSandbox, type SandboxFile } from './state/sandbox-file.js';
export type { CallsSince, LoggedCall } from './call-log.js';
export { FaultRefused, type Fault, type FaultRule, type FaultStatus, type HeldCall } from './faults/index.js';
export type { IamMode, Verdict } from './authorization/index.js';
export type { TokenRequest } from './services/sts/index.js';
