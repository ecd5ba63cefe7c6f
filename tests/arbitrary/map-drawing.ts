import fc from 'fast-check';
import { labelNames } from '#lib/argument/label';
import { relationKinds } from '#lib/argument/relation';
import type { MapDrawing } from '#lib/diagram/map/drawing';

const words = fc.array(fc.constantFrom('a', 'page', 'counting', 'references', 'W'.repeat(40), 'über', '頁', '<&">'), {
  minLength: 1,
  maxLength: 14,
});

/** A drawing of at most `most` claims and relations among them at random, circles and all, around a focus or none. */
export function mapDrawing(most: number): fc.Arbitrary<MapDrawing> {
  return fc.tuple(fc.integer({ min: 0, max: most }), fc.boolean()).chain(([size, hasFocus]) => {
    const slug = (index: number) => `c${index}`;
    const any = fc.nat({ max: Math.max(0, size - 1) }).map(slug);
    const node = (index: number, isFocus: boolean) =>
      fc.record({
        slug: fc.constant(slug(index)),
        title: words.map((list) => list.join(' ')),
        label: fc.constantFrom(...labelNames),
        holder: fc.constantFrom('', 'Linus Torvalds', 'Somebody With A Very Long Name +3'),
        isFocus: fc.constant(isFocus),
        fold: fc.constantFrom('none', 'open', 'folded'),
        hidden: fc.nat({ max: 120 }),
      });
    const edge = fc
      .record({
        kind: fc.constantFrom(...relationKinds),
        from: any,
        to: any,
        premises: fc.array(any, { maxLength: 2 }),
        toward: fc.option(any),
        isOfRuns: fc.boolean(),
      })
      .map((one) => ({
        ...one,
        premises: one.kind === 'supports' || one.kind === 'rebuts' ? one.premises : [],
        toward: one.kind === 'undercuts' ? one.toward : null,
        isOfRuns: one.kind === 'undercuts' && one.isOfRuns,
      }));
    return fc.record({
      title: fc.constant('A map <of> "claims"'),
      description: fc.constant('Some & others'),
      nodes: fc.tuple(...Array.from({ length: size }, (_, index) => node(index, hasFocus && index === 0))),
      edges: size === 0 ? fc.constant([]) : fc.array(edge, { maxLength: size * 2 }),
      rest: fc.record({
        heading: fc.constant('Beyond 2 links'),
        nodes: fc
          .array(fc.nat({ max: 20 }), { maxLength: 9 })
          .chain((list) => fc.tuple(...list.map((_, index) => node(1000 + index, false)))),
      }),
    });
  });
}
