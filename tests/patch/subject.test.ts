import { describe, expect, test } from 'vitest';
import { baseSubject, readSubject } from '#lib/patch/subject';

const short = (subject: string) => {
  const { version, part, total, isRfc, isResend, isPatch, title } = readSubject(subject);
  return [isPatch, version, part, total, `${isRfc ? 'rfc' : ''}${isResend ? 'resend' : ''}`, title];
};

describe('subjects as a person reads them', () => {
  test.each<[string, unknown[]]>([
    ['[PATCH] mm: x', [true, 1, undefined, undefined, '', 'mm: x']],
    ['[PATCH v2 3/11] mm: x', [true, 2, 3, 11, '', 'mm: x']],
    ['[PATCH v1 00/11] mm: x', [true, 1, 0, 11, '', 'mm: x']],
    ['[RFC/PATCH] mm: x', [true, 1, undefined, undefined, 'rfc', 'mm: x']],
    ['[RFC v2 1/3] mm: x', [true, 2, 1, 3, 'rfc', 'mm: x']],
    ['[RFC PATCH 2/3] mm: x', [true, 1, 2, 3, 'rfc', 'mm: x']],
    ['[PATCH,v2,3/5] mm: x', [true, 2, 3, 5, '', 'mm: x']],
    ['PATCH,v2,3/5 mm: x', [true, 2, 3, 5, '', 'mm: x']],
    ['[PATCH v2.1] mm: x', [true, 2.1, undefined, undefined, '', 'mm: x']],
    ['[PATCH 1 of 2] mm: x', [true, 1, 1, 2, '', 'mm: x']],
    ['[PATCH] [media] mm: x', [true, 1, undefined, undefined, '', '[media] mm: x']],
    ['[media] mm: x', [false, 1, undefined, undefined, '', '[media] mm: x']],
    ['[PATCH 1.5/2] mm: x', [true, 1, 1.5, 2, '', 'mm: x']],
    ['[PATCH 1/2 v2] mm: x', [true, 2, 1, 2, '', 'mm: x']],
    ['[PATCH 1/2 mm: x', [true, 1, 1, 2, '', 'mm: x']],
    ['[PATCHv3 1/2] mm: x', [true, 3, 1, 2, '', 'mm: x']],
    ['[PATCH RESEND v2] mm: x', [true, 2, undefined, undefined, 'resend', 'mm: x']],
    ['[list-a] [PATCH 2/2] mm: x', [true, 1, 2, 2, '', 'mm: x']],
    ['[PATCH net-next v4 02/10] mm: x', [true, 4, 2, 10, '', 'mm: x']],
    ['[GIT PULL] mm fixes', [false, 1, undefined, undefined, '', '[GIT PULL] mm fixes']],
    ['patches I would like to see', [false, 1, undefined, undefined, '', 'patches I would like to see']],
    ['', [false, 1, undefined, undefined, '', '']],
  ])('%s', (subject, expected) => expect(short(subject)).toEqual(expected));

  test('replies in other tongues are replies', () => {
    for (const subject of ['Re: [PATCH] x', 'AW: [PATCH] x', 'SV: RE: Re[2]: [PATCH] x', '回复: [PATCH] x']) {
      expect(readSubject(subject)).toMatchObject({ isReply: true, isPatch: true, title: 'x' });
    }
    expect(readSubject(`PATCH ${'1/2 '.repeat(200_000)}x`)).toMatchObject({ part: 1, total: 2 });
    expect(readSubject('Fwd: [PATCH] x')).toMatchObject({ isReply: false, isPatch: true, title: 'x' });
    expect(['COW', 'AW: COW', 'SV: RE: Re[2]: COW', '回复: COW', 'new (was: COW)'].map(baseSubject)).toEqual([
      'COW',
      'COW',
      'COW',
      'COW',
      'new',
    ]);
  });
});
