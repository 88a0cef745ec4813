import { scriptableEvents, type LifecycleEventName } from '@bluegreen/appspec';

/** Every event that an agent carries out. */
export const AGENT_EVENTS: readonly LifecycleEventName[] = ['DownloadBundle', 'Install', ...scriptableEvents];
