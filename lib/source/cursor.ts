/** A cursor's fields, as JSON; nothing where it is none of ours, for then all is read. */
export function readCursor(cursor: string | undefined): Readonly<Record<string, unknown>> {
  if (cursor === undefined) return {};
  try {
    const value: unknown = JSON.parse(cursor);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** A field that must be a whole number from 0, or a time in milliseconds. */
export function numberIn(fields: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

export function textIn(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
