import { storeTo } from '#lib/promela/contents';
import { mmapLock, pteIn, type StepText, valueIn } from '#lib/promela/step';
import { all, inOrder } from '#lib/promela/text';

/** mmap() of one private anonymous page, with its first store where a value is given. */
export const map: StepText = {
  verb: 'map',
  options: (played) => {
    const { m, line } = played;
    const place = pteIn(played, 'VAR');
    const { mm, pte } = place;
    const value = valueIn(played);
    const first = inOrder(
      'allocate(page_)',
      `${pte}.at = page_`,
      `${pte}.rw = 1`,
      m.tracksExclusive ? 'F[page_].exclusive = 1' : '',
      `lru_add(page_, ${m.batchOf(line.actor)})`,
      storeTo(m, 'page_', place, m.parts, value),
    );
    const lock = mmapLock(played, mm);
    return [
      { guard: all(`${pte}.vma != 0`, ...lock), does: '', ends: true },
      { guard: all(`${pte}.vma == 0`, ...lock), does: inOrder(`${pte}.vma = RW`, value >= 0 ? first : ''), ends: true },
    ];
  },
};
