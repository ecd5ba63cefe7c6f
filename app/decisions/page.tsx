import type { Metadata } from 'next';
import { listPages } from '#lib/db/pages';
import { PageList } from '../_components/page-list';

export const metadata: Metadata = { title: 'Decisions' };

export default async function List() {
  return (
    <PageList
      title="Decisions"
      note="Why the program is built as it is: context, decision, consequences."
      pages={await listPages('decision')}
      path="/decisions"
    />
  );
}
