import { describe, expect, it } from 'vitest';
import { idRanges, policyRanges } from '../../app/_components/policy-ranges';

const list = [
  ...['A1', 'A2', 'A3', 'A4', 'A5'].map((id) => ({ id, standing: 'released' as const })),
  ...['P1', 'P2', 'P3'].map((id) => ({ id, standing: 'proposed' as const })),
];

describe('idRanges', () => {
  it('joins three and more neighbours, and names one and two', () => {
    expect(idRanges(list, new Set(['A1', 'A3', 'A4', 'A5']))).toBe('A1, A3–A5');
    expect(idRanges(list, new Set(['A1', 'A2', 'A4']))).toBe('A1, A2, A4');
    expect(idRanges(list, new Set())).toBe('');
  });
});

describe('policyRanges', () => {
  it('keeps proposed policies apart, so that no range runs from a released one into them', () => {
    expect(policyRanges(list, new Set(['A4', 'A5', 'P1']))).toEqual({
      every: false,
      released: 'A4, A5',
      proposed: 'P1',
    });
  });

  it('says when it is every policy', () => {
    expect(policyRanges(list, new Set(list.map(({ id }) => id))).every).toBe(true);
  });
});
