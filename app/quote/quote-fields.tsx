import type { ClaimKind } from '#lib/argument/record/claim';
import { attitudes } from '#lib/argument/stance';
import type { QuoteState } from './quote-state';

/** Choice of a person for whom the save makes a record: the writer of the mail. */
export const newSpeaker = '+';

/** What the form's choices offer. */
export interface QuoteLists {
  readonly people: readonly { readonly slug: string; readonly name: string }[];
  readonly topics: readonly { readonly id: string; readonly title: string }[];
  readonly kinds: readonly ClaimKind[];
  /** The writer of the mail, where nobody has a record of them; null where one is there. */
  readonly writer: string | null;
}

interface FieldsProps {
  readonly state: QuoteState;
  readonly lists: QuoteLists;
}

/** Who says it, what they do, when, and what it comes to. */
export function SaidFields({ state: { fields }, lists }: FieldsProps) {
  return (
    <fieldset>
      <legend>Who says it</legend>
      <label>
        Person
        <select name="person" defaultValue={fields.person}>
          <option value="">–</option>
          {lists.writer !== null && <option value={newSpeaker}>{lists.writer}, who has no page here yet</option>}
          {lists.people.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        does what
        <select name="attitude" defaultValue={fields.attitude}>
          {attitudes.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      </label>
      <label>
        Day of the mail
        <input type="date" name="date" defaultValue={fields.date} />
      </label>
      <label className="across">
        What is said there, in your words
        <input type="text" name="said" defaultValue={fields.said} autoComplete="off" />
      </label>
    </fieldset>
  );
}

/** A claim's statement and where it belongs. */
export function ClaimFields({ state: { fields }, lists }: FieldsProps) {
  return (
    <fieldset>
      <legend>The claim</legend>
      <label className="across">
        Statement, in your own words, as a guarantee: the quote is not the claim
        <input type="text" name="title" defaultValue={fields.title} autoComplete="off" />
      </label>
      <label>
        Kind
        <select name="kind" defaultValue={fields.kind}>
          {lists.kinds.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      </label>
      <label>
        Why it is of that kind
        <input type="text" name="why" defaultValue={fields.why} autoComplete="off" />
      </label>
      <label>
        Topic
        <select name="topic" defaultValue={fields.topic}>
          {lists.topics.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Why nothing tests it yet
        <input type="text" name="untested" defaultValue={fields.untested} autoComplete="off" />
      </label>
      <label>
        Name in the address, made from the statement if empty
        <input type="text" name="slug" defaultValue={fields.slug} autoComplete="off" />
      </label>
      <label className="across">
        What it means, in Markdown, where more is to be said
        <textarea name="body" rows={4} defaultValue={fields.body} />
      </label>
    </fieldset>
  );
}

/** The search for a claim, and the claims found. */
export function StanceFields({ state: { fields, choices, choicesAre } }: { readonly state: QuoteState }) {
  return (
    <fieldset>
      <legend>The claim that it speaks of</legend>
      <div className="across seek">
        <input
          type="search"
          name="find"
          defaultValue={fields.find}
          aria-label="Words of the claim"
          placeholder="Words of the claim"
          autoComplete="off"
        />
        <button type="submit" name="intent" value="find" className="btn">
          Find claims
        </button>
      </div>
      <div className="across" role="radiogroup" aria-label="Claims">
        <p className="note" role="status">
          {choicesAre}
        </p>
        {choices.map(({ slug, title, kind, version }) => (
          <label key={`${slug}@${version}`} className="pick">
            <input
              type="radio"
              name="claim"
              value={`${slug}@${version}`}
              defaultChecked={fields.claim === `${slug}@${version}`}
            />
            <span>
              {title} <span className="note">{kind}</span>{' '}
              <a href={`/claims/${slug}`} target="_blank" rel="noreferrer">
                read it
              </a>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** An annotation of the words. */
export function NoteFields({ state: { fields } }: { readonly state: QuoteState }) {
  return (
    <fieldset>
      <legend>The annotation</legend>
      <input type="hidden" name="name" value={fields.name} />
      <label>
        Kind
        <select name="remark" defaultValue={fields.remark}>
          {['note', 'question', 'objection'].map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      </label>
      <label className="across">
        Text, in Markdown
        <textarea name="text" rows={6} defaultValue={fields.text} />
      </label>
    </fieldset>
  );
}
