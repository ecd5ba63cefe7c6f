import type { Machine } from '#lib/promela/machine';
import { forkRules } from '#lib/promela/rule/fork';
import { hasKept } from '#lib/promela/state';
import { mmapLock, type Played, placeOf, type StepText } from '#lib/promela/step';
import { all, inOrder } from '#lib/promela/text';

/** copy_present_pte(), copy_nonpresent_pte() */
function copyPte({ m, line }: Played, mm: number, child: number, variable: number): string {
  const { pte: from } = placeOf(m, mm, variable);
  const { pte: to } = placeOf(m, child, variable);
  const page = `${from}.at`;
  const copies = m.canPin(mm) ? forkRules[m.rules.fork](page, m.pinners[mm] ?? '') : 'false';
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
  const present = copies === 'false' ? share : `if :: ${copies} -> ${copy} :: else -> ${share} fi`;
  return inOrder(
    `${to}.vma = ${from}.vma`,
    `${to}.exposed = ${from}.exposed`,
    `if :: is_page(${page}) -> ${present} :: else -> ${inOrder(`${to}.at = ${page}`, hasKept(m) ? `${from}.kept = 0` : '')} fi`,
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

/** dup_mmap() */
export const fork: StepText = {
  verb: 'fork',
  options: (played) => {
    const { m, line } = played;
    const mm = m.mmOf(line.actor);
    const child = m.cast.mms.indexOf(line.step.args.PROCESS ?? '');
    const does = inOrder(
      `born = born | ${1 << child}`,
      ...m.cast.variables.map((_, variable) => copyPte(played, mm, child, variable)),
      ...inherit(m, mm, child),
    );
    return [{ guard: all(...mmapLock(played, mm)), does, ends: true }];
  },
};
