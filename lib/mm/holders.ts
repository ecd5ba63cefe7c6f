import { type Memory, PRESENT } from '#lib/mm/memory';

/** `F0`, or `the zero page`. */
export function pageName(page: number): string {
  return page === 0 ? 'the zero page' : `F${page - 1}`;
}

/** For what a reference is held: how labels begin, and how a policy of one's own asks for it. */
export const holderRoles = [
  'map',
  'swapcache',
  'pagecache',
  'pvec',
  'gup',
  'pin',
  'spec',
  'lock',
  'fault',
  'copy',
  'isolate',
  'ksm',
  'handed',
] as const;

type HolderRole = (typeof holderRoles)[number];

/** One holder of references. */
interface Holder {
  readonly role: HolderRole;
  /** An address space, a handle, a CPU, an actor; null where there is only one such holder. */
  readonly who: string | null;
  /** References that it has; a pin is one, whatever it adds to the count. */
  readonly times: number;
}

/** Everybody who holds a page; a pin of a base page counting 1024, their references make up `page_count()`. */
function listHolders(m: Memory, page: number): readonly Holder[] {
  const { cast } = m;
  const holders: Holder[] = [];
  const add = (role: HolderRole, who: string | null, times = 1) => holders.push({ role, who, times });
  for (const [mm, name] of cast.mms.entries())
    for (let variable = 0; variable < m.variables; variable++) {
      const pte = m.pteOf(mm, variable);
      if (m.isPmd(pte)) {
        if (m.target(pte) === page) add('map', name);
        continue;
      }
      for (let sub = 0; sub < m.subs; sub++)
        if (m.kind(pte + sub) === PRESENT && m.target(pte + sub) === page) add('map', name, m.weightOf(pte + sub));
    }
  if (m.crowd.mappings(page) > 0) add('map', 'crowd', m.crowd.mappings(page));
  if (m.slotOf(page) > 0) add('swapcache', null);
  if (m.files.fileOf(page) >= 0) add('pagecache', null);
  if (m.batchOf(page) > 0) add('pvec', `cpu${m.batchOf(page) - 1}`);
  for (const [index, handle] of cast.handles.entries())
    if (m.held(index) === page) add(handle.kind === 'get' ? 'gup' : handle.kind, handle.name);
  for (const [index, actor] of cast.actors.entries()) {
    if (m.snap(index) === page) add(roleOf(m, index, page), actor);
    if (m.fresh(index) === page || m.migration.moved(index) === page) add('copy', actor);
    if (m.ksm.target(index) === page) add('ksm', actor);
    if (m.uffd.handed(index) === page) add('handed', actor);
    if (m.poke.held(index) === page) add('gup', actor);
    const tries = m.walk.tries(index);
    if (tries !== 'none' && m.walk.page(index) === page) add(tries === 'get' ? 'gup' : tries, actor);
  }
  return holders;
}

/**
 * Who holds the references of a page, one label a reference: `map:P`, `swapcache`, `gup:h`, `pin:h`, `spec:h`,
 * `lock:h`, `pvec:cpu0`, `isolate:K`, `ksm:K`, `fault:P`, and for GUP-fast that looks again yet `gup:P` or `pin:P`;
 * `map:P x 511` stands for the other PTEs of a THP. Together, a pin of a base page
 * counting 1024, they make up `page_count()`.
 */
export function holdersOf(m: Memory, page: number): readonly string[] {
  return listHolders(m, page).map(({ role, who, times }) => {
    const label = who === null ? role : `${role}:${who}`;
    return times === 1 && who !== 'crowd' ? label : `${label} x ${times}`;
  });
}

/** References that holders of one role have. */
export function countHeld(m: Memory, page: number, role: string): number {
  return listHolders(m, page).reduce((sum, holder) => (holder.role === role ? sum + holder.times : sum), 0);
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
