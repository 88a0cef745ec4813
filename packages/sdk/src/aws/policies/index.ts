export { logGroupPrefix } from './instance.js';
export { policyFor, type PolicyDocument, type PolicyStatement } from './policy-for.js';
export { listenerPath, policyNames, type PolicyNames, type PolicyNamesInput } from './policy-names.js';
export { SURFACES, type Surface } from './surfaces.js';
export { statePrefix } from '../../state/document-keys.js';
