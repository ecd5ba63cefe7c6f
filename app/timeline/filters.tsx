import type { Topic } from '#lib/db/record-types';
import { entryKinds } from '#lib/db/timeline';
import { Choice, peopleOptions } from '../_components/choice';
import { kindWords } from './kind-words';
import type { TimelineAsked } from './timeline-query';

interface FiltersProps {
  readonly asked: TimelineAsked;
  /** Names, by slug. */
  readonly people: ReadonlyMap<string, string>;
  readonly topics: readonly Topic[];
}

/** Narrows the timeline and chooses its day. A plain form, so that it works without scripts and its address is the view. */
export function Filters({ asked, people, topics }: FiltersProps) {
  return (
    <form className="filters" action="/timeline">
      <Choice
        name="kind"
        label="Kind"
        value={asked.kind}
        all="everything"
        options={entryKinds.map((value) => ({ value, label: kindWords[value].many }))}
      />
      <Choice name="person" label="Person" value={asked.person} all="anybody" options={peopleOptions(people)} />
      <Choice
        name="topic"
        label="Topic"
        value={asked.topic}
        all="every topic"
        options={topics.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <p className="field">
        <label htmlFor="filter-at">As known on</label>
        <input id="filter-at" type="date" name="at" defaultValue={asked.at} />
      </p>
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  );
}
