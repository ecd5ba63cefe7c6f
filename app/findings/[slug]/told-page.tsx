import type { ReactNode } from 'react';
import type { FindingPage } from '#lib/db/findings';
import { listPeople } from '#lib/db/people';
import { ClaimLink } from '../../_components/claim-list';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { History } from '../../_components/history';
import { Markdown } from '../../_components/markdown';
import { UnheldNote } from '../../_components/source-link';
import { Sources } from '../../_components/sources';

/** A finding that somebody wrote, with its sources beside it and what it is about below; `children` stand between. */
export async function ToldPage({ finding, children }: { finding: FindingPage; children?: ReactNode }) {
  const { slug, title, claims, scenarios, changes, people, sources, version, updatedAt } = finding;
  return (
    <>
      <Crumb up={{ href: '/findings', label: 'Findings' }} here={slug}>
        <span>
          Revision {version}, <time dateTime={updatedAt}>{longDate(updatedAt)}</time>
        </span>
        <a href={`/edit/finding/${slug}`}>Edit</a>
      </Crumb>
      <section className="sec first">
        <div>
          <h1>{title}</h1>
          <Markdown text={finding.bodyMarkdown} />
        </div>
        <aside className="mg" aria-label="Sources">
          <Sources sources={sources} people={await listPeople()} />
          <UnheldNote sources={sources} />
        </aside>
      </section>
      {children}
      {claims.length + scenarios.length + changes.length + people.length > 0 && (
        <section className="sec" id="about">
          <h2>What it is about</h2>
          <dl className="stand">
            {claims.length > 0 && (
              <>
                <dt>Claims</dt>
                <dd>
                  {claims.map((claim) => (
                    <p key={claim.slug} data-item>
                      <ClaimLink claim={claim} />
                    </p>
                  ))}
                </dd>
              </>
            )}
            <Links title="Scenarios" links={scenarios.map((one) => ({ ...one, href: `/scenarios/${one.slug}` }))} />
            <Links title="Changes" links={changes.map((one) => ({ ...one, href: `/patches#${one.slug}` }))} />
            <Links
              title="People"
              links={people.map((one) => ({ slug: one.slug, title: one.name, href: `/people/${one.slug}` }))}
            />
          </dl>
        </section>
      )}
      <section className="sec">
        <h2>History</h2>
        <div>
          <History revisions={finding.revisions} href={(one) => `/edit/finding/${slug}/${one}`} />
        </div>
      </section>
    </>
  );
}

function Links({
  title,
  links,
}: {
  title: string;
  links: readonly { readonly slug: string; readonly title: string; readonly href: string }[];
}) {
  if (links.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {links.map((link) => (
          <p key={link.slug}>
            <a href={link.href}>{link.title}</a>
          </p>
        ))}
      </dd>
    </>
  );
}
