import { describe, expect, it } from 'vitest';
import type { MatrixCell, PolicyRow } from '#lib/db/record-types';
import { cellHtml, countOf, searchedText } from '../../app/_components/matrix-cell';

const policy: PolicyRow = {
  id: 'A1',
  title: 'Title',
  rule: 'counts <all>',
  family: 'f',
  standing: 'released',
  inForce: '5.8',
  variantOf: null,
};

const cell: MatrixCell = {
  policy: 'A1',
  kind: null,
  verdict: 'violated',
  scenario: 'a-scenario',
  property: 'never-so',
  states: 2308,
  schedules: '157385927579',
  complete: true,
  bound: null,
  steps: 6,
  stale: false,
  isCount: false,
  copies: { least: 0, most: 1 },
};

describe('a cell of the matrix', () => {
  it('leads to the run, says word, shape and how much was searched, and escapes', () => {
    const html = cellHtml(cell, policy, true);
    expect(html).toContain('<td class="violated cut"><a href="/scenarios/a-scenario?policy=A1"');
    expect(html).toContain(
      'A1 counts &lt;all&gt;: violated; 2,308 states, 157,385,927,579 schedules, complete, shortest',
    );
    expect(html).toContain('#m-violated"/></svg>violated</a>');
  });

  it('shows a count as a figure without a mark', () => {
    const counted: MatrixCell = { ...cell, isCount: true, verdict: 'not applicable' };
    expect(countOf(counted)).toEqual({ least: 0, most: 1 });
    expect(cellHtml(counted, policy, false)).toContain('0–1 copies');
    expect(cellHtml(counted, policy, false)).not.toContain('<svg');
    expect(searchedText(counted)).toContain('2,308 states');
  });

  it('never shows an unfinished count as exact', () => {
    const open: MatrixCell = { ...cell, isCount: true, verdict: 'unknown', complete: false, bound: '10 states' };
    expect(countOf(open)).toBeNull();
    expect(cellHtml(open, policy, false)).toContain('unknown</a>');
    expect(searchedText(open)).toContain('10 states');
  });

  it('is never empty', () => {
    expect(cellHtml(undefined, policy, false)).toContain('n/a');
  });
});
