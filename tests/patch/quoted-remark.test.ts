import { describe, expect, test } from 'vitest';
import { splitListFooter } from '#lib/mail/list-footer';
import { parseMessage } from '#lib/mail/message';
import { type DiffFile, readDiff } from '#lib/patch/diff/diff';
import { numberLines } from '#lib/patch/diff/hunk';
import { type Patch, readPatch } from '#lib/patch/patch';
import { readRemarks, readReply } from '#lib/patch/review/quoted-remark';
import { readMailFile } from '#lib/source/read-file';
import { findShared } from '../needs.ts';

const diff = `diff --git a/lib/pot.c b/lib/pot.c
--- a/lib/pot.c
+++ b/lib/pot.c
@@ -10,7 +10,8 @@ int brew(struct pot *pot)
 	int heat = 0;
 
-	if (pot->empty)
-		return -ENOWATER;
+	if (pot->empty || pot->lid_is_open)
+		return pot_complain(pot, POT_REASON_EMPTY, pot->owner, pot->room);
+	}
 
 	heat_up(pot, &heat);
 	return heat;
@@ -40,6 +41,7 @@ int pour(struct pot *pot)
 	if (pot->empty)
 		return 0;
 	}
+	tilt(pot);
 
 	wait(pot);
 	}
diff --git a/lib/cup.c b/lib/cup.c
--- a/lib/cup.c
+++ b/lib/cup.c
@@ -1,3 +1,4 @@
 a cup
+	tilt(cup);
 	wait(cup);
 	}
`;
const read = readDiff(diff);
if (!('files' in read)) throw new Error(read.problem);
const { files } = read;
const description = 'Tea is late since the pot learnt to wait.\n\nLet it complain at once.\n\nSigned-off-by: A <a@x>\n';

/** Remarks in short: `lib/pot.c:14 words`. */
const say = (reply: string) =>
  readRemarks(reply, files, description).map(({ on, path, side, line, end, text }) => {
    const place =
      on === 'message' ? 'message' : `${path}:${side === 'old' ? 'a' : ''}${line}${on === 'hunk' ? `-${end}` : ''}`;
    return `${on === 'file' ? `${path} (file)` : place} ${text.replaceAll('\n', ' / ')}`;
  });

describe('a remark is about the line quoted last above it', () => {
  const cases: Record<string, readonly [string, readonly string[]]> = {
    'plainly, on both sides': [
      'On Mon, 4 Jan 2021, Ann wrote:\n> -	if (pot->empty)\nOld.\n> -		return -ENOWATER;\n> +	if (pot->empty || pot->lid_is_open)\nNew.\n',
      ['lib/pot.c:a12 Old.', 'lib/pot.c:12 New.'],
    ],
    'without a space after the mark, tabs turned to spaces': [
      '>@@ -10,7 +10,8 @@ int brew(struct pot *pot)\n>     int heat = 0;\n>\n>-        if (pot->empty)\n>-                return -ENOWATER;\n>+        if (pot->empty || pot->lid_is_open)\nHm.\n',
      ['lib/pot.c:12 Hm.'],
    ],
    'broken by a mailer, the rest with and without its mark': [
      '> > +		return pot_complain(pot, POT_REASON_EMPTY,\n> > pot->owner, pot->room);\nLong.\n',
      ['lib/pot.c:13 Long.'],
    ],
    'broken, the rest unquoted': [
      '> +		return pot_complain(pot, POT_REASON_EMPTY,\npot->owner, pot->room);\n\nLong.\n',
      ['lib/pot.c:13 Long.'],
    ],
    'nested in other words': [
      'Bo wrote:\n> On Tue, Ann wrote:\n>> +	tilt(pot);\n> Gently!\n>> \n>>  	wait(pot);\nWhy wait?\n',
      ['lib/pot.c:46 Why wait?'],
    ],
    'with heads left out, the same text in two files told by what is beside it': [
      '> +	tilt(cup);\n>  	wait(cup);\nCup.\n',
      ['lib/cup.c:3 Cup.'],
    ],
    'with cuts': ['> +	tilt(pot);\n[...]\n> +	tilt(cup);\nBoth?\n<snip>\n', ['lib/cup.c:2 Both?']],
    'at the end of a hunk, whose last line nobody meant': [
      '> @@ -40,6 +41,7 @@ int pour(struct pot *pot)\n>  	if (pot->empty)\n>  		return 0;\n>  	}\n> +	tilt(pot);\n> \n>  	wait(pot);\n>  	}\nSpills.\n',
      ['lib/pot.c:44 Spills.'],
    ],
    'of a head': [
      '> --- a/lib/cup.c\n> +++ b/lib/cup.c\nWhole file.\n> @@ -1,3 +1,4 @@\nThis hunk.\n',
      ['lib/cup.c (file) Whole file.', 'lib/cup.c:1-4 This hunk.'],
    ],
    'and what follows a cut stays with the hunk': [
      '> +	tilt(cup);\nFirst.\n> [...]\n\nApart from that: fine.\n\nReviewed-by: Bo <bo@x>\n\nThanks,\nBo\n-- \nBo\n',
      ['lib/cup.c:2 First.', 'lib/cup.c:1-4 Apart from that: fine.'],
    ],
  };
  for (const [name, [reply, expected]] of Object.entries(cases)) {
    test(name, () => expect(say(reply)).toEqual(expected));
  }
});

