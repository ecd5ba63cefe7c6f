import { labelWord } from '#lib/argument/label-word';
import type { ClaimStanding } from '#lib/db/claim-standing';
import type { ClaimPage } from '#lib/db/record-types';
import { LabelMark } from '../../_components/label-mark';
import { LabelsUnder } from './labels-under';
import { Positions } from './positions';
import { Reasons } from './reasons';

interface ArgumentProps {
  readonly claim: ClaimPage;
  readonly standing: ClaimStanding;
  /** What the address asks for: it may name nothing. */
  readonly asked: string | undefined;
}

/** What becomes of the claim under a kernel or a policy, why, and under all others. */
export function Argument({ claim, standing, asked }: ArgumentProps) {
  const { slug, judgements } = claim;
  const { under, label, reason, kernels, policies, extensions } = standing;
  const name = under?.asked ?? null;
  const rows = [
    { title: 'Kernel', labels: kernels },
    ...judgements.map(({ title, policies: own }) => ({
      title,
      labels: policies.filter((one) => own.some(({ id }) => id === one.under)),
    })),
  ].filter(({ labels }) => labels.length > 0);
  return (
    <section className="sec" id="standing">
      <div className="sh">
        <h2>Standing{name === null ? '' : ` under ${name}`}</h2>
        <p className="note">
          Computed from runs, stances and relations. <a href="/guide/argument">How</a>
        </p>
      </div>
      <div className="wide">
        {asked !== undefined && asked !== name && (
          <p className="banner">No policy and no kernel is called {asked}; this is the newest kernel.</p>
        )}
        {under?.note != null && <p className="note">{under.note}.</p>}
        <p className="verdict-line">
          <LabelMark label={label} />
          {reason.what === 'claim' && reason.because.length > 0 && ', because'}
        </p>
        {reason.what === 'claim' && <Reasons reasons={reason.because} names={standing} />}
        <LabelsUnder slug={slug} rows={rows} chosen={name} />
        <form className="filters" action={`/claims/${slug}#standing`}>
          <p className="field">
            <label htmlFor="under">Under another kernel or choice of policies</label>
            <input
              id="under"
              type="text"
              name="under"
              placeholder="5.13 or B0+A5"
              defaultValue={asked}
              autoComplete="off"
            />
          </p>
          <button type="submit" className="btn">
            Say why
          </button>
        </form>
        {extensions === null ? (
          <p className="note">
            {labelWord[label] === 'undecided' ? 'What could be held of it: ' : 'What else could be held: '}
            <a
              href={`/claims/${slug}?${name === null ? '' : `under=${encodeURIComponent(name)}&`}extensions=1#positions`}
            >
              find every position
            </a>
          </p>
        ) : (
          <Positions slug={slug} standing={standing} extensions={extensions} />
        )}
      </div>
    </section>
  );
}
