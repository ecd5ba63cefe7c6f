import type { PolicyPage } from '#lib/db/record-types';

/** The kernels that have the policy, and its variants. */
export function Relatives({ policy }: { policy: PolicyPage }) {
  const { kernels, variants, variantOf } = policy;
  if (kernels.length === 0 && variants.length === 0 && variantOf === null) return null;
  return (
    <dl className="stand">
      {kernels.length > 0 && (
        <>
          <dt>Kernels</dt>
          <dd>
            {kernels.map((release, index) => (
              <span key={release}>
                {index > 0 && ', '}
                <a href={`/kernels/${release}`}>{release}</a>
              </span>
            ))}
          </dd>
        </>
      )}
      {variantOf !== null && (
        <>
          <dt>Variant of</dt>
          <dd>
            <a href={`/policies/${variantOf}`}>{variantOf}</a>
          </dd>
        </>
      )}
      {variants.length > 0 && (
        <>
          <dt>Variants</dt>
          <dd>
            {variants.map((variant, index) => (
              <span key={variant.id}>
                {index > 0 && '; '}
                <a href={`/policies/${variant.id}`}>{variant.id}</a> {variant.rule}, {variant.inForce}
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
