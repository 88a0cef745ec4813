import { attributeOf } from './evaluate.js';
import { isRecord, singleMember, type Json } from './json.js';
import { splitAttribute } from './short-tags.js';
import { variablesOf } from './substitution.js';

/** What a value with functions in it asks for. */
export interface References {
  /** Names in Ref and Fn::Sub: parameters, resources and pseudo parameters. */
  readonly refs: Set<string>;
  /** Resources and attributes in Fn::GetAtt and Fn::Sub. */
  readonly attributes: { readonly resource: string; readonly attribute: string | undefined }[];
  /** Conditions in Fn::If and Condition. */
  readonly conditions: Set<string>;
  /** `Map::Key` of look-ups whose map is named outright. */
  readonly maps: Set<string>;
}

export function referencesOf(value: Json): References {
  const found: References = { refs: new Set(), attributes: [], conditions: new Set(), maps: new Set() };
  collect(value, found);
  return found;
}

function collect(value: Json, found: References): void {
  if (Array.isArray(value)) return value.forEach((item) => collect(item, found));
  if (!isRecord(value)) return;
  const [name, content] = singleMember(value) ?? [];
  if (name !== undefined && content !== undefined && collectFunction(name, content, found)) return;
  for (const member of Object.values(value)) collect(member, found);
}

/** True when nothing in `content` is left to look at. */
function collectFunction(name: string, content: Json, found: References): boolean {
  if (name === 'Ref' && typeof content === 'string') {
    found.refs.add(content);
    return true;
  }
  if (name === 'Condition' && typeof content === 'string') {
    found.conditions.add(content);
    return true;
  }
  if (name === 'Fn::GetAtt') {
    const [resource, attribute] = attributeOf(content);
    found.attributes.push({ resource, attribute: typeof attribute === 'string' ? attribute : undefined });
    collect(attribute, found);
    return true;
  }
  if (name === 'Fn::If' && Array.isArray(content) && typeof content[0] === 'string') found.conditions.add(content[0]);
  if (name === 'Fn::FindInMap' && Array.isArray(content) && typeof content[0] === 'string') found.maps.add(content[0]);
  if (name === 'Fn::Sub') collectSubstitution(content, found);
  return false;
}

function collectSubstitution(content: Json, found: References): void {
  const [template, variables] = Array.isArray(content) ? content : [content];
  if (typeof template !== 'string') return;
  const own = variables !== undefined && isRecord(variables) ? variables : {};
  for (const name of variablesOf(template)) {
    if (Object.hasOwn(own, name)) continue;
    const [resource = '', attribute] = splitAttribute(name);
    if (attribute === undefined) found.refs.add(resource);
    else found.attributes.push({ resource, attribute });
  }
}
