import { type Action, type Binding, pteAt, valueIn, variableIn } from '#lib/mm/action';
import { bringIntoCache } from '#lib/mm/file-fault';
import { pageName } from '#lib/mm/holders';
import { waitsToWrite } from '#lib/mm/locks';
import { type Memory, PRESENT, READ_ONLY, READ_WRITE, UNMAPPED } from '#lib/mm/memory';
import { getPage, store } from '#lib/mm/page';
import { type FileMapping, PRIVATE, SHARED, SHARED_NEVER_WRITABLE } from '#lib/mm/state/files';
import type { Form } from '#lib/scenario/vocabulary';

/** 0-based file of a step: the one that it names, or the plain file that is its own. */
function fileIn({ cast, step }: Binding): number {
  const name = step.args.FILE;
  return cast.files.findIndex((file) => (name === undefined ? file.line === step.line : file.name === name));
}

function bindMap(binding: Binding, vma: number, kind: FileMapping) {
  const { cast, mm, cpu, pc, done, siblings } = binding;
  const variable = variableIn(binding, 'VAR');
  const place = { mm, variable, pte: pteAt(cast, mm, variable), file: fileIn(binding) };
  const mapping = { vma, kind: binding.step.args['opened ro'] === undefined ? kind : SHARED_NEVER_WRITABLE };
  return { ...place, ...mapping, value: valueIn(binding), cpu, pc, done, siblings };
}

type MapArgs = ReturnType<typeof bindMap>;

/** `mmap()` of a file. A value given with a shared mapping is stored through it, one given with a plain file is in the file. */
function mapFile(m: Memory, a: MapArgs): boolean {
  if (waitsToWrite(m, m.mmOf(a.pte), a.siblings)) return false;
  m.set(a.pc, a.done);
  if (m.vma(a.pte) !== UNMAPPED) {
    if (m.talk !== null) m.talk.label = 'mmap fails: something is mapped there';
    return true;
  }
  const region = m.regionOf(a.pte);
  m.setVma(a.pte, a.vma);
  m.files.setMapped(region, a.file, a.kind);
  m.dirty.setNew(region, true);
  const name = m.cast.files[a.file]?.name ?? '';
  if (m.talk !== null) m.talk.label = `mmap of ${name}`;
  if (a.value < 0) return true;
  if (a.kind === PRIVATE) fillPlain(m, a);
  else storeShared(m, a);
  if (m.talk !== null) m.talk.label = `mmap of ${name}, which holds ${m.cast.values[a.value]}`;
  return true;
}

/** A plain file has contents before anybody maps it: on disk, and read into its cache. */
function fillPlain(m: Memory, a: MapArgs): void {
  if (m.files.cached(a.file) > 0 || m.files.isKept(a.file)) return;
  m.files.setKept(a.file, true);
  for (let part = 0; part < m.parts; part++) m.files.keep(a.file, part, a.value, 0);
  bringIntoCache(m, a.file, a.cpu);
}

/** A store through a shared mapping: the page is mapped, writable and dirty. */
function storeShared(m: Memory, a: MapArgs): void {
  if (m.files.cached(a.file) === 0) bringIntoCache(m, a.file, a.cpu);
  const page = m.files.cached(a.file);
  getPage(m, page);
  m.addMappings(page, 1);
  m.setPte(a.pte, PRESENT, page, true);
  m.dirty.markPte(a.pte);
  store(m, page, a.mm, a.variable, -1, a.value);
}

function mapAction(verb: string, rest: string, meaning: string, vma: number, kind: FileMapping): Action {
  const defines: Form['defines'] = rest.includes('FILE') ? ['VAR', 'FILE'] : ['VAR'];
  return {
    form: { verb, syntax: `${verb} ${rest}`, meaning, by: ['process'], pageKinds: ['base'], defines },
    size: () => 1,
    bind: (binding) => [{ fn: mapFile, args: bindMap(binding, vma, kind) }],
  };
}

export const mapShared = mapAction(
  'map shared',
  'VAR of FILE [= VALUE]',
  'Maps a file of shmem (tmpfs, memfd) shared, for reading and writing, and stores a value through it when one is given.',
  READ_WRITE,
  SHARED,
);

export const mapSharedReadOnly = mapAction(
  'map shared ro',
  'VAR of FILE [opened ro]',
  'Maps a file of shmem shared, for reading alone; `opened ro`: it was opened for reading, so mprotect cannot change that.',
  READ_ONLY,
  SHARED,
);

export const mapPrivate = mapAction(
  'map private',
  'VAR of FILE',
  'Maps a file of shmem MAP_PRIVATE, for reading and writing: a store makes a copy, the file stays as it is.',
  READ_WRITE,
  PRIVATE,
);

export const mapPrivateReadOnly = mapAction(
  'map private ro',
  'VAR of FILE',
  'Maps a file of shmem MAP_PRIVATE, for reading alone. Nobody asks whether the file may be written.',
  READ_ONLY,
  PRIVATE,
);

export const mapPlainFile = mapAction(
  'map file',
  'VAR = VALUE',
  'Maps a plain file of its own MAP_PRIVATE, for reading and writing; disk and page cache hold the value.',
  READ_WRITE,
  PRIVATE,
);

function bindFill(binding: Binding) {
  const { cpu, pc, done } = binding;
  return { file: fileIn(binding), value: valueIn(binding), cpu, pc, done };
}

/** `write(2)`: `generic_perform_write()` copies into the page cache with the page locked. */
function fill(m: Memory, a: ReturnType<typeof bindFill>): boolean {
  const found = m.files.cached(a.file);
  if (found > 0 && m.isLocked(found)) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(found)}`;
    return false;
  }
  if (found === 0) bringIntoCache(m, a.file, a.cpu);
  const page = m.files.cached(a.file);
  for (let part = 0; part < m.parts; part++) {
    m.setData(page, part, a.value);
    m.setForeign(page, part, 0);
  }
  m.dirty.setPageDirty(page, true);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `write(2): ${m.cast.values[a.value]} in ${pageName(page)} of the page cache`;
  return true;
}

export const fillFile: Action = {
  form: {
    verb: 'fill',
    syntax: 'fill FILE = VALUE',
    meaning: 'write(2): puts a value into the page cache of the file.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: fill, args: bindFill(binding) }],
};

function bindLock(binding: Binding) {
  const { cast, mm, pc, done, siblings } = binding;
  return { pte: pteAt(cast, mm, variableIn(binding, 'VAR')), pc, done, siblings };
}

/** `mlock2(MLOCK_ONFAULT)`: VM_LOCKED, and no page is brought in. */
function lock(m: Memory, a: ReturnType<typeof bindLock>): boolean {
  if (waitsToWrite(m, m.mmOf(a.pte), a.siblings)) return false;
  m.set(a.pc, a.done);
  if (m.vma(a.pte) !== UNMAPPED) m.files.setLocked(m.regionOf(a.pte), true);
  if (m.talk !== null) m.talk.label = m.vma(a.pte) === UNMAPPED ? 'mlock fails: nothing is mapped' : 'mlock';
  return true;
}

export const mlock: Action = {
  form: {
    verb: 'mlock',
    syntax: 'mlock VAR',
    meaning: 'mlock2(MLOCK_ONFAULT): reclaim leaves what is mapped there alone. Nothing is brought in.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: lock, args: bindLock(binding) }],
};
