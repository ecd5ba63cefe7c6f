import type { LabelledDebate } from '#lib/db/argument';
import type { PersonPage } from '#lib/db/record-types';
import { ClaimLink } from '../../_components/claim-list';
import { attitudeText } from '../../_components/claim-words';
import { longDate } from '../../_components/dates';
import { counted } from '../../_components/numbers';
import { SourceDate } from '../../_components/source-link';
import { Today } from './today';

type Stance = PersonPage['claims'][number];

interface StanceTableProps {
  readonly person: string;
  /** By date. */
  readonly stances: readonly Stance[];
  readonly argument: LabelledDebate;
  /** What is known of each claim with hindsight, by slug; empty where it is not to be shown. */
  readonly hindsights: ReadonlyMap<string, string>;
}

/** A person's stances day by day, each with its claim, what became of that, and its mail. */
export function StanceTable({ person, stances, argument, hindsights }: StanceTableProps) {
  const days = [...new Set(stances.map(({ date }) => date))];
  return (
    <table className="t stk stances">
      <thead>
        <tr>
          <th>Stance</th>
          <th>claim</th>
          <th>mail</th>
          <th>the claim today, {argument.under?.id}</th>
        </tr>
      </thead>
      {days.map((day) => {
        const ofDay = stances.filter(({ date }) => date === day);
        return (
          <tbody key={day} id={`on-${day}`}>
            <tr className="day">
              <th colSpan={4} scope="rowgroup">
                <a href={`/people/${person}?on=${day}#stances`}>
                  <time dateTime={day}>{longDate(day)}</time>
                </a>
                : {tellDay(ofDay, argument)}
              </th>
            </tr>
            {ofDay.map((stance, index) => (
              <Row
                key={keyOf(stance)}
                stance={stance}
                argument={argument}
                // Said once of a claim on which somebody took several stances.
                hindsight={
                  ofDay.findIndex(({ claim }) => claim.slug === stance.claim.slug) === index
                    ? hindsights.get(stance.claim.slug)
                    : undefined
                }
              />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

function keyOf({ claim, messageId, attitude, note }: Stance): string {
  return `${claim.slug} ${messageId} ${attitude} ${note}`;
}

/** `9 stances; of 6 claims held 4 are accepted today, 1 is defeated; of 2 not held 1 is accepted`. */
function tellDay(stances: readonly Stance[], { labels }: LabelledDebate): string {
  const count = (held: boolean) => {
    const slugs = stances
      .filter(({ attitude }) => ['asserts', 'accepts', 'concedes'].includes(attitude) === held)
      .map(({ claim }) => claim.slug);
    const claims = [...new Set(slugs)];
    const labelled = (label: string) => claims.filter((slug) => labels.get(slug) === label).length;
    return { all: claims.length, accepted: labelled('in'), defeated: labelled('out') };
  };
  const [held, doubted] = [count(true), count(false)];
  const parts = [
    held.all > 0
      ? `of ${counted(held.all, 'claim')} held ${held.accepted} accepted today, ${held.defeated} defeated`
      : '',
    doubted.all > 0
      ? `of ${counted(doubted.all, 'claim')} doubted ${doubted.accepted} accepted today, ${doubted.defeated} defeated`
      : '',
  ];
  return [counted(stances.length, 'stance'), ...parts.filter((part) => part !== '')].join('; ');
}

function Row({
  stance,
  argument,
  hindsight,
}: {
  stance: Stance;
  argument: LabelledDebate;
  hindsight: string | undefined;
}) {
  const isGranted = stance.attitude === 'concedes' || stance.attitude === 'withdraws';
  return (
    <tr data-item>
      <td className={isGranted ? 'granted' : undefined}>{attitudeText[stance.attitude]}</td>
      <td>
        <ClaimLink claim={stance.claim} />
        <p className="note">{stance.note}</p>
        {hindsight !== undefined && (
          <p className="note">
            <b>Hindsight:</b> {hindsight}
          </p>
        )}
      </td>
      <td className="muted">
        <SourceDate date={stance.date} messageId={stance.messageId} held={stance.held} />
      </td>
      <td>
        <Today claim={stance.claim.slug} argument={argument} />
      </td>
    </tr>
  );
}
