import { objectionStates } from '#lib/argument/objection';
import type { ObjectionView } from '#lib/db/objections';
import { Choice, type Option, plainOptions } from '../_components/choice';
import type { ObjectionsQuery } from './objections-query';

/** Narrows the list. A plain form, so that it works without scripts and its address is the view. */
export function ObjectionFilters({ asked, rows }: { asked: ObjectionsQuery; rows: readonly ObjectionView[] }) {
  const states = objectionStates.filter((state) => rows.some((row) => row.state === state));
  const people = distinct(rows.map(({ person }) => ({ value: person.slug, label: person.name })));
  const changes = distinct(rows.map(({ change }) => ({ value: change.slug, label: change.title })));
  const policies = [...new Set(rows.flatMap(({ change }) => change.policies))].sort();
  return (
    <form className="filters" action="/objections">
      <Choice name="state" label="State" value={asked.state} all="any state" options={plainOptions(states)} />
      <Choice name="person" label="Person" value={asked.person} all="anybody" options={people} />
      <Choice name="change" label="Change" value={asked.change} all="every change" options={changes} />
      <Choice name="policy" label="Policy" value={asked.policy} all="every policy" options={plainOptions(policies)} />
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}

function distinct(options: readonly Option[]): readonly Option[] {
  return [...new Map(options.map((option) => [option.value, option])).values()].toSorted((a, b) =>
    a.label < b.label ? -1 : a.label > b.label ? 1 : 0,
  );
}
