import { describe, expect, test } from 'vitest';
import { addTrailers, cutBody, readInBody } from '#lib/patch/am/am';
import { encodeBody, encodeHeader, printMailbox } from '#lib/patch/am/am-encode';
import { isBot, isSamePerson, readPerson } from '#lib/patch/trailer/person';
import { readReplyTrailers } from '#lib/patch/trailer/reply-trailer';
import { readTrailers, spellKey } from '#lib/patch/trailer/trailer';

const said = (trailers: readonly { key: string; value: string }[]) =>
  trailers.map(({ key, value }) => `${key}: ${value}`);

describe('trailers of a commit message', () => {
  test('of every kind, whatever their case; remarks between them are none', () => {
    const block = [
      'Fixes: 17839856fd58 ("gup: a subject that is',
      'long")',
      'Link: https://example.org/r/1@x [1]',
      'Closes: https://example.org/2',
      'reported-BY: Ann Ek <ann@example.org>',
      'Suggested-by: bo@example.org (Bo Park)',
      'Co-developed-by: "Doe, Cy" <cy@example.org>',
      'Signed-off-by: Doe, Cy',
      '[ann: mended the comment,',
      ' and a word]',
      'Reported-and-tested-by: syzbot+123@example.org',
      'Debugged-by: Ann Ek',
      ' <ann@example.org>',
      'Acked-by: Bo Park <bo@example.org> # the first half',
      'Cc: <stable@example.org> # v5.10+',
      'Depends-on: <1@example.org>',
      'Change-Id: I0123456789012345678901234567890123456789',
      'Message-ID: <20@example.org>',
      '(cherry picked from commit 0123456789)',
    ];
    const read = said(readTrailers(`Subject matter.\n\n${block.join('\n')}\n`));
    const joined = block
      .filter((line) => !/^\[|^ and|^\(|^long|^ </.test(line))
      .map((line) =>
        line
          .replace('that is', 'that is long")')
          .replace('Debugged-by: Ann Ek', 'Debugged-by: Ann Ek <ann@example.org>'),
      );
    // A name with a comma and no address is nobody's.
    expect(read).toEqual(joined.filter((line) => line !== 'Signed-off-by: Doe, Cy'));
  });

  test.each([
    'Note: this is prose\n',
    'Fixes: the bug of last week\n',
    'Link: see above\n',
    'Cc: stable\n',
    'Tested-by: running the suite twice\n',
    'Reviewed-by: Nobody has yet\n',
    'Closes: nothing\n',
    'Depends-on: what the others say\n',
    '> Acked-by: No <no@example.org>\n',
    'diff --git a/a b/a\n+Acked-by: Code <c@example.org>\n',
    'A long paragraph\nof prose in which\none line looks like\nLink: https://example.org\nand is followed\n',
  ])('prose is none: %j', (text) => expect(readTrailers(text)).toEqual([]));

  test('below --- stand notes: there only what tools write', () => {
    const text =
      'Why.\n\nAcked-by: A <a@x.org>\n---\nTested-by: B <b@x.org>\n a.c | 2 +-\n\nbase-commit: 0123456789abcdef\n';
    expect(said(readTrailers(text))).toEqual(['Acked-by: A <a@x.org>', 'base-commit: 0123456789abcdef']);
  });

  test('a person signs at the end of a paragraph of prose too', () => {
    const text = `${'prose\n'.repeat(9)}Signed-off-by: A <a@x.org>\n`;
    expect(said(readTrailers(text))).toEqual(['Signed-off-by: A <a@x.org>']);
  });
});

describe('trailers that a reply gives', () => {
  test('anywhere, indented, broken by a mailer; quotes are marked', () => {
    const text = [
      'On Monday Bo wrote:',
      '> Signed-off-by: Bo <bo@x.org>',
      '> Reviewed-by: Cy <cy@x.org>',
      '',
      'Nice. With that mended:',
      '   Reviewed-by: A Very Long Name Indeed',
      '   <long@x.org>',
      'Tested-By: Ann <ann@x.org>',
      '[on two machines]',
      'Fixes: 0123456789ab ("a")',
      'Link: https://example.org/not-ours',
      '-- ',
      'Acked-by: Sig Nature <sig@x.org>',
    ].join('\n');
    expect(said(readReplyTrailers(text))).toEqual([
      '> Reviewed-by: Cy <cy@x.org>',
      'Reviewed-by: A Very Long Name Indeed <long@x.org>',
      'Tested-By: Ann <ann@x.org>',
      'Fixes: 0123456789ab ("a")',
    ]);
  });

  test('what stands above a proposed diff is of that diff', () => {
    const diff = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+Acked-by: Code <c@x.org>\n';
    const proposal = `Acked-by: Ann <ann@x.org>\n\nbut what of this?\n\nSuggested-by: Cy <cy@x.org>\nSigned-off-by: Ann <ann@x.org>\n---\n${diff}`;
    expect(said(readReplyTrailers(proposal))).toEqual(['Acked-by: Ann <ann@x.org>']);
    const cut = `Acked-by: Ann <ann@x.org>\n-- >8 --\nTested-by: Ann <ann@x.org>\n${diff}`;
    expect(said(readReplyTrailers(cut))).toEqual(['Acked-by: Ann <ann@x.org>']);
  });

  test('NAKs and withdrawals in words', () => {
    expect(said(readReplyTrailers('NAK. This breaks it.\n'))).toEqual(['NAK: NAK. This breaks it.']);
    expect(said(readReplyTrailers('> NAK\nNo snack.\nNACKed by nobody\n'))).toEqual([]);
    expect(said(readReplyTrailers('Please drop\nmy Reviewed-by then.\n'))).toEqual(['Withdraws: Reviewed-by']);
    expect(said(readReplyTrailers('I take back my tags.'))).toEqual(['Withdraws: tags']);
    expect(said(readReplyTrailers('> I withdraw my ack\nDrop the lock, my review follows.'))).toEqual([]);
  });
});

test.each([
  'Applied, thanks!',
  'Series applied to for-next.',
  'Queued for 5.2-rc2, thanks.',
  'applied.',
  'This series was applied to netdev/net.git (master)',
  'has been added to the -mm tree.  Its filename is',
])('a patch is taken: %s', (line) => expect(said(readReplyTrailers(line))).toEqual([`Taken: ${line}`]));

test.each([
  'applied to an early version of it',
  '> Applied, thanks',
  'I applied it and it fails.',
  'Applied on top of 5.1 it hangs',
])('a patch is not taken: %s', (line) => expect(readReplyTrailers(line)).toEqual([]));

describe('people', () => {
  test('as they are written', () => {
    expect(readPerson('"Doe, Cy" <Cy@X.org> # half')).toEqual({
      name: 'Doe, Cy',
      address: 'cy@x.org',
      remark: '# half',
    });
    expect(readPerson('bo@x.org (Bo Park)')).toEqual({ name: 'Bo Park', address: 'bo@x.org', remark: '' });
    expect(readPerson('Ludwig van Beethoven [deaf]')).toEqual({
      name: 'Ludwig van Beethoven',
      address: '',
      remark: '[deaf]',
    });
    expect(readPerson('漢字')?.name).toBe('漢字');
    for (const prose of ['me', 'the whole team', 'Everybody who was there', 'yes: of course', '']) {
      expect(readPerson(prose)).toBeUndefined();
    }
  });

  test('the same by address, or by name', () => {
    expect(isSamePerson({ name: 'A', address: 'A@x.org' }, { name: 'B', address: 'a@X.org' })).toBe(true);
    expect(isSamePerson({ name: 'Doe, Cy', address: 'a@x' }, { name: 'cy  doe (Firm)', address: 'b@x' })).toBe(true);
    expect(isSamePerson({ name: '', address: 'a@x' }, { name: '', address: 'b@x' })).toBe(false);
  });

  test.each([
    'lkp@intel.com',
    'syzbot+1a@syzkaller.example',
    'patchwork-bot+linux@example.org',
    'tip-bot2@x.org',
    'ci-bot@x.org',
  ])('%s is a machine', (address) => expect(isBot({ name: '', address })).toBe(true));
  test.each(['abbot@x.org', 'bob@bot.example', 'robota@x.org'])('%s is none', (address) =>
    expect(isBot({ name: 'A. Bott', address })).toBe(false),
  );
  test('keys are spelled one way', () => {
    expect(['REVIEWED-BY', 'reported-and-Tested-by', 'Message-Id', 'Base-Commit'].map(spellKey)).toEqual([
      'Reviewed-by',
      'Reported-and-tested-by',
      'Message-ID',
      'base-commit',
    ]);
  });
});

describe('a commit message for git am', () => {
  const acked = { key: 'Acked-by', value: 'A <a@x.org>' };
  test('a trailer joins the block that is there, or opens one; what is there is not added', () => {
    expect(addTrailers('Why.\n\nCc: b@x.org\n', [acked])).toBe('Why.\n\nCc: b@x.org\nAcked-by: A <a@x.org>\n');
    expect(addTrailers('Why: this.\n', [acked])).toBe('Why: this.\n\nAcked-by: A <a@x.org>\n');
    expect(addTrailers('', [acked])).toBe('Acked-by: A <a@x.org>\n');
    expect(addTrailers('Why.\n\nacked-by: a <A@x.org>\n', [acked])).toBe('Why.\n\nacked-by: a <A@x.org>\n');
  });

  test('ends where git ends it', () => {
    for (const end of ['---\n a.c | 2', '--- a/a.c\n', 'diff --git a/a b/a\n', 'Index: a\n', '---  \n']) {
      expect(cutBody(`Why.\n${end}`)).toEqual({ message: 'Why.\n', rest: end });
    }
    expect(cutBody('--\n----\n---x\nIndexes\n').rest).toBe('');
  });

  test('headers in the body come first and fold', () => {
    expect(readInBody('\nFrom: Ann\n <a@x.org>\nSubject: it\n\nFrom here on\n')).toEqual({
      from: 'Ann <a@x.org>',
      date: undefined,
      subject: 'it',
      message: 'From here on\n',
    });
    expect(readInBody('Hello\nFrom: Ann <a@x.org>\n').from).toBeUndefined();
  });

  test('headers in words of RFC 2047, never cut within a character', () => {
    expect(printMailbox({ name: 'Cy Doe', address: 'cy@x.org' })).toBe('Cy Doe <cy@x.org>');
    expect(printMailbox({ name: 'C. "D" Doe', address: 'cy@x.org' })).toBe('"C. \\"D\\" Doe" <cy@x.org>');
    const words = encodeHeader('漢字'.repeat(30)).split('\n ');
    expect(words.length).toBeGreaterThan(5);
    for (const word of words) {
      expect(word.length).toBeLessThanOrEqual(75);
      expect(() => decodeURIComponent(word.slice(10, -2).replaceAll('=', '%'))).not.toThrow();
    }
  });

  test('a line that could open another mail is coded, the others stay', () => {
    expect(encodeBody('a\nFro m\n').encoding).toBe('8bit');
    expect(encodeBody('a=\n>>From b\n')).toEqual({ body: 'a=3D\n=3E=3E=46rom b\n', encoding: 'quoted-printable' });
    expect(
      encodeBody(`From ${'é='.repeat(60)}`)
        .body.split('\n')
        .every((line) => line.length <= 76),
    ).toBe(true);
  });
});
