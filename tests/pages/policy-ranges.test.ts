import { describe, expect, it } from 'vitest';
import { idRanges, policyRanges, releaseRanges } from '../../app/_components/policy-ranges';
import { rangesHtml } from '../../app/_components/verdict-ranges';

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

describe('releases', () => {
  const released = (id: string, inForce: string) => ({ id, standing: 'released', inForce }) as const;
  const policies = [
    released('A1', 'up to 5.7'),
    released('A2', '5.8'),
    released('A3', '5.9-rc'),
    released('A4', '5.9-5.10.0'),
    released('A5', '5.11-5.17'),
    released('A8', '6.2 on'),
    { id: 'P1', standing: 'proposed', inForce: 'Aug 2020' } as const,
  ];

  it.each([
    [['A1', 'A2', 'A3', 'A4', 'A5', 'P1'], 'up to 5.17'],
    [['A1', 'A3', 'A4', 'A5'], 'up to 5.7, 5.9-rc–5.17'],
    [['A2'], '5.8'],
    [['A3'], '5.9-rc'],
    [['A4'], '5.9–5.10.0'],
    [['A5', 'A8'], '5.11 on'],
    [['A1', 'A2', 'A3', 'A4', 'A5', 'A8'], 'every release'],
    [['P1'], ''],
  ])('of %j are %s', (ids, text) => {
    expect(releaseRanges(policies, new Set(ids))).toBe(text);
  });

  it('stand behind the released policies, not behind the proposed ones', () => {
    const html = rangesHtml({ every: false, released: 'A1–A5', proposed: 'P1' }, 'up to 5.17');
    expect(html.replace(/<[^>]+>/g, '')).toBe('A1–A5 (up to 5.17) · proposed P1');
    expect(rangesHtml({ every: true, released: 'A1', proposed: 'P1' }, 'every release')).toBe('every policy');
  });

  it('are not guessed where a policy says them otherwise', () => {
    expect(releaseRanges([released('A2s', '5.4.y, 5.7.y')], new Set(['A2s']))).toBe('');
  });
});
