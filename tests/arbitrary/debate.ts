import fc from 'fast-check';
import { relationKinds } from '#lib/argument/relation';
import { attitudes } from '#lib/argument/stance';
import type { Claim, ClaimRelation } from '#lib/exchange/debate';

/** One line of text as records have it, with everything in it that some format takes for a sign. */
const line = fc
  .array(
    fc.constantFrom(
      'word',
      'page_count',
      'a',
      '5.9-5.17',
      ':name:',
      '[x]',
      '<b>',
      '{c}',
      '}',
      '{',
      '#tag',
      '@[y]',
      '*bold*',
      '_it_',
      '//',
      '/*',
      '<!--',
      '-->',
      '===',
      '--',
      '->',
      '+',
      '(1)',
      '1.',
      "it's",
      '"quoted"',
      '\\',
      '&amp;',
      'é',
      '😀',
      '- x',
      ',',
      ';',
      ':',
      ']:',
      'x\u00a0x  y',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((words) => words.join(' '));

const date = fc.constantFrom('2020-08-10', '2021-12-18');
const message = fc.constantFrom('a=1@example.org', 'b-2@example.org', 'CAHk-=x+y@mail.example.com');
const person = fc.constantFrom('ann-ek', 'bo-li');

/** Claims that relate to each other in every way that a record can say. */
export const claims: fc.Arbitrary<readonly Claim[]> = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const slugs = Array.from({ length: count }, (_, index) => `claim-${index}`);
  return fc.tuple(...slugs.map((slug, index) => claimOf(slug, index, slugs)));
});

function claimOf(slug: string, order: number, slugs: readonly string[]): fc.Arbitrary<Claim> {
  const others = slugs.filter((other) => other !== slug);
  const relations = others.length === 0 ? fc.constant([]) : fc.array(relationOf(others), { maxLength: 4 });
  const stance = fc.record({ person, attitude: fc.constantFrom(...attitudes), message, date, note: line });
  return fc
    .record({ title: line, why: line, kind: fc.constantFrom('verbal', 'scope', 'empirical', 'normative') })
    .chain(({ title, why, kind }) =>
      fc.tuple(relations, fc.array(stance, { maxLength: 2 })).map(([all, stances]): Claim => {
        const known = new Set<string>();
        const kept = all.filter(({ kind, claim }) => !known.has(`${kind} ${claim}`) && known.add(`${kind} ${claim}`));
        const front = {
          id: slug,
          title,
          kind: kind as 'verbal',
          why,
          topic: order % 2 === 0 ? 'reuse' : 'order',
          order,
          scenarios: [],
          judges: [],
          stances,
          expects: [],
          relations: kept,
          changes: [],
        };
        return { kind: 'claim', slug, front, body: '' };
      }),
    );
}

function relationOf(others: readonly string[]): fc.Arbitrary<ClaimRelation> {
  const one = fc.constantFrom(...others);
  return fc
    .record(
      {
        kind: fc.constantFrom(...relationKinds),
        claim: one,
        premises: fc.uniqueArray(one, { maxLength: 2 }),
        person,
        message,
        date,
        note: line,
        toward: one,
        scenario: fc.constant('two-writers'),
      },
      { requiredKeys: ['kind', 'claim', 'premises', 'date', 'note'] },
    )
    .map(({ kind, premises, toward, scenario, ...rest }) => ({
      ...rest,
      kind,
      premises: kind === 'supports' || kind === 'rebuts' ? premises : [],
      ...(kind === 'undercuts' && toward !== undefined ? { toward } : {}),
      ...(kind === 'undercuts' && toward === undefined && scenario !== undefined ? { scenario } : {}),
    }));
}
