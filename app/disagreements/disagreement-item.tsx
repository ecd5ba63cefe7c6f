import type { Decision } from '#lib/argument/disagreement';
import type { DisagreementView, SideView, VoiceView } from '#lib/db/disagreements';
import type { PolicyRow } from '#lib/db/record-types';
import { ClaimLink } from '../_components/claim-list';
import { attitudeText } from '../_components/claim-words';
import { shortDate } from '../_components/dates';
import { policyRanges } from '../_components/policy-ranges';
import { SourceDate } from '../_components/source-link';
import { RangeText } from '../_components/verdict-ranges';

/** What a row needs of the debate. */
interface Shown {
  /** Without variants. */
  readonly policies: readonly PolicyRow[];
  /** Titles by id. */
  readonly families: ReadonlyMap<string, string>;
}

/** One disagreement: its two sides side by side, and what decides it, or why nothing does. */
export function DisagreementItem({ disagreement, shown }: { disagreement: DisagreementView; shown: Shown }) {
  const { id, type, sides, because, decisions, hasTrial, isLive, since } = disagreement;
  const [first] = sides;
  return (
    <li id={id} data-item>
      <p className="note">
        Since <time dateTime={since}>{shortDate(since)}</time>
        {!isLive && ' · over: one side has nobody left'}
      </p>
      <div className="both-sides">
        {sides.map((side, index) => (
          <div key={side.claim?.slug ?? 'against'}>
            {side.claim === null ? (
              <span className="statement">{index === 0 ? 'For it' : 'Not so'}</span>
            ) : (
              <ClaimLink claim={side.claim} />
            )}
            <Voices side={side} />
          </div>
        ))}
      </div>
      {because.map(({ claim, why }) => (
        <p key={claim.slug} className="note">
          {because.length > 1 || sides.every((side) => side.claim !== null) ? `“${claim.title}” is ${type}: ` : ''}
          {why}
        </p>
      ))}
      {decisions.map((decision) => (
        <DecisionText key={`${decision.family} ${decision.says}`} decision={decision} sides={sides} shown={shown} />
      ))}
      {type === 'factual' && decisions.length === 0 && (
        <p className="note">Nothing that was run tells the sides apart.</p>
      )}
      {hasTrial && first?.claim !== null && first !== undefined && (
        <p className="note">
          <a href={`/claims/${first.claim.slug}#same-run`}>The same run, judged by each side</a>
        </p>
      )}
    </li>
  );
}

/** Who is on a side, with what they last said for it. */
function Voices({ side }: { side: SideView }) {
  return (
    <ul className="voices">
      {side.voices.map((voice) => (
        <VoiceLine key={voice.person.slug} voice={voice} claim={side.claim?.slug ?? null} />
      ))}
    </ul>
  );
}

function VoiceLine({ voice: { person, sayings, hasLeft }, claim }: { voice: VoiceView; claim: string | null }) {
  const last = sayings.at(-1);
  if (last === undefined) return null;
  const what =
    last.claim === claim
      ? attitudeText[last.attitude]
      : `${attitudeText[last.attitude]}${last.attitude === 'lukewarm' ? ' about' : ''} the other claim`;
  return (
    <li className="note">
      <a className="who" href={`/people/${person.slug}`}>
        {person.name}
      </a>{' '}
      {claim === null ? attitudeText[last.attitude] : what}
      {hasLeft && ', later no more'}, <SourceDate date={last.date} messageId={last.message} held={last.held} />.{' '}
      {last.note}
    </li>
  );
}

/** What the runs of one family say, and under which policies. */
function DecisionText({
  decision: { family, says, policies },
  sides,
  shown,
}: {
  decision: Decision;
  sides: readonly SideView[];
  shown: Shown;
}) {
  return (
    <p className="note">
      {decisionText(says, sides)} under{' '}
      <RangeText ranges={{ ...policyRanges(shown.policies, new Set(policies)), every: false }} />
      {family !== shown.policies[0]?.family && ` (${shown.families.get(family) ?? family})`}
    </p>
  );
}

function decisionText(says: Decision['says'], [first, second]: readonly SideView[]): string {
  switch (says) {
    case 'both':
      return 'The runs keep both claims';
    case 'neither':
      return 'The runs break both claims';
    case 'first':
      return second?.claim === null ? `It holds, for ${speakers(first)},` : `The runs decide for ${speakers(first)}`;
    case 'second':
      return second?.claim === null ? `It fails, for ${speakers(second)},` : `The runs decide for ${speakers(second)}`;
  }
}

/** Those who speak for a side: who holds its claim, or, where nobody does, who rejects the other's. */
function speakers(side: SideView | undefined): string {
  const voices = side?.voices ?? [];
  const holding = voices.filter(({ sayings }) => sayings.some(({ claim }) => claim === side?.claim?.slug));
  return (holding.length > 0 ? holding : voices).map(({ person }) => person.name).join(', ');
}
