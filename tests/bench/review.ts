import { wordsOfLines } from '#lib/patch/carry/lines-words';
import { readDiff } from '#lib/patch/diff/diff';
import { readRemarks } from '#lib/patch/review/quoted-remark';
import { printReview, type ReviewRemark } from '#lib/patch/review/review-mail';
import { type Line, round } from './measure.ts';

const annotations = 100;
const hunks = 400;
const linesPerHunk = 50;

/** The review of a large patch with a hundred annotations, printed and read over; beside it, reading alone. */
export async function* benchReview(): AsyncGenerator<Line> {
  const { files, remarks } = makePatch();
  const mail = { author: { name: 'Ann', address: 'ann@example.org' }, dateMs: 0, zone: 0, description: 'x', files };
  printReview(mail, remarks, []);
  const started = performance.now();
  const review = printReview(mail, remarks, []);
  const figure = performance.now() - started;
  const again = performance.now();
  const read = readRemarks(review.text, files, 'x');
  const baseline = performance.now() - again;
  yield {
    ...{ bench: 'review: print and check', figure: round(figure, 1), unit: 'ms', baseline: round(baseline, 1) },
    ...{ annotations, read: read.length, unsure: review.unsure.length, lines: hunks * linesPerHunk },
  };
}

function makePatch() {
  const rows = ['diff --git a/lib/x.c b/lib/x.c', '--- a/lib/x.c', '+++ b/lib/x.c'];
  for (let hunk = 0; hunk < hunks; hunk++) {
    const at = hunk * 100 + 1;
    rows.push(`@@ -${at},${linesPerHunk / 2} +${at},${linesPerHunk} @@ f${hunk}(void)`);
    // Every other line stands in many hunks, as braces and returns do.
    for (let i = 0; i < linesPerHunk; i++)
      rows.push(`${i % 2 === 0 ? ' ' : '+'}\t${i % 3 === 0 ? '}' : `x${i} = ${hunk % 7};`}`);
  }
  const read = readDiff(`${rows.join('\n')}\n`);
  const files = 'files' in read ? read.files : [];
  const [file] = files;
  if (file === undefined) throw new Error('the generated diff cannot be read');
  const remarks = Array.from({ length: annotations }, (_, i): ReviewRemark => {
    const line = Math.floor((i * hunks) / annotations) * 100 + 1 + (i % linesPerHunk);
    const words = wordsOfLines(file, 'new', line, line);
    if (words === undefined) throw new Error(`no line ${line}`);
    const place = { on: 'line', path: 'lib/x.c', side: 'new', line, end: line, words } as const;
    return { slug: `a${i}`, kind: 'note', body: `Remark ${i}: why so?`, blocks: [], ...place };
  });
  return { files, remarks };
}
