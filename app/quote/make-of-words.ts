import type { AnnotationKind } from '#lib/argument/record/annotation';
import { claimKinds } from '#lib/argument/record/claim';
import { attitudes } from '#lib/argument/stance';
import { SharedWords } from '#lib/content/shared-words';
import type { CheckedWords } from '#lib/db/quote-check';
import {
  freePersonSlug,
  type SaidStance,
  type Speaker,
  saveClaimOfWords,
  saveStanceOfWords,
} from '#lib/db/quote-records';
import { saveQuotedAnnotation } from '#lib/db/quote-save';
import type { SaveResult } from '#lib/db/record-types';
import { noWords } from '#lib/patch/carry/anchor-words';
import { slugOf } from '../_components/slug-of';
import { newSpeaker } from './quote-fields';
import type { QuoteUse } from './quote-query';

type Fields = Readonly<Record<string, string>>;

/** Why nothing was made; empty where it was. `isStale` where a claim was changed since it was shown. */
export interface Made {
  readonly problems: readonly string[];
  readonly isStale: boolean;
}

const refused = (...problems: readonly string[]): Made => ({ problems, isStale: false });

/** Makes a claim, a stance or an annotation of checked words and what was filled in. */
export async function makeOfWords(use: QuoteUse, fields: Fields, words: CheckedWords, author: string): Promise<Made> {
  if (use === 'note') return annotate(fields, words, author);
  const problems = [...missing(fields, 'said'), ...missing(fields, 'person'), ...missing(fields, 'date')];
  const own = [line(fields.title), line(fields.said), line(fields.why), fields.body ?? ''].join('\n\n');
  problems.push(...borrowed(own, words));
  const attitude = attitudes.find((word) => word === fields.attitude) ?? 'asserts';
  const speaker = await speakerOf(fields, words);
  const said: SaidStance = { speaker, attitude, note: line(fields.said), date: fields.date ?? '' };
  return use === 'claim'
    ? makeClaim(fields, said, words, author, problems)
    : takeStance(fields, said, words, author, problems);
}

async function makeClaim(
  fields: Fields,
  said: SaidStance,
  words: CheckedWords,
  author: string,
  found: readonly string[],
): Promise<Made> {
  const problems = [...found, ...missing(fields, 'title'), ...missing(fields, 'why'), ...missing(fields, 'untested')];
  const title = line(fields.title);
  const slug = line(fields.slug) === '' ? slugOf(title) : line(fields.slug);
  if (problems.length > 0) return refused(...problems);
  const claim = {
    ...{ slug, title, why: line(fields.why), noScenario: line(fields.untested) },
    kind: claimKinds.find((word) => word === fields.kind) ?? 'factual',
    topic: line(fields.topic),
    body: (fields.body ?? '').trim() === '' ? said.note : (fields.body ?? ''),
  };
  const result = await saveClaimOfWords(claim, said, words, { author, note: null });
  if (result.state !== 'conflict') return sayRefused(result);
  return refused(
    `There is a claim named ${slug} already: “${titleOf(result)}”. Take a stance on it, or give yours another name.`,
  );
}

async function takeStance(
  fields: Fields,
  said: SaidStance,
  words: CheckedWords,
  author: string,
  found: readonly string[],
): Promise<Made> {
  const { slug, seen } = /^(?<slug>[a-z0-9-]+)@(?<seen>\d{1,9})$/.exec(fields.claim ?? '')?.groups ?? {};
  const problems = [...found, ...(slug === undefined ? ['Choose the claim that the words speak of.'] : [])];
  if (slug === undefined || problems.length > 0) return refused(...problems);
  const result = await saveStanceOfWords({ slug, seen: Number(seen) }, said, words, { author, note: null });
  if (result.state !== 'conflict') return sayRefused(result);
  const now = titleOf(result);
  const problem =
    now === ''
      ? 'The claim was taken away while you wrote. Choose another one.'
      : `Somebody changed the claim while you wrote; it now says: “${now}”. Choose it again if the stance still fits.`;
  return { problems: [problem], isStale: true };
}

async function annotate(fields: Fields, words: CheckedWords, author: string): Promise<Made> {
  const { messageId: message, paragraph, hash } = words.anchor;
  const body = (fields.text ?? '').trim();
  if (body === '') return refused(...missing(fields, 'text'));
  const kinds: readonly AnnotationKind[] = ['note', 'question', 'objection'];
  const kind = kinds.find((word) => word === fields.remark) ?? 'note';
  const front = {
    ...({ message, on: 'message', paragraph, hash, kind } as const),
    ...{ claims: [], scenarios: [], answers: [], carried: [] },
  };
  // The form names its annotation before it is sent: sent twice it makes one.
  const slug = /^a-[0-9a-f]{12}$/.test(fields.name ?? '') ? (fields.name ?? null) : null;
  const result = await saveQuotedAnnotation({ slug, front, words: noWords, body, author, version: 0 }, words);
  if (result.state === 'conflict') {
    return refused(
      'This form was sent already with another text. Open the annotation to change it, or select the words again.',
    );
  }
  return sayRefused(result);
}

async function speakerOf(fields: Fields, { writer }: CheckedWords): Promise<Speaker> {
  const slug = line(fields.person);
  if (slug !== newSpeaker) return { kind: 'known', slug };
  const name = writer.name === '' ? writer.address : writer.name;
  return { kind: 'new', slug: await freePersonSlug(slugOf(name) || 'somebody', writer), writer };
}

function sayRefused(result: SaveResult): Made {
  return refused(
    ...(result.state === 'refused'
      ? result.issues.map(({ field, message }) => (field === null ? message : `${field}: ${message}`))
      : []),
  );
}

/** The statement of a claim's file. */
function titleOf(result: Extract<SaveResult, { state: 'conflict' }>): string {
  return /^title: (.*)$/m.exec(result.current.text)?.[1]?.replace(/^'(.*)'$/, '$1') ?? '';
}

const labels: Fields = {
  said: 'Say in your own words what is said there.',
  person: 'Say who says it.',
  date: 'Say the day on which it was said.',
  title: 'Write the statement in your own words: the quote is not the claim.',
  why: 'Say why the claim is of that kind.',
  untested: 'Say why nothing tests it yet.',
  text: 'Write a sentence first.',
};

function missing(fields: Fields, name: string): string[] {
  return line(fields[name]) === '' ? [labels[name] ?? `${name} is missing.`] : [];
}

/** Words of the mail that stand in what should be one's own: eight in a row are a sentence of the mail. */
function borrowed(text: string, { kept }: CheckedWords): string[] {
  const shared = new SharedWords([{ file: '', text }]);
  shared.add('', kept.exact);
  return shared
    .list()
    .map(({ words }) => `“${words}” are the mail's own words: say it in yours. The quote keeps theirs beside it.`);
}

/** A field as one line. */
function line(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}
