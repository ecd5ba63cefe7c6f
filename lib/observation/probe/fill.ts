import type { Facts } from '#lib/observation/facts';
import type { Probe, ProbeText } from '#lib/observation/probe';

/** Trials of pages that userfaultfd fills: what is marked, what reclaim makes of it, and two faults at one address. */
export const fillProbes: readonly Probe[] = [
  {
    id: 'i1',
    title: 'A page is copied into private memory, and paged out',
    read: readFill,
    ask: () => askFill(['P: map v'], 'copy P:v = old'),
  },
  {
    id: 'i2',
    title: 'An empty page is filled into private memory, and paged out',
    read: readFill,
    ask: () => askFill(['P: map v'], 'zero P:v'),
  },
  {
    id: 'i3',
    title: 'A page is copied into shared memory that may be written, and paged out',
    read: readFill,
    ask: () => askFill(['P: map shared v of F'], 'copy P:v = old'),
  },
  {
    id: 'i7',
    title: 'A page is copied into shared memory that may only be read, and paged out',
    read: readFill,
    ask: () => askFill(['P: map shared ro v of F'], 'copy P:v = old'),
  },
  {
    id: 'i9',
    title: 'A page that shared memory has is mapped where it may only be read, and paged out',
    read: readFill,
    ask: () => askFill(['P: map shared ro v of F', 'P: fill F = old'], 'continue P:v'),
  },
  {
    id: 'j1',
    title: 'Two threads fault at one address, and both messages are answered',
    read: (said) => {
      const groups =
        /^fault messages=(?<messages>\d); 1st COPY=(?<first>\w+) \(.*?\); 2nd COPY=(?<second>\w+) \(.*?\); threads read (?<one>\w+),(?<two>\w+)$/.exec(
          said,
        )?.groups;
      return groups === undefined ? undefined : { ...groups };
    },
    ask: () => ({
      text: `mm two-faults-one-address

P: map v
M: uffd register missing P:v

concurrently
P: read v -> one
P.two: read v -> two
M: uffd poll P:v
M: uffd poll P:v -> message
check message = missing
M: uffd copy P:v = old -> first
M: uffd copy P:v = new -> second

finally one = two
`,
      registers: { first: 'first', second: 'second', one: 'one', two: 'two' },
      checks: { messages: ['message = missing', '2', '1'] },
    }),
  },
];

/**
 * What the program prints of a fill. Whether the PTE is dirty cannot be told where the page is; and a soft-dirty bit that is
 * not set is no fact, for a kernel may have been built without.
 */
function readFill(said: string): Facts | undefined {
  if (said === 'UFFDIO_API features 0x400: EINVAL') return { registered: 'EINVAL' };
  const groups =
    /^softdirty=(?<soft>[01]) file\/shm=[01] PageDirty=(?<page>[01]) smaps\([^)]*\) => PTE (?<pte>DIRTY|clean|dirty unknown \(PageDirty hides it\)); MADV_PAGEOUT: (?<now>swap pte|still present|pte none); read after: (?<seen>\w+) \(\w+\)(?:; after munmap\+drop_caches pread=(?<file>\w+))?$/.exec(
      said,
    )?.groups;
  if (groups === undefined) return undefined;
  const { soft, page, pte, now, seen = '', file } = groups;
  return {
    registered: 'ok',
    ...(soft === '1' ? { soft: 'soft-dirty' } : {}),
    pageDirty: page === '1' ? 'yes' : 'no',
    ...(pte === 'DIRTY' || pte === 'clean' ? { pte: pte.toLowerCase() } : {}),
    mapped: now === 'still present' ? 'yes' : 'no',
    swapped: now === 'swap pte' ? 'yes' : 'no',
    seen: seen === '0x00' ? '0' : seen,
    ...(file === undefined ? {} : { file }),
  };
}

/** The soft-dirty bits are cleared once the mapping is there; nobody waits for the page. */
function askFill(map: readonly string[], fill: string): ProbeText {
  const isShared = map.some((line) => line.includes('shared'));
  const mode = fill.startsWith('continue') ? 'minor' : 'missing';
  const text = [
    'mm filled-page',
    '',
    'kernel K',
    '',
    ...map,
    'K: clear_refs P',
    `M: uffd register ${mode} P:v -> registered`,
    `M: uffd ${fill}`,
    'check dirty(P:v) = 1',
    'check page_dirty(P:v) = 1',
    'K: pagemap P:v -> soft',
    'P: pageout v',
    'check present(P:v) = 1',
    'check swapped(P:v) = 1',
    // What is gone would wait for another message.
    'M: uffd unregister P:v',
    'P: read v -> seen',
    ...(isShared ? ['P: munmap v', 'Q: map shared ro w of F', 'Q: read w -> file'] : []),
    '',
    'never lost-data',
    '',
  ].join('\n');
  return {
    text,
    registers: { registered: 'registered', soft: 'soft', seen: 'seen', ...(isShared ? { file: 'file' } : {}) },
    checks: {
      pte: ['dirty(P:v) = 1', 'dirty', 'clean'],
      pageDirty: ['page_dirty(P:v) = 1', 'yes', 'no'],
      mapped: ['present(P:v) = 1', 'yes', 'no'],
      swapped: ['swapped(P:v) = 1', 'yes', 'no'],
    },
  };
}
