import { claimKinds } from '#lib/argument/record/claim';
import { attitudes } from '#lib/argument/stance';
import { nameAnnotation } from '#lib/db/annotation';
import { findAuthor } from '#lib/db/author';
import { findDebate } from '#lib/db/debate';
import { listPeople } from '#lib/db/people';
import type { CheckedWords } from '#lib/db/quote-check';
import { findPersonOf } from '#lib/db/quote-records';
import { findChoices } from './claim-choices';
import { newSpeaker, type QuoteLists } from './quote-fields';
import type { QuoteQuery } from './quote-query';
import type { QuoteState } from './quote-state';

/** The form before anything is written: person, day and attitude as far as the mail and the address say them. */
export async function startQuote(
  { use, messageId, attitude }: QuoteQuery,
  { writer, date, isQuoted }: CheckedWords,
): Promise<{ readonly start: QuoteState; readonly lists: QuoteLists }> {
  const [person, people, debate, offered] = await Promise.all([
    findPersonOf(writer),
    use === 'note' ? [] : listPeople(),
    findDebate(),
    use === 'stance' ? findChoices('', messageId) : { choices: [], choicesAre: '' },
  ]);
  const hasName = writer.name !== '' || writer.address !== '';
  const isNew = person === undefined && hasName;
  const topics = debate?.topics.map(({ id, title }) => ({ id, title })) ?? [];
  // Of words that the mail quotes somebody else is the writer: whom, the mail does not say for sure.
  const speaker = isQuoted ? '' : (person?.slug ?? (isNew ? newSpeaker : ''));
  const fields = {
    person: speaker,
    attitude: attitudes.find((word) => word === attitude) ?? (use === 'stance' ? 'accepts' : 'asserts'),
    date: isQuoted ? '' : (date ?? ''),
    kind: 'factual',
    topic: topics[0]?.id ?? '',
    untested: 'nobody wrote a scenario for it yet',
    remark: 'note',
    name: nameAnnotation(),
  };
  return {
    start: { use, fields, problems: [], ...offered, asksAuthor: findAuthor() === undefined },
    lists: {
      people: people.map(({ slug, name }) => ({ slug, name })),
      topics,
      kinds: claimKinds,
      writer: isNew ? (writer.name === '' ? writer.address : writer.name) : null,
    },
  };
}
