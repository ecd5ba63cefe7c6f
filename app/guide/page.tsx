import type { Metadata } from 'next';
import { listPages } from '#lib/db/pages';
import { PageList } from '../_components/page-list';

export const metadata: Metadata = { title: 'Guide' };

export default async function List() {
  return (
    <PageList
      title="Guide"
      note="How to read this site, the language of scenarios, and what the model leaves out."
      pages={await listPages('guide')}
      path="/guide"
    />
  );
}
