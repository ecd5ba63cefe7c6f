import { annotationKinds } from '#lib/argument/record/annotation';
import { hashText } from '#lib/db/hash-text';
import type { AnnotationView } from '#lib/db/record-types';
import type { Patch } from '#lib/patch/patch';
import { type QuotedRemark, readReply } from '#lib/patch/review/quoted-remark';
import { printAsMarkdown } from '#lib/patch/review/remark-markdown';
import { applyMarks, type MarkedRemark, type ReviewMark } from '#lib/patch/review/review-mark';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** A remark of a mail, with what it says as it stands there. */
export interface MailRemark {
  readonly note: AnnotationView;
  readonly text: string;
}

/** The mail that a remark is read from. */
export interface ReplySource {
  /** The patch that it is about. */
  readonly messageId: string;
  /** The mail's own Message-ID. */
  readonly source: string;
  /** `Name <address>`. */
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
  readonly marks: readonly ReviewMark[];
}

/**
 * The remarks of a reply that speak of the patch: those of a mail that quotes some of it, and those that answer a remark
 * made `earlier`, oldest first, by quoting it. An answer stands where what it answers stands.
 */
export function readReplyRemarks(
  reply: ReplySource,
  patch: Patch,
  earlier: readonly MailRemark[],
): readonly MailRemark[] {
  const { remarks, quotes } = readReply(reply.text, patch.files, patch.description);
  return applyMarks(remarks, reply.marks, patch.files).flatMap((remark): MailRemark[] => {
    const answered = findAnswered(remark, earlier);
    if (answered === undefined && quotes === null) return [];
    const note = viewRemark(reply, remark, answered?.note);
    return [{ note, text: remark.text }];
  });
}

/** How much of the end of what is quoted has to stand in a remark that is answered: a line of a mail. */
const ENOUGH = 60;

/** The remark whose words are quoted right above; the newest where several say so. */
function findAnswered(
  { answers }: Pick<QuotedRemark, 'answers'>,
  earlier: readonly MailRemark[],
): MailRemark | undefined {
  if (answers === '') return undefined;
  const end = answers.slice(-ENOUGH);
  return earlier.findLast(({ text }) => {
    const said = foldWhiteSpace(text);
    return said.includes(end) || (said.length >= ENOUGH / 3 && answers.includes(said));
  });
}

function viewRemark(reply: ReplySource, remark: MarkedRemark, answered: AnnotationView | undefined): AnnotationView {
  const { messageId, source, author, at } = reply;
  const place = answered ?? { ...remark, on: remark.on === 'hunk' ? ('range' as const) : remark.on };
  const { on, path, side, line, end, words } = place;
  const quoted =
    on === 'message' && remark.about !== '' ? `> ${printAsMarkdown(remark.about).replaceAll('\n', '\n> ')}\n\n` : '';
  return {
    slug: `mail-${hashText(source).slice(0, 12)}-${remark.position}`,
    ...{ messageId, on, path, side, line, end, words, author, source },
    kind: annotationKinds.find((kind) => kind === remark.kind) ?? 'note',
    bodyMarkdown: `${quoted}${printAsMarkdown(remark.text)}`,
    claims: [],
    scenarios: [],
    rule: null,
    parent: answered?.slug ?? null,
    answers: [],
    carried: [],
    version: 0,
    createdAt: at,
    updatedAt: at,
  };
}
