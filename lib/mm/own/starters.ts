import type { Starter } from '#lib/scenario/simulator';

/** Policies to begin with: each changes one thing that the debate was about. */
export const starters: readonly Starter[] = [
  {
    id: 'readers-known',
    title: 'Mappings, unless somebody took a reference',
    meaning: 'As up to 5.7, if a kernel knew who took its references by GUP.',
    text: `policy mine like A1
  at write fault: wait when locked
  # No kernel knows this
  at write fault: copy when held_by(gup) + held_by(pin) > 0
  at write fault: reuse when mapcount + swap_entries <= 1
`,
  },
  {
    id: 'passers-by',
    title: 'Passing references do not count',
    meaning: 'As 5.9, but whoever only looks at a page in passing is no user of it.',
    text: `policy mine like A4
  # Whoever only looks at the page in passing is no user of it
  at write fault: copy when locked
  at write fault: reuse when page_count - held_by(spec) = 1
`,
  },
  {
    id: 'always-copy',
    title: 'Never reuse',
    meaning: 'Every write fault copies: nothing can leak, and pins lose their pages.',
    text: `policy mine like A4
  at write fault: copy
  at thp write fault: split
  at thp part write fault: copy
`,
  },
  {
    id: 'own-for-all',
    title: 'Plain references get a page of their own, too',
    meaning: 'As today, but FOLL_GET unshares as FOLL_PIN does.',
    text: `policy mine like 6.18
  # Today: when pin and not exclusive
  at gup read: unshare when not exclusive
`,
  },
  {
    id: 'blank',
    title: 'As today, nothing changed yet',
    meaning: 'The rules of 6.18, to change what you like.',
    text: `policy mine like 6.18
`,
  },
];

/** A small scenario to begin with: who else may see what the parent stores? */
export const example = `mm playground

kernel K

P: map v = OLD
P: fork C

concurrently
C: get read v -> pipe
C: munmap v
C: read pipe -> seen
K: speculate P:v -> look
P: write v = NEW

then
P: read v -> last

never missed-cow
finally last = NEW
`;
