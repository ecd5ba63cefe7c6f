'use client';

import { useActionState } from 'react';
import { FormProblems } from '../_components/form-problems';
import type { DeclareState, declare } from './declare';

/** What may be chosen. */
export interface DeclareChoices {
  readonly families: readonly {
    readonly family: string;
    readonly policies: readonly { readonly id: string; readonly label: string }[];
    readonly points: readonly { readonly id: string; readonly question: string }[];
  }[];
  readonly kernels: readonly string[];
  readonly changes: readonly { readonly slug: string; readonly title: string }[];
  /** Messages that may declare: the patch, and the head of its series. */
  readonly messages: readonly { readonly id: string; readonly label: string }[];
  /** The beginning of a policy of one's own. */
  readonly example: string;
}

interface Props {
  readonly save: typeof declare;
  readonly start: DeclareState;
  readonly choices: DeclareChoices;
}

/** Says which policy a patch or its version makes. Works without scripts: it is a form that is sent. */
export function DeclareForm({ save, start, choices }: Props) {
  const [{ fields, problems, asksAuthor }, send, isPending] = useActionState(save, start);
  return (
    <form className="declare form" action={send} key={JSON.stringify(fields)}>
      <FormProblems problems={problems} />
      <input type="hidden" name="page" value={fields.page} />
      <input type="hidden" name="date" value={fields.date} />
      <label>
        <span>Who declares</span>
        <select name="message" defaultValue={fields.message}>
          {choices.messages.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>What it does, in our words</span>
        <input name="title" required defaultValue={fields.title} maxLength={200} />
      </label>
      <label>
        <span>Policy that it makes</span>
        <select name="policy" defaultValue={fields.policy}>
          <option value="">none of these</option>
          {choices.families.map(({ family, policies }) => (
            <optgroup key={family} label={family}>
              {policies.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label>
        <span>What it starts from</span>
        <input
          name="before"
          defaultValue={fields.before}
          list="declare-before"
          placeholder="what was in force before"
        />
      </label>
      <datalist id="declare-before">
        {choices.families.flatMap(({ policies }) =>
          policies.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          )),
        )}
        {choices.kernels.map((kernel) => (
          <option key={kernel} value={kernel} />
        ))}
      </datalist>
      <label>
        <span>Next version of</span>
        <select name="revises" defaultValue={fields.revises}>
          <option value="">no change that is here</option>
          {choices.changes.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <details className="fold" open={fields.points.length > 0}>
        <summary>Decision points that it answers otherwise</summary>
        {choices.families.map(({ family, points }) => (
          <fieldset key={family}>
            <legend>{family}</legend>
            {points.map(({ id, question }) => (
              <label key={id} className="check" title={question}>
                <input type="checkbox" name="points" value={id} defaultChecked={fields.points.includes(id)} /> {id}
              </label>
            ))}
          </fieldset>
        ))}
      </details>
      <details className="fold" open={fields.own !== ''}>
        <summary>A policy of your own, where it makes none of those</summary>
        <p className="note">
          In the <a href="/guide/own-policy">language of policies of one’s own</a>; it is judged over every scenario.
        </p>
        <textarea
          name="own"
          rows={6}
          defaultValue={fields.own}
          placeholder={choices.example}
          aria-label="Policy text"
        />
      </details>
      {asksAuthor && (
        <label>
          <span>You, as: Name &lt;address&gt;</span>
          <input name="author" required />
        </label>
      )}
      <div className="rowx">
        <button type="submit" className="btn" disabled={isPending}>
          Say it
        </button>
        <span className="note">It becomes a change record, which can be edited, cited and exported.</span>
      </div>
    </form>
  );
}
