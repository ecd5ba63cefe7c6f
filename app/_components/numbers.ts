/** `157,385,927,579`: thousands with commas. Takes decimal strings too, which may be longer than a number is exact. */
export function formatCount(value: number | string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 copy`, `3 copies`, `2,308 states`: a count with its noun. */
export function counted(value: number | string, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${String(value) === '1' ? one : many}`;
}
