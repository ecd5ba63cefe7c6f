'use client';

import { relationKinds } from '#lib/argument/relation';
import { attitudes } from '#lib/argument/stance';
import type { EditorLists } from './editor';
import { ChoiceField, TextField } from './fields';

/** Fields that add a relation, a stance or a scenario to the claim's text above. */
export function ClaimFields({ lists }: { lists: EditorLists }) {
  const claims = lists.claims.map(({ slug, title }) => ({ value: slug, label: title }));
  const people = lists.people.map(({ slug, name }) => ({ value: slug, label: name }));
  const scenarios = lists.scenarios.map(({ slug, title }) => ({ value: slug, label: title }));
  return (
    <>
      <fieldset>
        <legend>Add a relation</legend>
        <ChoiceField name="relation-kind" label="This claim" options={words(relationKinds)} />
        <ChoiceField name="relation-claim" label="the claim" options={claims} />
        <ChoiceField name="relation-person" label="Who says so" options={people} />
        <TextField name="relation-message" label="in the mail (Message-ID)" />
        <TextField name="relation-date" label="Date of the mail" type="date" />
        <TextField name="relation-note" label="How, in your words" across />
        <Add what="relation" />
      </fieldset>
      <fieldset>
        <legend>Add a stance</legend>
        <ChoiceField name="stance-person" label="Who" options={people} />
        <ChoiceField name="stance-attitude" label="does what" options={words(attitudes)} />
        <TextField name="stance-message" label="in the mail (Message-ID)" />
        <TextField name="stance-date" label="Date of the mail" type="date" />
        <TextField name="stance-note" label="What is said, in your words" across />
        <Add what="stance" />
      </fieldset>
      <fieldset>
        <legend>Add a scenario</legend>
        <ChoiceField name="scenario-scenario" label="Scenario" options={scenarios} />
        <TextField name="scenario-property" label="Property that speaks for the claim" />
        <Add what="scenario" />
      </fieldset>
    </>
  );
}

function words(list: readonly string[]) {
  return list.map((word) => ({ value: word, label: word }));
}

function Add({ what }: { what: string }) {
  return (
    <p>
      <button type="submit" name="intent" value={`add-${what}`} className="btn">
        Add to the text
      </button>
    </p>
  );
}
