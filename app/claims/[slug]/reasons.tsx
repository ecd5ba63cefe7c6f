import { Fragment } from 'react';
import { type Phrase, sayReason } from '#lib/argument/say-reason';
import { wordOf } from '#lib/argument/standing';
import type { Reason } from '#lib/argument/why';
import type { ClaimStanding } from '#lib/db/claim-standing';
import { LabelMark } from '../../_components/label-mark';
import { runHref } from '../../_components/matrix-cell';
import { SourceDate } from '../../_components/source-link';

/** What the reasons name, by slug and by Message-ID. */
type Names = Pick<ClaimStanding, 'titles' | 'people' | 'held'>;

/** Levels of reasons that stand open; deeper ones are one click away. */
const openLevels = 4;

/** Reasons as nested lists, each claim's reasons below it, down to runs and mails. */
export function Reasons({ reasons, names, level = 0 }: { reasons: readonly Reason[]; names: Names; level?: number }) {
  const holding = reasons.filter(isHolding);
  const folded = holding.length >= leastFolded ? holding : [];
  return (
    <ul className="why">
      {reasons.map((reason, index) => {
        if (reason !== folded[0] && folded.some((one) => one === reason)) return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes in place
          <li key={index}>
            {reason === folded[0] ? (
              <details className="fold">
                <summary>
                  {folded.length} scenarios hold in every schedule under {policiesOf(folded)}
                </summary>
                <ul className="why">
                  {folded.map((one) => (
                    <li key={`${one.witness.scenario} ${one.witness.property} ${one.witness.kind}`}>
                      <ReasonItem reason={one} names={names} level={level} />
                    </li>
                  ))}
                </ul>
              </details>
            ) : (
              <ReasonItem reason={reason} names={names} level={level} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type RunReason = Extract<Reason, { what: 'run' }>;

/** Runs that hold are many and quiet: as many as this stand folded. */
const leastFolded = 3;

function isHolding(reason: Reason): reason is RunReason {
  return (
    reason.what === 'run' && reason.speaks === 'for' && reason.label === 'in' && wordOf(reason.witness) === 'holds'
  );
}

function policiesOf(runs: readonly RunReason[]): string {
  return [...new Set(runs.map(({ witness }) => witness.policy))].join(', ');
}

function ReasonItem({ reason, names, level }: { reason: Reason; names: Names; level: number }) {
  const sentence = (
    <>
      {reason.what === 'claim' && (
        <>
          <LabelMark label={reason.label} />{' '}
        </>
      )}
      {sayReason(reason).map((phrase, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={index}>
          <Said phrase={phrase} names={names} />
        </Fragment>
      ))}
    </>
  );
  const below = 'because' in reason ? reason.because : [];
  if (below.length === 0) return sentence;
  if (level + 1 < openLevels || reason.what !== 'claim') {
    return (
      <>
        {sentence}
        <Reasons reasons={below} names={names} level={level + 1} />
      </>
    );
  }
  return (
    <details className="fold">
      <summary>{sentence}</summary>
      <Reasons reasons={below} names={names} level={level + 1} />
    </details>
  );
}

function Said({ phrase, names }: { phrase: Phrase; names: Names }) {
  if (typeof phrase === 'string') return phrase;
  if ('claim' in phrase) {
    return (
      <a className="statement" href={`/claims/${phrase.claim}`}>
        {names.titles.get(phrase.claim) ?? phrase.claim}
      </a>
    );
  }
  if ('person' in phrase) {
    return <a href={`/people/${phrase.person}`}>{names.people.get(phrase.person) ?? phrase.person}</a>;
  }
  if ('date' in phrase) {
    const { date, message } = phrase;
    return <SourceDate date={date} messageId={message} held={message !== null && names.held.has(message)} />;
  }
  const { scenario, policy, kind } = phrase.run;
  return <a href={runHref(scenario, policy, kind)}>{scenario}</a>;
}
