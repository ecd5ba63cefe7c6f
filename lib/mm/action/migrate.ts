import { type Action, type Binding, placeIn, pteAt } from '#lib/mm/action';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsForPageTable } from '#lib/mm/locks';
import { type Memory, MIGRATION, PRESENT, READ_WRITE, READABLE, READABLE_EXCLUSIVE, WRITABLE } from '#lib/mm/memory';
import { addToLru, copyContents, getPage, inSwapCache, putPage } from '#lib/mm/page';

function bindMigrate(binding: Binding) {
  const { cast, policy, actor, cpu, pc, start, done } = binding;
  const { mm, variable } = placeIn(binding);
  const { id, tracksExclusive } = policy;
  return { id, tracksExclusive, pte: pteAt(cast, mm, variable), actor, cpu, pc, start, done };
}

type MigrateArgs = ReturnType<typeof bindMigrate>;

function leave(m: Memory, a: MigrateArgs, label: string): boolean {
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `migrate: ${label}`;
  return true;
}

/** `isolate_lru_page()` and the lock of `__unmap_and_move()`. */
function isolate(m: Memory, a: MigrateArgs): boolean {
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  if (page === 0) return leave(m, a, 'nothing is mapped there');
  if (!m.isOnLru(page) || m.isLocked(page)) return leave(m, a, `${pageName(page)} cannot be isolated`);
  if (m.swap.isWriteback(page)) return leave(m, a, `keep ${pageName(page)}, it is being written`);
  getPage(m, page);
  m.setIsolated(page, true);
  m.setLocked(page, true);
  m.setSnap(a.actor, page);
  m.set(a.pc, a.start + 1);
  if (m.talk !== null) m.talk.label = `migrate: isolate ${pageName(page)}`;
  return true;
}

/** `try_to_migrate()`, one PTE a step: a migration entry takes its place. */
function unmapOne(m: Memory, a: MigrateArgs): boolean {
  const page = m.snap(a.actor);
  for (let pte = 0; pte < m.ptes; pte++) {
    if (m.kind(pte) !== PRESENT || m.target(pte) !== page) continue;
    if (waitsForPageTable(m, m.mmOf(pte))) return false;
    const isExclusive = m.isExclusive(page);
    if (a.tracksExclusive && isExclusive && m.isPinned(page)) {
      // page_try_share_anon_rmap(): the PTE is put back at once.
      m.set(a.pc, a.start + 3);
      if (m.talk !== null) {
        m.talk.label = `migrate: leave ${pageName(page)} where it is`;
        m.talk.why = `${a.id} asks with the PTE cleared: exclusive and pinned, so it is put back; ${sayCount(m, page)}`;
      }
      return true;
    }
    const entry = m.isWritable(pte) ? WRITABLE : isExclusive ? READABLE_EXCLUSIVE : READABLE;
    if (m.dirty.isPteDirty(pte)) m.dirty.setPageDirty(page, true);
    m.setMigrationEntry(pte, page, entry);
    m.setExclusive(page, false);
    m.addMappings(page, -1);
    putPage(m, page);
    if (m.mapcount(page) === 0) m.set(a.pc, a.start + 2);
    if (m.talk !== null) {
      const name = m.cast.mms[m.mmOf(pte)] ?? '';
      m.talk.label = `migrate: unmap ${pageName(page)} from ${name}, leave a migration entry`;
    }
    return true;
  }
  m.set(a.pc, a.start + 2);
  if (m.talk !== null) m.talk.label = `migrate: ${pageName(page)} is no longer mapped`;
  return true;
}

/** `migrate_page_move_mapping()` and `migrate_page_copy()`: nobody but us and its cache may hold the page. */
function move(m: Memory, a: MigrateArgs): boolean {
  const page = m.snap(a.actor);
  const file = m.files.fileOf(page);
  const expected = 1 + inSwapCache(m, page) + (file < 0 ? 0 : 1);
  m.set(a.pc, a.start + 3);
  if (m.talk !== null)
    m.talk.why = `Only a page that nobody else refers to can move: ${expected} references are expected; ${sayCount(m, page)}`;
  if (m.count(page) !== expected || m.mapcount(page) > 0) {
    if (m.talk !== null) m.talk.label = `migrate: ${pageName(page)} is in use, it stays`;
    return true;
  }
  const fresh = m.allocate();
  copyContents(m, page, fresh);
  m.ksm.setKsm(fresh, m.ksm.isKsm(page));
  m.dirty.setPageDirty(fresh, m.dirty.isPageDirty(page));
  if (file >= 0) {
    m.files.setCached(file, fresh);
    getPage(m, fresh);
    putPage(m, page);
  }
  const slot = m.slotOf(page);
  if (slot > 0) {
    m.setSlotOf(fresh, slot);
    m.setCachePage(slot, fresh);
    getPage(m, fresh);
    m.setSlotOf(page, 0);
    putPage(m, page);
  }
  m.setLocked(fresh, true);
  m.setIsolated(fresh, true);
  m.migration.setMoved(a.actor, fresh);
  if (m.talk !== null) m.talk.label = `migrate: move ${pageName(page)} to ${pageName(fresh)}`;
  return true;
}

/** `remove_migration_ptes()`, one PTE a step; then the lock and the old page are let go of. */
function restoreOne(m: Memory, a: MigrateArgs): boolean {
  const old = m.snap(a.actor);
  const moved = m.migration.moved(a.actor);
  const page = moved === 0 ? old : moved;
  for (let pte = 0; pte < m.ptes; pte++) {
    if (m.kind(pte) !== MIGRATION || m.target(pte) !== old) continue;
    if (waitsForPageTable(m, m.mmOf(pte))) return false;
    const entry = m.migrationEntry(pte);
    getPage(m, page);
    m.addMappings(page, 1);
    m.setPte(pte, PRESENT, page, entry === WRITABLE && m.vma(pte) === READ_WRITE);
    if (a.tracksExclusive && entry !== READABLE) m.setExclusive(page, true);
    if (m.talk !== null)
      m.talk.label = `migrate: map ${pageName(page)} in ${m.cast.mms[m.mmOf(pte)] ?? ''}, ${entry === WRITABLE ? 'rw' : 'ro'}`;
    return true;
  }
  m.setSnap(a.actor, 0);
  m.setIsolated(old, false);
  m.setLocked(old, false);
  if (moved > 0) {
    m.migration.setMoved(a.actor, 0);
    m.setLocked(moved, false);
    m.setIsolated(moved, false);
    // putback_lru_page()
    addToLru(m, moved, a.cpu);
    putPage(m, moved);
  }
  putPage(m, old);
  return leave(m, a, moved > 0 ? `done, free ${pageName(old)}` : `let go of ${pageName(old)}`);
}

export const migrate: Action = {
  form: {
    verb: 'migrate',
    syntax: 'migrate PLACE',
    meaning:
      'Migration moves the contents of the page that is mapped there to another; whoever touches it meanwhile waits. A page that somebody else refers to stays.',
    by: ['kernel'],
    pageKinds: ['base'],
  },
  size: () => 4,
  bind: (binding) => {
    const args = bindMigrate(binding);
    return [isolate, unmapOne, move, restoreOne].map((fn) => ({ fn, args }));
  },
};
