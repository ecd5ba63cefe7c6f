import { Fragment } from 'react';
import type { Label } from '#lib/argument/label';
import type { LabelUnder } from '#lib/db/claim-standing';
import { LabelMark } from '../../_components/label-mark';

interface Row {
  readonly title: string;
  readonly labels: readonly LabelUnder[];
}

/**
 * The claim's label under kernels and policies, a row each: neighbours with one label stand together. Each name is a link
 * that asks for the reasons under it.
 */
export function LabelsUnder({ slug, rows, chosen }: { slug: string; rows: readonly Row[]; chosen: string | null }) {
  return (
    <dl className="stand unders">
      {rows.map(({ title, labels }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {groupByLabel(labels).map(({ label, names }) => (
              <span key={names[0]} className="line">
                <LabelMark label={label} />
                {names.map((name) => (
                  <Fragment key={name}>
                    {' '}
                    <a
                      className="nw"
                      href={`/claims/${slug}?under=${encodeURIComponent(name)}#standing`}
                      aria-current={name === chosen ? 'true' : undefined}
                    >
                      {name}
                    </a>
                  </Fragment>
                ))}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Neighbours with the same label, in their order. */
function groupByLabel(labels: readonly LabelUnder[]): readonly { readonly label: Label; readonly names: string[] }[] {
  const groups: { label: Label; names: string[] }[] = [];
  for (const { under, label } of labels) {
    const last = groups.at(-1);
    if (last?.label === label) last.names.push(under);
    else groups.push({ label, names: [under] });
  }
  return groups;
}
