import type { OpenQuestion } from '#lib/db/brief';
import { ClaimLink } from '../_components/claim-list';
import { Mark } from '../_components/mark';
import { runHref } from '../_components/matrix-cell';
import { counted } from '../_components/numbers';
import { SourceDate } from '../_components/source-link';

interface OpenQuestionsProps {
  readonly questions: readonly OpenQuestion[];
  readonly kernel: string;
  /** What is open as far as records and runs tell by themselves. */
  readonly computed: {
    /** Claims without a label under the kernel, and claims that a run breaks there. */
    readonly undecided: number;
    readonly violated: number;
    /** Objections that nothing settled, or that were turned down and are shown by a run all the same. */
    readonly objections: number;
  };
}

/** What nobody has settled: each with its sources, and the scenario that shows it under the newest kernel. */
export function OpenQuestions({ questions, kernel, computed }: OpenQuestionsProps) {
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="open" className="brief-list">
      <h2 id="open">Still open today</h2>
      <ul>
        {questions.map((question) => (
          <li key={question.title} data-item>
            <h3>{question.title}</h3>
            <p className="note">{question.note}</p>
            {question.claim !== null && (
              <p>
                <ClaimLink claim={question.claim} />
              </p>
            )}
            <p className="note brief-foot">
              {question.scenario !== null && <Shown scenario={question.scenario} kernel={kernel} />}
              <Named question={question} />
            </p>
          </li>
        ))}
      </ul>
      <p className="note">
        Computed from records and runs under {kernel}:{' '}
        <a href="/claims?label=undecided">{counted(computed.undecided, 'claim')} undecided</a>,{' '}
        <a href="/claims?verdict=violated">{counted(computed.violated, 'claim')} that a run breaks</a>,{' '}
        <a href="/objections">{counted(computed.objections, 'objection')} open or standing</a>
      </p>
    </section>
  );
}

function Shown({ scenario, kernel }: { scenario: NonNullable<OpenQuestion['scenario']>; kernel: string }) {
  return (
    <a className="plain" href={runHref(scenario.slug, kernel, scenario.kind)}>
      {scenario.verdict === undefined ? (
        'Run it'
      ) : (
        <Mark word={scenario.verdict}>
          {scenario.verdict} under {kernel}
        </Mark>
      )}
    </a>
  );
}

function Named({ question }: { question: OpenQuestion }) {
  return (
    <span className="faint">
      {question.sources.map((source, index) => (
        <span key={`${source.messageId} ${source.commit} ${source.note}`}>
          {index > 0 && '; '}
          {source.author !== null && `${source.author}, `}
          {source.date !== null && <SourceDate date={source.date} messageId={source.messageId} held={source.held} />}
          {source.commit !== null && <code>{source.commit.slice(0, 12)}</code>}
          {source.messageId === null && source.note !== null && source.note}
        </span>
      ))}
    </span>
  );
}