describe('a remark that no line can be told for is not put on a wrong one', () => {
  test('a line that stands twice, quoted alone', () => {
    expect(say('>  	}\nWhich?\n')).toEqual(['message Which?']);
    expect(say('> @@ -40,6 +41,7 @@\n[...]\n>  	}\nWhich?\n')).toEqual(['message Which?']);
    expect(say('> @@ -40,6 +41,7 @@\n>  	}\nWhich?\n')).toEqual(['lib/pot.c:41-47 Which?']);
  });
  test('a line that is not in the patch, below one that is', () => {
    expect(say('> +	tilt(pot);\n> +	spill(pot);\nNot in this one.\n')).toEqual(['lib/pot.c:41-47 Not in this one.']);
    expect(say('> +	tilt(pot);\n> diff --git a/x b/x\n> +	spill(pot);\nOther.\n')).toEqual(['message Other.']);
  });
  test('quoted in another order than the diff has', () => {
    for (const remark of say(
      '> +	tilt(cup);\nA.\n>  	wait(cup);\n>  	}\nB.\n> @@ -10,7 +10,8 @@\n>  	int heat = 0;\nC.\n',
    )) {
      expect([
        'lib/cup.c:2 A.',
        'lib/cup.c:4 B.',
        'lib/pot.c:10 C.',
        'message C.',
        'message A.',
        'message B.',
      ]).toContain(remark);
    }
  });
});

describe('what belongs to the message', () => {
  test('words above any quote, and below the text above the diff', () => {
    expect(say('Hi Ann,\n\nnice.\n\n> Let it complain at once.\n\nWhy?\n\n> +	tilt(pot);\nOk.\n')).toEqual([
      'message Hi Ann, /  / nice.',
      'message Why?',
      'lib/pot.c:44 Ok.',
    ]);
    expect(readRemarks('> Let it complain at once.\n\nWhy?\n', files, description)[0]?.about).toBe(
      'Let it complain at once.',
    );
  });
  test('Outlook quotes the whole mail without marks', () => {
    const reply = `Too hot.\n\n-----Original Message-----\nFrom: Ann <ann@x>\nSent: Monday\nSubject: [PATCH] pot\n\n${description}---\n${diff}`;
    expect(say(reply)).toEqual(['message Too hot.']);
    const inside = reply.replace('+	tilt(pot);\n', '+	tilt(pot);\n[Bo] Spills.\n');
    expect(say(inside)).toEqual(['message Too hot.', 'lib/pot.c:44 [Bo] Spills.']);
  });
  test('trailers, greetings, signatures and farewells are no remarks', () => {
    expect(
      say('Hi Ann,\n\n> +	tilt(pot);\n\nReviewed-by: Bo <bo@x>\nTested-by: Cy\n <cy@x>\n\nThanks,\nBo\n'),
    ).toEqual([]);
    expect(say('Acked-by: Bo <bo@x>\n-- \nBo\n\n> +	tilt(pot);\n')).toEqual([]);
  });
});

test('an answer names the words that it answers and stays at their line', () => {
  const [remark] = readRemarks(
    'Ann wrote:\n> Bo wrote:\n>> +	tilt(pot);\n>\n> Why tilt it\n> at all?\n\nTo pour.\n',
    files,
  );
  expect(remark).toMatchObject({
    on: 'line',
    path: 'lib/pot.c',
    line: 44,
    answers: 'Why tilt it at all?',
    text: 'To pour.',
  });
});

test('a diff that is proposed is part of what is said', () => {
  const proposal = 'Rather:\n\n--- a/lib/cup.c\n+++ b/lib/cup.c\n@@ -1,1 +1,1 @@\n-a cup\n+a mug\n';
  expect(readRemarks(`> +	tilt(cup);\n${proposal}`, files)[0]?.text).toBe(proposal.trim());
});

