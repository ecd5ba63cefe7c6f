import { labelWord } from '#lib/argument/label-word';
import type { OutlineEntry } from '#lib/diagram/map/outline';
import { relationRole, relationText } from '../_components/claim-words';
import { Mark } from '../_components/mark';
import { SourceDate } from '../_components/source-link';
import type { FoundMap } from './find-map';
import { foldHref, type MapAsked, mapHref } from './map-query';

interface OutlineProps {
  readonly entries: readonly OutlineEntry[];
  readonly found: FoundMap;
  readonly asked: MapAsked;
  /** Message-IDs that are imported. */
  readonly held: ReadonlySet<string>;
}

/** The claims and relations of the map as a nested list. */
export function Outline({ entries, found, asked, held }: OutlineProps) {
  if (entries.length === 0) return null;
  return (
    <ul>
      {entries.map((entry) => (
        <li key={`${entry.relation?.from} ${entry.relation?.kind} ${entry.relation?.to} ${entry.slug}`}>
          <Entry entry={entry} found={found} asked={asked} held={held} />
          <Outline entries={entry.entries} found={found} asked={asked} held={held} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ entry, found, asked, held }: Omit<OutlineProps, 'entries'> & { entry: OutlineEntry }) {
  const { slug, relation, direction, together } = entry;
  const { debate, choice, selection } = found;
  const titleOf = (name: string) => debate.graph.claims.find((claim) => claim.slug === name)?.title ?? name;
  const label = labelWord[debate.labels.get(slug) ?? 'undecided'];
  const isFocus = relation === null && slug === choice.focus;
  const isPremise = relation === null && choice.focus !== null && !isFocus;
  const chosen =
    relation === null || entry.entries.length > 0 ? selection.claims.find((one) => one.slug === slug) : undefined;
  return (
    <div className={isFocus ? 'here' : undefined} data-item="">
      {relation !== null && (
        <span className={`rel ${relationRole(relation.kind)}`}>{relationText({ kind: relation.kind, direction })}</span>
      )}
      {isPremise && <span className="rel">with</span>}{' '}
      {isFocus ? (
        <a href={`/claims/${slug}`}>
          <b>{titleOf(slug)}</b>
        </a>
      ) : (
        <a href={mapHref(asked, { claim: slug, isAll: false, folded: [] })}>{titleOf(slug)}</a>
      )}{' '}
      <Mark word={label} />
      {together.length > 0 && <span> together with {together.map(titleOf).join('; ')}</span>}
      {relation?.toward && <span> as a reason for: {titleOf(relation.toward)}</span>}
      {relation?.scenario && (
        <span>
          {' '}
          as shown by <a href={`/scenarios/${relation.scenario}`}>{relation.scenario}</a>
        </span>
      )}{' '}
      {relation !== null && (
        <span className="src">
          {relation.person !== null && `${debate.people.get(relation.person) ?? relation.person}, `}
          <SourceDate
            date={relation.date}
            messageId={relation.message}
            held={relation.message !== null && held.has(relation.message)}
          />
        </span>
      )}
      {chosen !== undefined && chosen.fold !== 'none' && (
        <a className="fold-link" href={foldHref(asked, slug)}>
          {chosen.fold === 'open' ? 'Fold' : `Show ${chosen.hidden} more`}
        </a>
      )}
    </div>
  );
}
