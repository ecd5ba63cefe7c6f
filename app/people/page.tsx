import type { Metadata } from 'next';
import { listPeople } from '#lib/db/people';
import { counted } from '../_components/numbers';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const people = await listPeople();
  return (
    <>
      <div className="headline">
        <h1>People</h1>
        <p className="note">Who spoke of a claim or posted a change, with the mails where they did.</p>
      </div>
      {people.length === 0 ? (
        <p className="note topic">Nobody is here yet.</p>
      ) : (
        <table className="t topic-table">
          <thead>
            <tr>
              <th>Name</th>
              <th className="num">stances on claims</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.slug} data-item>
                <td>
                  <a href={`/people/${person.slug}`}>{person.name}</a>
                </td>
                <td className="num">{person.stances === 0 ? '–' : counted(person.stances, 'stance')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
