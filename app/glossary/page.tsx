import type { Metadata } from 'next';
import { listTerms } from '#lib/db/terms';
import { Markdown } from '../_components/markdown';

export const metadata: Metadata = { title: 'Glossary' };

export default async function GlossaryPage() {
  const terms = await listTerms();
  return (
    <>
      <div className="headline">
        <h1>Glossary</h1>
        <p className="note">One concept, one word. The names in the code are these.</p>
      </div>
      {terms.length === 0 && <p className="note topic">No term is here yet.</p>}
      <dl className="terms">
        {terms.map((term) => [
          <dt key="term" id={term.slug}>
            <a href={`/glossary/${term.slug}`} data-item>
              {term.title}
            </a>
            {term.aliases.length > 0 && <span className="note"> also {term.aliases.join(', ')}</span>}
          </dt>,
          <dd key="text">
            <Markdown text={term.tooltip} small areTermsMarked={false} />
          </dd>,
        ])}
      </dl>
    </>
  );
}