test('a reply that quotes nothing of the patch says so', () => {
  expect(readReply('> I wonder.\n\nSo do I.\n', files, description).quotes).toBeNull();
  expect(readReply('> Let it complain at once.\n\nWhy?\n', files, description).quotes).toBe('text');
  expect(readReply('> +	tilt(pot);\n', files, description).quotes).toBe('diff');
});

test('words, line ends and marks of any kind give remarks and no failure', () => {
  for (const reply of [
    '',
    '>',
    '> > >',
    '\n\n',
    '> @@ -0,0 +0,0 @@\nx',
    '>\u00a0+\ttilt(pot);\nx',
    `${'>'.repeat(500)} x\ny`,
  ]) {
    expect(Array.isArray(readRemarks(reply, files))).toBe(true);
  }
  expect(readRemarks('> +x\ny', [])).toMatchObject([{ on: 'message' }]);
});

/** The text of a line of a diff, read once more without the reader's help. */
function textAt(all: readonly DiffFile[], path: string, side: 'old' | 'new', line: number): readonly string[] {
  return all
    .filter(({ oldPath, newPath }) => (newPath === '/dev/null' ? oldPath : newPath) === path)
    .flatMap(({ hunks }) => hunks.flatMap(numberLines))
    .filter(({ oldLine, newLine }) => (side === 'old' ? oldLine : newLine) === line)
    .map(({ text }) => text);
}

/** The mail's quoted lines above a remark's first line, marks of quoting taken away, the nearest first. */
function quotedAbove(mail: string, firstLine: string): readonly string[][] {
  const rows = mail.split('\n');
  return rows.flatMap((row, at) => {
    if (row.trimEnd() !== firstLine.trimEnd()) return [];
    const above = rows.slice(0, at).filter((other) => /^\s?>/.test(other));
    return [above.reverse().map((other) => other.replace(/^(?:\s?[>|])+ ?/, ''))];
  });
}

const fold = (text: string) => text.replace(/\s+/g, '');

/** Reads every reply of a mailbox against the patch above it. */
async function readMailbox(file: string) {
  const mails = new Map<
    string,
    { readonly text: string; readonly parent: string | undefined; readonly patch: Patch | undefined }
  >();
  for await (const item of readMailFile(file)) {
    if (item.kind !== 'message') continue;
    const mail = await parseMessage(item.bytes);
    const text = splitListFooter(mail.text).text;
    if (mail.messageId !== undefined) mails.set(mail.messageId, { text, parent: mail.parent, patch: readPatch(mail) });
  }
  const counts = { replies: 0, line: 0, hunk: 0, file: 0, message: 0 };
  const wrong: string[] = [];
  for (const [id, { text, parent, patch }] of mails) {
    if (patch !== undefined) continue;
    let above = mails.get(parent ?? '');
    for (let hops = 0; above !== undefined && above.patch === undefined && hops < 100; hops++)
      above = mails.get(above.parent ?? '');
    if (above?.patch === undefined) continue;
    const reply = readReply(text, above.patch.files, above.patch.description);
    if (reply.quotes !== 'diff') continue;
    counts.replies++;
    for (const remark of reply.remarks) {
      counts[remark.on]++;
      if (remark.on !== 'line' || remark.answers !== '' || remark.quoted === '') continue;
      const [own = ''] = textAt(above.patch.files, remark.path, remark.side, remark.line);
      const sign = remark.side === 'old' ? '-' : '';
      // The line stands in the quote above the words: whole, or broken over lines that follow on each other.
      const isQuoted = quotedAbove(text, remark.text.split('\n')[0] ?? '').some((rows) =>
        fold(rows.slice(0, 60).reverse().join('')).includes(fold(`${sign}${own}`)),
      );
      if (!isQuoted) wrong.push(`${id} ${remark.path}:${remark.line} ${own}`);
    }
  }
  return { counts, wrong };
}

describe('on real mail each remark on a line stands below a quote of that line', () => {
  const debate = findShared('data/mail/cow-debate.mbox');
  test.skipIf(debate === undefined)('the debate', async () => {
    const { counts, wrong } = await readMailbox(debate ?? '');
    expect(wrong).toEqual([]);
    expect(counts.line).toBeGreaterThan(15);
  });
  const list = findShared('data/mail/kselftest-10k.mbox.gz');
  test.skipIf(list === undefined)('ten thousand mails of a list', { timeout: 300_000 }, async () => {
    const { counts, wrong } = await readMailbox(list ?? '');
    expect(wrong).toEqual([]);
    expect(counts.line).toBeGreaterThan(3500);
    expect(counts.hunk + counts.file).toBeLessThan(counts.line / 20);
    console.info('remarks of replies that quote a diff', counts);
  });
});
