/**
 * Gives every name an identifier of Promela: `prefix_` and the name as it is spelled where that can be, and never one
 * identifier for two names.
 */
export function identify(prefix: string, names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = `${prefix}_${name.replace(/\W/g, '_')}`;
    let identifier = plain;
    for (let number = 2; taken.has(identifier); number++) identifier = `${plain}__${number}`;
    taken.add(identifier);
    return identifier;
  });
}
