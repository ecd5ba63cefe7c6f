import type { PatchView } from '#lib/db/archive-types';
import { inBackground } from '#lib/db/background';
import { listBoundLines } from '#lib/db/bound-lines';
import { type DeclaredEffect, findVersionEffect, listRevisions } from '#lib/db/effect';
import { getMoot } from '#lib/db/open';
import { judgeOwnRuns, readOwnText } from '#lib/db/own-runs';
import { isPointOf } from '#lib/db/points';
import { BoundLines } from '../_components/bound-line';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { RuleClaims } from '../_components/rule-claims';
import { DeclarePanel } from './declare-panel';
import { EffectView } from './effect-view';
import { RevisionMeaning } from './version-meaning';

/** What a patch does to the claims, by the policies that it or the head of its series declares. */
export async function PatchEffect({ patch }: { patch: PatchView }) {
  const [version, revisions] = await Promise.all([findVersionEffect(patch.messageId), listRevisions(patch.messageId)]);
  if (version === undefined) {
    return (
      <section className="sec effect" id="effect">
        <div className="wide">
          <p className="note">
            Nobody said which policy this patch makes, so nothing can be said of what it does to the claims.
          </p>
          <DeclarePanel patch={patch} summary="Say what this patch does" />
        </div>
      </section>
    );
  }
  await judgeMissing(version.declared);
  return (
    <section className="sec effect" id="effect">
      <div className="sh">
        <h2>What {version.isOfSeries ? 'the version' : patch.isCover ? 'the series' : 'this patch'} does</h2>
        {version.isOfSeries && (
          <p className="note">
            Declared by the <a href={patchPath(version.declaredBy)}>head of its series</a>, for all of its patches.
          </p>
        )}
      </div>
      <div className="wide">
        {version.declared.map((one) => (
          <Declared key={one.declaration.slug} declared={one} />
        ))}
        {revisions.map((revision) => (
          <RevisionMeaning key={revision.after.slug} revision={revision} />
        ))}
        <DeclarePanel
          patch={patch}
          summary={version.isOfSeries ? 'Say what this patch alone does' : 'Say more of what it does'}
        />
      </div>
    </section>
  );
}

function Declared({ declared: { declaration, effects } }: { declared: DeclaredEffect }) {
  const { slug, title, state, own, policies, points } = declaration;
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
      {points.map((point) => (
        <PointOfChange key={point} point={point} policies={effects.map(({ sides }) => sides.after)} />
      ))}
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

/** A decision point that a change answers, with the lines that are tied to it and the claims that rest on it. */
async function PointOfChange({ point, policies }: { point: string; policies: readonly string[] }) {
  const policy = policies.find((id) => isPointOf(id, point));
  if (policy === undefined) return null;
  const lines = await listBoundLines({ policy, point });
  return (
    <details className="fold">
      <summary>
        It answers: {point}
        {lines.length > 0 && `, written down in ${counted(lines.length, 'place')}`}
      </summary>
      {lines.length > 0 && (
        <p className="note">
          <BoundLines lines={lines} />
        </p>
      )}
      <RuleClaims policy={policy} point={point} isSearched={lines.length > 0} />
    </details>
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
