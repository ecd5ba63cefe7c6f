'use client';

import { useActionState } from 'react';
import { AskAuthor } from '../_components/ask-author';
import { FormProblems } from '../_components/form-problems';
import { emptyRegroup, type RegroupState } from './regroup-state';

interface Props {
  readonly save: (state: RegroupState, form: FormData) => Promise<RegroupState>;
  readonly messageId: string;
  /** Its version; '' for a proposal without a series. */
  readonly label: string;
  /** Heads of the other versions. */
  readonly heads: readonly { readonly messageId: string; readonly label: string }[];
  /** It has no series to be taken out of. */
  readonly isAlone: boolean;
  readonly asksAuthor: boolean;
}

/** Says that a patch is grouped wrongly. A plain form: without scripts it is sent and answered as well. */
export function RegroupForm({ save, messageId, label, heads, isAlone, asksAuthor }: Props) {
  const [state, submit, isPending] = useActionState(save, emptyRegroup);
  return (
    <form action={submit} className="annotate" aria-label="Regroup by hand">
      <input type="hidden" name="page" value={messageId} />
      <FormProblems problems={state.problems} />
      <div key={state.turn} className="fields">
        <label>
          What is so
          <select name="how" defaultValue={state.how}>
            <option value="">Choose</option>
            {!isAlone && <option value="apart">This patch does not belong to its series</option>}
            {heads.length > 0 && <option value="no-version">{label} is no version of the others</option>}
            <option value="part-of">This patch is a part of another series</option>
            <option value="version-of">Its series is a version of another series</option>
          </select>
        </label>
        <label>
          The other series: the Message-ID of one of its mails
          <input type="text" name="with" defaultValue={state.with} autoComplete="off" spellCheck={false} list="heads" />
        </label>
        <datalist id="heads">
          {heads.map((one) => (
            <option key={one.messageId} value={one.messageId}>
              {one.label}
            </option>
          ))}
        </datalist>
        <label>
          Its number there, if it has one
          <input type="text" name="part" defaultValue={state.part} inputMode="decimal" autoComplete="off" />
        </label>
        {asksAuthor && <AskAuthor />}
      </div>
      <p>
        <button type="submit" className="btn" disabled={isPending}>
          Regroup
        </button>
      </p>
    </form>
  );
}
