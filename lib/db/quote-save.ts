import { type Issue, isAcceptable } from '#lib/argument/issue';
import type { RecordKind } from '#lib/argument/records';
import { saveAnnotationIn } from '#lib/db/annotation';
import { nameMessages } from '#lib/db/message-names';
import { getMoot, type Moot } from '#lib/db/open';
import type { CheckedWords } from '#lib/db/quote-check';
import { textOfRow } from '#lib/db/record-text';
import type { AnnotationRequest, SaveRequest, SaveResult } from '#lib/db/record-types';
import { saveChecked } from '#lib/db/save-record';
import { checkScenarioText } from '#lib/db/scenario-text';
import { inTransaction, type Transaction } from '#lib/db/transaction';
import { checkRecord } from '#lib/markdown/check-record';
import { readRecord } from '#lib/markdown/record-file';

/** Takes a transaction back, and carries out what is to be said of it. */
class Refusal extends Error {
  readonly result: SaveResult;

  constructor(result: SaveResult) {
    super(result.state);
    this.result = result;
  }
}

/**
 * Saves records whose anchors point at words, in the order given, and keeps the words beside them: all of it or nothing.
 * The last record's result is given. A new record that stands there already with the same text is saved already: a form
 * that is sent twice makes one.
 */
export async function saveQuoted(
  requests: readonly SaveRequest[],
  words: CheckedWords,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SaveResult> {
  return keepTogether(where, words, requests.at(-1)?.author ?? '', async (tx) => {
    let last: SaveResult = { state: 'refused', issues: [] };
    for (const request of requests) {
      last = await saveIn(tx, request);
      if (last.state !== 'saved') return last;
    }
    return last;
  });
}

/** Saves an annotation of words in a mail, and keeps the words beside it. */
export async function saveQuotedAnnotation(
  request: AnnotationRequest,
  words: CheckedWords,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SaveResult> {
  return keepTogether(where, words, request.author, (tx) => saveAnnotationIn(tx, request));
}

async function keepTogether(
  where: Moot | Promise<Moot>,
  words: CheckedWords,
  author: string,
  save: (tx: Transaction) => Promise<SaveResult>,
): Promise<SaveResult> {
  const { prisma } = await where;
  try {
    return await inTransaction(prisma, async (tx) => {
      const result = await save(tx);
      if (result.state !== 'saved') throw new Refusal(result);
      await keepWords(tx, words, author);
      return result;
    });
  } catch (error) {
    if (error instanceof Refusal) return error.result;
    throw error;
  }
}

async function saveIn(tx: Transaction, request: SaveRequest): Promise<SaveResult> {
  const { kind, slug, version, author, note } = request;
  const { checked, issues } = checkRecord(readRecord<RecordKind>(kind, slug, request.text));
  const wrong: readonly Issue[] = checked === undefined ? issues : [...issues, ...checkScenarioText(checked)];
  if (checked === undefined || !isAcceptable(wrong)) return { state: 'refused', issues: wrong };
  const twin = version === 0 ? await tx.record.findUnique({ where: { kind_slug: { kind, slug } } }) : null;
  if (twin !== null && textOfRow(twin) === request.text) return { state: 'saved', slug, version: twin.version };
  return saveChecked(tx, checked, version, author, note);
}

/** Keeps the words that an anchor has the hash of. Taken again they have their new place; who took them first stays. */
async function keepWords(tx: Transaction, { anchor, kept }: CheckedWords, author: string): Promise<void> {
  const names = await nameMessages(tx, [anchor.messageId]);
  const nameId = names.get(anchor.messageId);
  if (nameId === undefined) throw new Error(`Cannot keep words of ${anchor.messageId}: it was not named`);
  const { paragraph, hash } = anchor;
  const { form, exact, prefix, suffix, start, end } = kept;
  const place = { form, exact, prefix, suffix, start, end };
  await tx.quote.upsert({
    where: { nameId_paragraph_hash: { nameId, paragraph, hash } },
    create: { nameId, paragraph, hash, ...place, author },
    update: place,
  });
}
