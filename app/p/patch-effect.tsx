import type { PatchView } from '#lib/db/archive-types';
import { inBackground } from '#lib/db/background';
import { type DeclaredEffect, findVersionEffect, listRevisions } from '#lib/db/effect';
import { getMoot } from '#lib/db/open';
import { judgeOwnRuns, readOwnText } from '#lib/db/own-runs';
import { patchPath } from '../_components/mail-link';
import { declareHref } from './declare-href';
import { EffectView } from './effect-view';
import { RevisionMeaning } from './version-meaning';

/** What a patch does to the claims, by the policies that it or the head of its series declares. */
export async function PatchEffect({ patch }: { patch: PatchView }) {
  const [version, revisions] = await Promise.all([findVersionEffect(patch.messageId), listRevisions(patch.messageId)]);
  const head = patch.series.parts[0]?.messageId ?? patch.messageId;
  if (version === undefined) {
    return (
      <section className="sec effect" id="effect">
        <p className="note">
          Nobody said which policy this patch makes, so nothing can be said of what it does.{' '}
          <a href={declareHref(patch, patch.messageId)}>Say what this patch does</a>
          {head !== patch.messageId && (
            <>
              , or <a href={declareHref(patch, head)}>what the whole version does</a>
            </>
          )}
        </p>
      </section>
    );
  }
  await judgeMissing(version.declared);
  return (
    <section className="sec effect" id="effect">
      <div className="sh">
        <h2>What {version.isOfSeries ? 'the version' : patch.isCover ? 'the series' : 'this patch'} does</h2>
        <p className="note">
          {version.isOfSeries && (
            <>
              Declared by the <a href={patchPath(version.declaredBy)}>head of its series</a>, for all of its patches.{' '}
              <a href={declareHref(patch, patch.messageId)}>Say what this patch alone does</a>
            </>
          )}
        </p>
      </div>
      <div className="wide">
        {version.declared.map((one) => (
          <Declared key={one.declaration.slug} declared={one} />
        ))}
        {revisions.map((revision) => (
          <RevisionMeaning key={revision.after.slug} revision={revision} />
        ))}
      </div>
    </section>
  );
}

function Declared({ declared: { declaration, effects } }: { declared: DeclaredEffect }) {
  const { slug, title, state, own, policies } = declaration;
  return (
    <div className="declared">
      <p>
        <a href={`/patches#${slug}`}>{title}</a>, {state}.{' '}
        {effects.map(({ sides: { before, after } }, index) => (
          <span key={after}>
            {index > 0 && '; '}
            {before === null ? '' : 'From '}
            {before !== null && <PolicyName id={before} />}
            {before === null ? 'It makes ' : ' to '}
            {own === null ? <PolicyName id={after} /> : <code>{after}</code>}
          </span>
        ))}
        .{' '}
        {policies.length > effects.length && (
          <span className="note">
            Carried on by{' '}
            {policies
              .filter((id) => effects.every(({ sides }) => sides.after !== id))
              .map((id, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <PolicyName id={id} />
                </span>
              ))}
            .{' '}
          </span>
        )}
        <a href={`/edit/change/${slug}`}>Edit</a>
      </p>
      {own !== null && (
        <details className="fold">
          <summary>The policy as a text</summary>
          <pre>{own}</pre>
        </details>
      )}
      {effects.map(({ sides, effect }) =>
        effect === null ? (
          <p key={sides.after} className="note">
            {sides.before === null
              ? `Nothing stood in the place of ${sides.after} before: it is the first of its family.`
              : `${sides.before} or ${sides.after} names nothing that can be played here.`}
          </p>
        ) : (
          <EffectView key={sides.after} effect={effect} />
        ),
      )}
    </div>
  );
}

/** A policy, a combination or a kernel by its name. */
function PolicyName({ id }: { id: string }) {
  const isPolicy = /^[A-Za-z][A-Za-z0-9]*$/.test(id);
  return isPolicy ? <a href={`/policies/${id}`}>{id}</a> : <>{id}</>;
}

/** Judging what is missing of policies of one's own begins when somebody looks, and goes on without them. */
async function judgeMissing(declared: readonly DeclaredEffect[]): Promise<void> {
  for (const { declaration, effects } of declared) {
    const runs = effects.flatMap(({ effect }) => effect?.pair.after.own ?? []);
    if (declaration.own === null || runs.every(({ judged, total }) => judged === total)) continue;
    const own = readOwnText(declaration.own);
    if (own === undefined) continue;
    const { prisma } = await getMoot();
    inBackground(`own ${own.text}`, () => judgeOwnRuns(prisma, own));
  }
}
