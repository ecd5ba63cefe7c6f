/** Work that pages start and nobody waits for, by name: a second one who asks for the same starts nothing. */
declare global {
  var mootBackground: Map<string, Promise<void>> | undefined;
}

/** Starts work once whatever was started before is done, unless it is under way already. A failure is logged and forgotten. */
export function inBackground(name: string, work: () => Promise<void>): void {
  globalThis.mootBackground ??= new Map();
  const running = globalThis.mootBackground;
  if (running.has(name)) return;
  const before = [...running.values()].at(-1) ?? Promise.resolve();
  const own = before
    .then(work)
    .catch((error: unknown) => console.error(error))
    .finally(() => running.delete(name));
  running.set(name, own);
}

/** Waits until nothing is under way any more. */
export async function finishBackground(): Promise<void> {
  while ((globalThis.mootBackground?.size ?? 0) > 0) await Promise.all(globalThis.mootBackground?.values() ?? []);
}
