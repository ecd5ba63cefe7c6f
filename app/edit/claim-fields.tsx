'use client';

import { relationKinds } from '#lib/argument/relation';
import { attitudes } from '#lib/argument/stance';
import type { Fields } from './additions';
import type { EditorLists } from './editor';
import { ChoiceField, TextField } from './fields';

interface ClaimFieldsProps {
  readonly lists: EditorLists;
  /** What stands in the fields already. */
  readonly given: Fields;
  /** Another number where the server emptied fields. */
  readonly round: number;
}

/** Fields that add a relation, a stance or a scenario to the claim's text above. */
export function ClaimFields({ lists, given, round }: ClaimFieldsProps) {
  const claims = lists.claims.map(({ slug, title }) => ({ value: slug, label: title }));
  const people = lists.people.map(({ slug, name }) => ({ value: slug, label: name }));
  const scenarios = lists.scenarios.map(({ slug, title }) => ({ value: slug, label: title }));
  const field = (name: string) => ({ name, start: given[name] ?? '', round });
  return (
    <>
      <fieldset>
        <legend>Add a relation</legend>
        <ChoiceField {...field('relation-kind')} label="This claim" options={words(relationKinds)} />
        <ChoiceField {...field('relation-claim')} label="the claim" options={claims} />
        <ChoiceField {...field('relation-person')} label="Who says so, where somebody does" options={people} />
        <TextField {...field('relation-message')} label="in the mail (Message-ID), where there is one" />
        <TextField {...field('relation-date')} label="Date" type="date" />
        <TextField {...field('relation-note')} label="How, in your words" across />
        <Add what="relation" />
      </fieldset>
      <fieldset>
        <legend>Add a stance</legend>
        <ChoiceField {...field('stance-person')} label="Who" options={people} />
        <ChoiceField {...field('stance-attitude')} label="does what" options={words(attitudes)} />
        <TextField {...field('stance-message')} label="in the mail (Message-ID)" />
        <TextField {...field('stance-date')} label="Date of the mail" type="date" />
        <TextField {...field('stance-note')} label="What is said, in your words" across />
        <Add what="stance" />
      </fieldset>
      <fieldset>
        <legend>Add a scenario</legend>
        <ChoiceField {...field('scenario-scenario')} label="Scenario" options={scenarios} />
        <TextField {...field('scenario-property')} label="Property that speaks for the claim" />
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
        Add the {what} to the text
      </button>
    </p>
  );
}
