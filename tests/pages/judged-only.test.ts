import { expect, test } from 'vitest';
import type { Matrix, MatrixCell, MatrixRow } from '#lib/db/record-types';
import { judgedOnly } from '../../app/_components/matrix';

function makeCell(verdict: MatrixCell['verdict']): MatrixCell {
  return {
    policy: 'A1',
    kind: null,
    verdict,
    scenario: 'a-scenario',
    property: 'p',
    states: 1,
    schedules: '1',
    complete: true,
    bound: null,
    steps: null,
    stale: false,
    isCount: false,
    copies: null,
  };
}

function makeRow(slug: string, words: readonly MatrixCell['verdict'][]): MatrixRow {
  const claim = { slug, title: slug, kind: 'factual', topic: 't', position: 1, holders: [] } as const;
  return { claim, refines: null, judged: words.length > 0, cells: words.map(makeCell) };
}

function makeMatrix(family: string, rows: readonly MatrixRow[]): Matrix {
  return { family, title: family, policies: [], topics: [{ id: 't', title: 't', text: '', rows }] };
}

test('a claim stands in the families that tell it apart, and somewhere in any case', () => {
  const shown = judgedOnly([
    makeMatrix('one', [
      makeRow('told-by-one', ['holds', 'violated']),
      makeRow('told-by-two', ['holds', 'holds']),
      makeRow('told-by-none', ['holds', 'holds']),
      makeRow('without-scenario', []),
    ]),
    makeMatrix('two', [makeRow('told-by-one', ['holds', 'holds']), makeRow('told-by-two', ['violated', 'holds'])]),
    makeMatrix('three', [makeRow('told-by-one', ['holds', 'holds'])]),
  ]);
  expect(
    shown.map(({ family, topics }) => [family, topics.flatMap(({ rows }) => rows.map((row) => row.claim.slug))]),
  ).toEqual([
    ['one', ['told-by-one', 'told-by-none']],
    ['two', ['told-by-two']],
  ]);
});
