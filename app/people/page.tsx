import type { Metadata } from 'next';
import { listPeople } from '#lib/db/people';
import { listWords } from '#lib/db/person-record';
import { counted, formatCount } from '../_components/numbers';
import { UnheldNote } from '../_components/source-link';
import { WordTable } from './word-table';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const [people, { concessions, doubts }] = await Promise.all([listPeople(), listWords()]);
  const conceded = (slug: string) => concessions.filter(({ person }) => person.slug === slug).length;
  const doubted = (slug: string) => doubts.filter(({ person }) => person.slug === slug).length;
  return (
    <>
      <div className="headline">
        <h1>People</h1>
        <p className="note">
          Who spoke of a claim or posted a change, with the mails where they did.{' '}
          <a href="#concessions">{counted(concessions.length, 'concession')}</a> ·{' '}
          <a href="#unconvinced">{counted(doubts.length, 'last word')} against a claim</a>
        </p>
      </div>
      {people.length === 0 ? (
        <p className="note topic">Nobody is here yet.</p>
      ) : (
        <table className="t topic-table people">
          <thead>
            <tr>
              <th>Name</th>
              <th className="num">stances on claims</th>
              <th className="num">conceded, took back</th>
              <th className="num">last word against</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.slug} data-item>
                <td>
                  <a href={`/people/${person.slug}`}>{person.name}</a>
                </td>
                <td className="num">{figure(person.stances)}</td>
                <td className="num">{figure(conceded(person.slug))}</td>
                <td className="num">{figure(doubted(person.slug))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <section className="topic" id="concessions">
        <h2>Who conceded or took back what</h2>
        {concessions.length === 0 ? (
          <p className="note">Nobody conceded anything, as far as the records say.</p>
        ) : (
          <>
            <p className="note">
              Everything that somebody granted to the other side, or took back, oldest first. To accept a claim that one
              never opposed is no concession and stands with the claim.
            </p>
            <WordTable words={concessions} />
          </>
        )}
      </section>
      <section className="topic" id="unconvinced">
        <h2>Last words against a claim</h2>
        {doubts.length === 0 ? (
          <p className="note">Nobody’s last word is against a claim.</p>
        ) : (
          <>
            <p className="note">
              Where somebody’s last recorded stance rejects a claim, or is lukewarm about it, newest first. Which of
              them matter most stands on <a href="/#unconvinced">the first page</a>.
            </p>
            <WordTable words={doubts} />
          </>
        )}
        <UnheldNote sources={[...concessions, ...doubts]} />
      </section>
    </>
  );
}

function figure(count: number): string {
  return count === 0 ? '–' : formatCount(count);
}
