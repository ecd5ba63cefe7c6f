'use client';

import { unstable_rethrow } from 'next/navigation';
import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from 'react';
import { ClaimFields, NoteFields, type QuoteLists, SaidFields, StanceFields } from './quote-fields';
import type { QuoteState } from './quote-state';
import { saveQuote } from './save-quote';

interface Props {
  readonly start: QuoteState;
  readonly lists: QuoteLists;
  /** The words that it is about. */
  readonly words: {
    readonly messageId: string;
    readonly form: number;
    readonly start: number;
    readonly end: number;
    readonly exact: string;
  };
  /** Where to go without saving. */
  readonly back: string;
}

const button = { claim: 'Make the claim', stance: 'Take the stance', note: 'Save the annotation' } as const;

const noAnswer = 'The server did not answer. Nothing was saved; what you wrote stands below. Try again.';

/** Makes a claim, a stance or an annotation of words in a mail. A plain form: it works without scripts as well. */
export function QuoteForm({ start, lists, words, back }: Props) {
  const [posted, post] = useActionState(saveQuote, start);
  const [answer, setAnswer] = useState<QuoteState | null>(null);
  const [isPending, startTransition] = useTransition();
  const said = useRef<HTMLDivElement>(null);
  const state = answer ?? posted;

  useEffect(() => {
    if (answer !== null && answer.problems.length > 0) said.current?.focus();
  }, [answer]);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
    const form = new FormData(event.currentTarget, submitter);
    // The fields stay as they are whatever comes back, so that nothing typed is lost where no answer comes.
    startTransition(async () => {
      const next = await saveQuote(state, form).catch((error: unknown) => {
        unstable_rethrow(error);
        return { ...state, problems: [noAnswer] };
      });
      startTransition(() => setAnswer(next));
    });
  };

  return (
    <form action={post} onSubmit={send} className="form quote-form">
      <input type="hidden" name="mail" value={words.messageId} />
      <input type="hidden" name="form" value={words.form} />
      <input type="hidden" name="start" value={words.start} />
      <input type="hidden" name="end" value={words.end} />
      <input type="hidden" name="exact" value={JSON.stringify(words.exact)} />
      {/* What Enter in a field does: the first button of a form. */}
      <button
        type="submit"
        name="intent"
        value={state.use === 'stance' ? 'find' : 'save'}
        className="vh"
        tabIndex={-1}
        aria-hidden="true"
      />
      <div ref={said} tabIndex={-1} className="said">
        {state.problems.length > 0 && (
          <ul className="issues" role="alert">
            {state.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      {state.use === 'claim' && <ClaimFields state={state} lists={lists} />}
      {state.use === 'stance' && <StanceFields state={state} />}
      {state.use === 'note' ? <NoteFields state={state} /> : <SaidFields state={state} lists={lists} />}
      {state.asksAuthor && (
        <label>
          You, asked once: Name &lt;address&gt;
          <input type="text" name="author" defaultValue={state.fields.author} autoComplete="name" />
        </label>
      )}
      <p className="bar">
        <button type="submit" name="intent" value="save" className="btn main" disabled={isPending}>
          {button[state.use]}
        </button>
        <a className="note" href={back}>
          Back to the mail
        </a>
      </p>
    </form>
  );
}
