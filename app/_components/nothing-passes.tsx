import type { Narrowed } from '#lib/argument/narrow';
import { counted } from './numbers';

interface NothingPassesProps {
  /** What is listed: `claim`, `change`. */
  readonly noun: string;
  /** Several of them, where that is not the noun with an s. */
  readonly nouns?: string;
  /** The filters that are set, by name, each as a sentence says it: `the person`. */
  readonly set: ReadonlyMap<string, string>;
  readonly blamed: Narrowed<unknown>['blamed'];
  /** The same list without the filter of that name; without any where it is null. */
  readonly hrefWithout: (name: string | null) => string;
}

/** Why a narrowed list is empty, and the one thing to do about it. */
export function NothingPasses({ noun, nouns = `${noun}s`, set, blamed, hrefWithout }: NothingPassesProps) {
  const words = blamed === undefined ? undefined : set.get(blamed.name);
  if (blamed === undefined || words === undefined || set.size === 1) {
    return (
      <p className="note empty">
        {set.size === 1
          ? `No ${noun} passes this filter.`
          : `No ${noun} passes these filters, nor would one without any single one of them.`}{' '}
        <a href={hrefWithout(null)}>Show every {noun}</a>
      </p>
    );
  }
  return (
    <p className="note empty">
      No {noun} passes all of these filters. Without {words} {counted(blamed.count, `${noun} does`, `${nouns} do`)}:{' '}
      <a href={hrefWithout(blamed.name)}>leave out {words}</a>
    </p>
  );
}
