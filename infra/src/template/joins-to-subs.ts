type Json = unknown;

/** `Fn::Join` without a separator, said as `Fn::Sub`: shorter, and readable in a plain template. Pure. */
export function joinsToSubs(value: Json): Json {
  if (Array.isArray(value)) return value.map(joinsToSubs);
  if (typeof value !== 'object' || value === null) return value;
  const join = (value as Record<string, Json>)['Fn::Join'];
  if (Array.isArray(join) && join[0] === '' && Array.isArray(join[1])) return { 'Fn::Sub': toSub(join[1]) };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, joinsToSubs(member)]));
}

/** References and attributes stand in the text by name; any other function becomes a variable of the Sub. */
function toSub(parts: readonly Json[]): Json {
  const variables: Record<string, Json> = {};
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part.replace(/\$\{/g, '${!');
    const { Ref: ref, 'Fn::GetAtt': attribute } = part as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
    if (ref) return `\${${ref}}`;
    if (attribute) return `\${${attribute.join('.')}}`;
    const name = `Part${Object.keys(variables).length + 1}`;
    variables[name] = joinsToSubs(part);
    return `\${${name}}`;
  });
  const text = texts.join('');
  return Object.keys(variables).length === 0 ? text : [text, variables];
}
