import { disagreementTypes } from '#lib/argument/disagreement';
import type { DisagreementView } from '#lib/db/disagreements';
import { Choice, peopleOptions } from '../_components/choice';
import { capital } from '../_components/claim-words';
import type { DisagreementsQuery } from './disagreements-query';

/** Narrows the list. A plain form, so that it works without scripts and its address is the view. */
export function DisagreementFilters({ asked, rows }: { asked: DisagreementsQuery; rows: readonly DisagreementView[] }) {
  const people = new Map(
    rows.flatMap(({ sides }) => sides.flatMap(({ voices }) => voices.map(({ person }) => [person.slug, person.name]))),
  );
  return (
    <form className="filters" action="/disagreements">
      <Choice
        name="type"
        label="Type"
        value={asked.type}
        all="every type"
        options={disagreementTypes.map((value) => ({ value, label: capital(value) }))}
      />
      <Choice name="person" label="Person" value={asked.person} all="anybody" options={peopleOptions(people)} />
      <Choice
        name="state"
        label="State"
        value={asked.state}
        all="over or not"
        options={[
          { value: 'live', label: 'not over' },
          { value: 'over', label: 'over' },
        ]}
      />
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}
