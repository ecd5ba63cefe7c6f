import { labelWord } from '#lib/argument/label-word';
import { claimKinds } from '#lib/argument/record/claim';
import { attitudes } from '#lib/argument/stance';
import { worstFirst } from '#lib/argument/standing';
import { Choice, type Option, plainOptions } from '../_components/choice';
import { attitudeText, capital } from '../_components/claim-words';
import { sortOptions, sortValue } from '../_components/sort-options';
import type { ClaimsQuery } from './claims-query';

/** What there is to choose from, beside words that are always the same. */
export interface ClaimOptions {
  readonly topics: readonly Option[];
  readonly people: readonly Option[];
  readonly properties: readonly Option[];
  /** Policies and kernels. */
  readonly unders: readonly Option[];
}

/** Narrows the list. A plain form, so that it works without scripts and its address is the view. */
export function ClaimFilters({
  asked,
  options,
  newest,
}: {
  asked: ClaimsQuery;
  options: ClaimOptions;
  /** The kernel that is meant where none is chosen; null where there is none. */
  newest: string | null;
}) {
  return (
    <form className="filters" action="/claims">
      <Choice name="topic" label="Topic" value={asked.topic} all="every topic" options={options.topics} />
      <Choice
        name="kind"
        label="Kind"
        value={asked.kind}
        all="every kind"
        options={claimKinds.map((value) => ({ value, label: capital(value) }))}
      />
      <Choice name="person" label="Person" value={asked.person} all="anybody" options={options.people} />
      <Choice
        name="attitude"
        label="Stance"
        value={asked.attitude}
        all="any stance"
        options={attitudes.map((value) => ({ value, label: attitudeText[value] }))}
      />
      <Choice
        name="property"
        label="Property"
        value={asked.property}
        all="every property"
        options={options.properties}
      />
      <Choice
        name="scenario"
        label="Scenario"
        value={asked.scenario}
        all="with or without"
        options={[
          { value: 'with', label: 'with a scenario' },
          { value: 'without', label: 'without a scenario' },
        ]}
      />
      <Choice
        name="under"
        label="Under"
        value={asked.under}
        all={newest === null ? 'no kernel' : `${newest}, the newest`}
        options={options.unders}
      />
      <Choice
        name="label"
        label="Standing"
        value={asked.label}
        all="any"
        options={plainOptions(Object.values(labelWord))}
      />
      <Choice name="verdict" label="Verdict" value={asked.verdict} all="any" options={plainOptions(worstFirst)} />
      <Choice name="sort" label="Order" value={sortValue(asked.sort)} all={null} options={sortOptions} />
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}
