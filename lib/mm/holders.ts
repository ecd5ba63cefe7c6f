import { type Memory, PRESENT } from '#lib/mm/memory';

/** `F0`, or `the zero page`. */
export function pageName(page: number): string {
  return page === 0 ? 'the zero page' : `F${page - 1}`;
}

/**
 * Who holds the references of a page, one label a reference: `map:P`, `swapcache`, `gup:h`, `pin:h`, `spec:h`,
 * `lock:h`, `pvec:cpu0`, `isolate:K`, `ksm:K`, `fault:P`, and for GUP-fast that looks again yet `gup:P` or `pin:P`;
 * `map:P x 511` stands for the other PTEs of a THP. Together, a pin of a base page
 * counting 1024, they make up `page_count()`.
 */
export function holdersOf(m: Memory, page: number): readonly string[] {
  const { cast } = m;
  const holders: string[] = [];
  for (const [mm, name] of cast.mms.entries())
    for (let variable = 0; variable < m.variables; variable++) {
      const pte = m.pteOf(mm, variable);
      if (m.isPmd(pte)) {
        if (m.target(pte) === page) holders.push(`map:${name}`);
        continue;
      }
      for (let sub = 0; sub < m.subs; sub++)
        if (m.kind(pte + sub) === PRESENT && m.target(pte + sub) === page)
          holders.push(sub === 0 ? `map:${name}` : `map:${name} x ${m.weightOf(pte + sub)}`);
    }
  if (m.crowd.mappings(page) > 0) holders.push(`map:crowd x ${m.crowd.mappings(page)}`);
  if (m.slotOf(page) > 0) holders.push('swapcache');
  if (m.files.fileOf(page) >= 0) holders.push('pagecache');
  if (m.batchOf(page) > 0) holders.push(`pvec:cpu${m.batchOf(page) - 1}`);
  for (const [index, handle] of cast.handles.entries())
    if (m.held(index) === page) holders.push(`${handle.kind === 'get' ? 'gup' : handle.kind}:${handle.name}`);
  for (const [index, actor] of cast.actors.entries()) {
    if (m.snap(index) === page) holders.push(`${roleOf(m, index, page)}:${actor}`);
    if (m.fresh(index) === page || m.migration.moved(index) === page) holders.push(`copy:${actor}`);
    if (m.ksm.target(index) === page) holders.push(`ksm:${actor}`);
    if (m.uffd.handed(index) === page) holders.push(`handed:${actor}`);
    if (m.poke.held(index) === page) holders.push(`gup:${actor}`);
    const tries = m.walk.tries(index);
    if (tries !== 'none' && m.walk.page(index) === page) holders.push(`${tries === 'get' ? 'gup' : tries}:${actor}`);
  }
  return holders;
}

/** What stands before the colon of a label. */
export const holderRoles = [
  'map',
  'swapcache',
  'pvec',
  'gup',
  'pin',
  'spec',
  'lock',
  'fault',
  'copy',
  'isolate',
  'ksm',
] as const;

/** References that holders of one role have; a pin is one, whatever it adds to the count. */
export function countHeld(m: Memory, page: number, role: string): number {
  let held = 0;
  for (const label of holdersOf(m, page)) {
    const [who, times] = label.split(' x ');
    if (who?.split(':')[0] === role) held += times === undefined ? 1 : Number(times);
  }
  return held;
}

/** What an actor holds a page for. */
function roleOf(m: Memory, actor: number, page: number): 'fault' | 'isolate' | 'ksm' {
  if (m.ksm.target(actor) > 0) return 'ksm';
  const isProcess = m.cast.names.kinds.get(m.cast.actors[actor] ?? '') === 'process';
  // A process isolates only what it pages out itself.
  return isProcess && !(m.isIsolated(page) && m.cast.pagers.includes(actor)) ? 'fault' : 'isolate';
}

/** `page_count is 2: map:P, gup:pipe` */
export function sayCount(m: Memory, page: number): string {
  return `page_count is ${m.count(page)}: ${holdersOf(m, page).join(', ')}`;
}
