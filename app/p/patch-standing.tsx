import { headers } from 'next/headers';
import { findAuthor } from '#lib/db/author';
import type { PatchFactsView } from '#lib/db/patch-facts';
import { seriesStates } from '#lib/patch/series/state';
import { ShortDay } from '../_components/mail-date';
import { pathPart } from '../_components/mail-link';
import { sayState } from './say-state';
import { StateForm } from './state-form';

interface Props {
  readonly messageId: string;
  readonly facts: PatchFactsView;
}

/** What became of the series that a patch is of, and why one thinks so; a person may say otherwise. */
export function PatchStanding({ messageId, facts }: Props) {
  const { state, stateVersion, head, baseCommit, commits } = facts;
  return (
    <table className="t">
      <tbody>
        <tr>
          <td className="muted">State</td>
          <td>
            <b>{state.state}</b> <span className="note">{state.why}</span>
            {state.given?.note != null && <p>{state.given.note}</p>}
            <details className="say-state" id="state">
              <summary>{state.given === null ? 'Say what it is' : 'Change or take back'}</summary>
              <StateForm
                save={sayState}
                messageId={messageId}
                head={head}
                version={stateVersion}
                state={state.state}
                isGiven={state.given !== null}
                states={seriesStates}
                asksAuthor={findAuthor() === undefined}
              />
            </details>
          </td>
        </tr>
        {baseCommit !== null && (
          <tr>
            <td className="muted">Base commit</td>
            <td>
              <code>{baseCommit}</code>
            </td>
          </tr>
        )}
        {commits.map(({ hash, subject, release, by, repository, commitDateIso }) => (
          <tr key={`${repository} ${hash}`}>
            <td className="muted">Commit</td>
            <td>
              <code>{hash.slice(0, 12)}</code> {release !== null && `in ${release}, `}
              <ShortDay iso={commitDateIso} />
              <p className="note">
                {subject}; known by {by === 'link' ? 'its link' : by === 'patch-id' ? 'what it changes' : by}, read in{' '}
                {repository}
              </p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The series for other programs. */
export async function PatchDownloads({ messageId, facts }: Props) {
  const path = `/p/${pathPart(messageId)}`;
  const isWhole = facts.missing.length === 0;
  const host = (await headers()).get('host') ?? '127.0.0.1:3000';
  return (
    <div className="downloads">
      <p className="lab">Take it</p>
      <ul className="parts">
        <li>
          <a href={`${path}/am.mbox${isWhole ? '' : '?partial'}`}>Mailbox for git am</a>, with the trailers that count
          {!isWhole && ', without the parts that are not held'}
        </li>
        <li>
          <a href={`${path}/raw.diff${isWhole ? '' : '?partial'}`}>Diff of the series</a>,{' '}
          <a href={`${path}/raw.diff?patch`}>of this patch</a>
        </li>
        <li>
          <a href={`${path}/series.json`}>JSON</a>
        </li>
      </ul>
      <pre className="scroll">
        <code>{`curl -sSf 'http://${host}${path}/am.mbox${isWhole ? '' : '?partial'}' | git am`}</code>
      </pre>
    </div>
  );
}
