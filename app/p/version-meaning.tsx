import { findRevision, type Revision } from '#lib/db/effect';
import { patchPath } from '../_components/mail-link';
import { EffectView } from './effect-view';

/**
 * What a version means against another, beside what it changed in text. `from` and `to` are messages of the two: a patch
 * or the head of its series. Nothing where one of them declares no policy.
 */
export async function VersionMeaning({ from, to }: { from: string; to: string }) {
  const revision = await findRevision(from, to);
  return revision === undefined ? (
    <p className="note">
      What the revision changed in meaning is not known: one of the two says of no policy that it makes it.{' '}
      <a href={`${patchPath(to)}#effect`}>Say it</a>
    </p>
  ) : (
    <RevisionMeaning revision={revision} />
  );
}

/** One version against the one before it, by the policies that both make. */
export function RevisionMeaning({ revision: { before, after, effects } }: { revision: Revision }) {
  return (
    <div className="meaning">
      <h3>
        Against <a href={patchPath(before.messageId)}>{before.title}</a>,{' '}
        <time dateTime={before.date}>{before.date}</time>
      </h3>
      {effects.length === 0 && (
        <p className="note">The two make policies of different families, so there is nothing to compare.</p>
      )}
      {effects.map(({ before: was, after: is, effect }) =>
        effect === null ? (
          <p key={is.after} className="note">
            {was.after === is.after
              ? `Both have the rules of ${is.after} in the model, so no verdict differs: what the revision changed is text, or something that the model does not tell apart.`
              : `${was.after} and ${is.after} cannot be compared here.`}
          </p>
        ) : (
          <div key={is.after}>
            <p>
              {after.title} makes {is.after}, where this one made {was.after}.
            </p>
            <EffectView effect={effect} />
          </div>
        ),
      )}
    </div>
  );
}
