import fc from 'fast-check';
import { type Framework, makeFramework } from '#lib/argument/framework';

export interface Drawn {
  readonly framework: Framework;
  readonly attacks: readonly (readonly [number, number])[];
}

/** Frameworks of up to `maxSize` arguments: few attacks or many, also on oneself, also given twice. */
export function drawFramework(maxSize: number): fc.Arbitrary<Drawn> {
  return fc.integer({ min: 0, max: maxSize }).chain((size) => {
    const one = fc.nat({ max: Math.max(0, size - 1) });
    const attacks = fc.array(fc.tuple(one, one), { maxLength: size === 0 ? 0 : 3 * size, size: 'max' });
    return attacks.map((drawn) => ({
      attacks: drawn,
      framework: makeFramework(
        size,
        drawn.map(([from]) => from),
        drawn.map(([, to]) => to),
      ),
    }));
  });
}
