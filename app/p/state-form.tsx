'use client';

import { useActionState } from 'react';
import { AskAuthor } from '../_components/ask-author';
import { FormProblems } from '../_components/form-problems';
import type { SayState } from './say-state';

interface Props {
  readonly save: (state: SayState, form: FormData) => Promise<SayState>;
  readonly messageId: string;
  /** Message-ID of the head of the version. */
  readonly head: string;
  /** Version of the record of what was said; 0 where nobody said anything. */
  readonly version: number;
  readonly state: string;
  /** Whether a person said so, and may take it back. */
  readonly isGiven: boolean;
  readonly states: readonly string[];
  readonly asksAuthor: boolean;
}

/** Says what became of a series. A plain form: it is sent and refused without scripts as well. */
export function StateForm({ save, messageId, head, version, state, isGiven, states, asksAuthor }: Props) {
  const [sent, submit, isPending] = useActionState(save, { problems: [], version });
  return (
    <form action={submit} className="annotate" aria-label="State of the series">
      <input type="hidden" name="message" value={messageId} />
      <input type="hidden" name="head" value={head} />
      <input type="hidden" name="version" value={sent.version} />
      <FormProblems problems={sent.problems} />
      <label>
        It is
        <select name="state" defaultValue={state}>
          {states.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label>
        Why
        <input type="text" name="note" autoComplete="off" />
      </label>
      {asksAuthor && <AskAuthor />}
      <div className="rowx">
        <button type="submit" className="btn" name="intent" value="say" disabled={isPending}>
          Save state
        </button>
        {isGiven && (
          <button type="submit" className="btn" name="intent" value="take-back" disabled={isPending}>
            Take back
          </button>
        )}
      </div>
    </form>
  );
}
