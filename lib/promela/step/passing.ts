import { handleIn, heldBy, placeIn, type StepText } from '#lib/promela/step';
import { when } from '#lib/promela/text';

/** get_page_unless_zero() by somebody who only looks. */
export const speculate: StepText = {
  verb: 'speculate',
  options: (played) => {
    const { pte } = placeIn(played);
    const held = heldBy(played.m, handleIn(played, 'HANDLE'));
    const does = when(`is_page(${pte}.at)`, `get_page(${pte}.at); ${held} = ${pte}.at`);
    return [{ guard: 'true', does, ends: true }];
  },
};

/** lock_page() by somebody who has a reference: it sleeps while another has the lock. */
export const lock: StepText = {
  verb: 'lock',
  options: (played) => {
    const { pte } = placeIn(played);
    const held = heldBy(played.m, handleIn(played, 'HANDLE'));
    const does = `get_page(${pte}.at); F[${pte}.at].locked = 1; ${held} = ${pte}.at`;
    return [
      { guard: `!is_page(${pte}.at)`, does: '', ends: true },
      { guard: `is_page(${pte}.at) && !is_locked(${pte}.at)`, does, ends: true },
    ];
  },
};

/** lru_add_drain() on a CPU. */
export const drainCpu: StepText = {
  verb: 'drain cpu',
  options: ({ line }) => {
    const cpu = Number(line.step.args.NUMBER ?? '0');
    return [{ guard: 'true', does: `drain(${cpu + 1})`, ends: true }];
  },
};
