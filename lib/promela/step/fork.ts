import type { Machine } from '#lib/promela/machine';
import type { Option } from '#lib/promela/option';
import { forkRules } from '#lib/promela/rule/fork';
import { hasKept } from '#lib/promela/state';
import { mmapLock, type Played, placeOf, type StepText, taskOf } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';

/** What fork finds of a mapping's page: a condition that it is to be copied at once, `false` for never. */
function looksPinned(m: Machine, mm: number, variable: number): string {
  const { pte } = placeOf(m, mm, variable);
  return m.canPin(mm) ? forkRules[m.rules.fork](`${pte}.at`, m.pinners[mm] ?? '') : 'false';
}

/** copy_present_pte(), copy_nonpresent_pte(). `copies` says whether a page that is there is copied. */
function copyPte({ m, line }: Played, mm: number, child: number, variable: number, copies: string): string {
  const { pte: from } = placeOf(m, mm, variable);
  const { pte: to } = placeOf(m, child, variable);
  const page = `${from}.at`;
  const copy = inOrder(
    'allocate(page_)',
    `copy_contents(${page}, page_)`,
    `${to}.at = page_`,
    `${to}.rw = (${from}.vma == RW)`,
    m.tracksExclusive ? 'F[page_].exclusive = 1' : '',
    `lru_add(page_, ${m.batchOf(line.actor)})`,
    'fork_copies++',
  );
  const share = inOrder(
    `get_page(${page})`,
    m.tracksExclusive ? `F[${page}].exclusive = 0` : '',
    `${from}.rw = 0`,
    `${to}.at = ${page}`,
  );
  // A swap entry is nobody's own any more, and a migration entry is readable on both sides.
  const forgets = [...(hasKept(m) ? [`${from}.kept = 0`] : []), ...(m.features.migrates ? [`${from}.entry = 0`] : [])];
  const present = copies === 'false' ? share : `if :: ${copies} -> ${copy} :: else -> ${share} fi`;
  return inOrder(
    `${to}.vma = ${from}.vma`,
    `${to}.exposed = ${from}.exposed`,
    `if :: is_page(${page}) -> ${present} :: else -> ${inOrder(`${to}.at = ${page}`, ...forgets)} fi`,
  );
}

/** The child must not see what its parent must not see. */
function inherit(m: Machine, parent: number, child: number): readonly string[] {
  const places = [
    ...Array.from({ length: m.frames }, (_, index) => `F[${index + 1}]`),
    ...Array.from({ length: m.slots }, (_, index) => `S[${index + 1}]`),
  ];
  return places.flatMap((place) =>
    m.parts.map((part) => {
      const foreign = `${place}.foreign${part}`;
      return `${foreign} = ${foreign} | (((${foreign} >> ${parent}) & 1) << ${child})`;
    }),
  );
}

/** From here on the child is there. */
function bear(m: Machine, mm: number, child: number): string {
  return inOrder(`born = born | ${1 << child}`, ...inherit(m, mm, child));
}

/**
 * dup_mmap(). Where nobody can tell its parts it is one; where a thread walks the page tables without a lock there are two
 * for each mapping, under one page-table lock: look for pins, then share or copy. The sequence count is odd all the while.
 */
export const fork: StepText = {
  verb: 'fork',
  options: (played) => {
    const { m, line } = played;
    const mm = m.mmOf(line.actor);
    const child = m.cast.mms.indexOf(line.step.args.PROCESS ?? '');
    const variables = m.cast.variables.map((_, variable) => variable);
    const lock = mmapLock(played, mm);
    if (!m.isWalked(mm)) {
      const copied = variables.map((variable) => copyPte(played, mm, child, variable, looksPinned(m, mm, variable)));
      return [{ guard: all(...lock), does: inOrder(...copied, bear(m, mm, child)), ends: true }];
    }
    const task = taskOf(played);
    const found = m.found[mm] ?? '';
    const walkers = m.threadsOf(mm).filter((actor) => m.isWalker(actor));
    const begin = inOrder(
      `${m.forking[mm]} = 1`,
      ...walkers.map((actor) => when(`${m.tasks[actor]}.walk != 0`, `${m.tasks[actor]}.forked = 1`)),
    );
    const end = inOrder(`${m.forking[mm]} = 0`, bear(m, mm, child));
    return variables.flatMap((variable): Option[] => {
      const { pte } = placeOf(m, mm, variable);
      const isPinned = `is_page(${pte}.at) && ${looksPinned(m, mm, variable)}`;
      const look = `${task}.part == ${2 * variable}`;
      const isLast = variable + 1 === variables.length;
      return [
        {
          guard: variable === 0 ? all(look, ...lock) : look,
          does: inOrder(
            variable === 0 ? begin : '',
            `${found} = (${isPinned} -> 2 : 1)`,
            `${task}.part = ${2 * variable + 1}`,
          ),
          ends: false,
        },
        {
          guard: `${task}.part == ${2 * variable + 1}`,
          does: inOrder(
            copyPte(played, mm, child, variable, `${found} == 2`),
            `${found} = 0`,
            `${task}.part = ${isLast ? 0 : 2 * variable + 2}`,
            isLast ? end : '',
          ),
          ends: isLast,
        },
      ];
    });
  },
};
