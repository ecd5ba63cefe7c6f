import { forkRules } from '#lib/promela/rule/fork';
import { hasKept } from '#lib/promela/state';
import { mmapLock, placeOf, type StepText } from '#lib/promela/step';
import { all, inOrder } from '#lib/promela/text';

/** So many forks, one after the other, of children that only map: each looks for pins anew. */
export const forkCrowd: StepText = {
  verb: 'fork crowd',
  options: (played) => {
    const { m, line } = played;
    const mm = m.mmOf(line.actor);
    const shares = m.cast.variables.map((_, variable) => {
      const { pte } = placeOf(m, mm, variable);
      const page = `${pte}.at`;
      const copies = m.canPin(mm) ? forkRules[m.rules.fork](page, m.pinners[mm] ?? '') : 'false';
      const share = inOrder(
        `get_page(${page})`,
        `F[${page}].crowd++`,
        m.tracksExclusive ? `F[${page}].exclusive = 0` : '',
        `${pte}.rw = 0`,
      );
      const swap =
        m.slots > 0
          ? `:: is_swap(${page}) -> ${inOrder(`S[slot_in(${page})].crowd++`, hasKept(m) ? `${pte}.kept = 0` : '')}`
          : '';
      return `if :: is_page(${page}) -> if :: ${copies} -> fork_copies++ :: else -> ${share} fi ${swap} :: else fi`;
    });
    const number = Number(line.step.args.NUMBER ?? '0');
    const does = `child_ = 0; do :: child_ < ${number} -> ${inOrder(...shares)}; child_++ :: else -> break od; child_ = 0`;
    return [{ guard: all(...mmapLock(played, mm)), does, ends: true }];
  },
};
