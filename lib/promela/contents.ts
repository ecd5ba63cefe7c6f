import type { Machine } from '#lib/promela/machine';
import { type Place, type Played, registersIn } from '#lib/promela/step';
import { inOrder, when } from '#lib/promela/text';

/**
 * Loads halves of a page into the register that the line names, if it names one; the half that is not read is unset.
 * `place.mm` is the view that reads, -1 for a passing reference, which is nobody's.
 */
export function loadFrom(played: Played, page: string, place: Place, parts: readonly number[]): string {
  const { m, watches } = played;
  const registers = registersIn(played);
  return inOrder(
    ...parts.map((part) => watches.onLoad(page, part, place.mm)),
    ...registers.map((register, part) =>
      parts.includes(part) ? `${register} = F[${page}].data${part} + 1` : `${register} = 0`,
    ),
    place.mm >= 0 && m.hasFork ? watches.onExposedLoad(place.pte) : '',
  );
}

/**
 * Stores a value through the view of an address space. Its relatives that exist by now must not see it, and where one of
 * them looks at the same address, something was written that it could see.
 */
export function storeTo(m: Machine, page: string, place: Place, parts: readonly number[], value: number): string {
  const relatives = m.relatives[place.mm] ?? 0;
  const exposed = m.ptes.flatMap((ptes, mm) =>
    ((relatives >> mm) & 1) === 1 ? [when(`(born >> ${mm}) & 1`, `${ptes[place.variable]}.exposed = 1`)] : [],
  );
  return inOrder(
    ...parts.map((part) => `F[${page}].data${part} = ${value}`),
    ...(m.hasFork ? parts.map((part) => `F[${page}].foreign${part} = born & ${relatives}`) : []),
    ...(m.hasFork ? exposed : []),
  );
}
