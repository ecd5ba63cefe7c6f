import { Mark } from '../mark';
import { formatCount } from '../numbers';
import { kindOf, type Play } from './play';
import { findRun, type ShownPolicy } from './shown-policies';
import { writeView } from './view';
import { countShownSteps, writeCopies, writeSearch } from './words';

export interface RowProps {
  readonly play: Play;
  readonly base: string;
  readonly policy: ShownPolicy;
  /** Whether each kind of page has a column. */
  readonly isWide: boolean;
}

/** One policy: the box that compares it, its name, its verdicts. */
export function PolicyRow({ play, base, policy, isWide }: RowProps) {
  const { view } = play;
  const isHere = policy.id === view.policy;
  const isAgainst = policy.id === view.against;
  const to = { ...view, policy: policy.id, against: isAgainst ? view.policy : view.against };
  return (
    <tr className={isHere || isAgainst ? 'on' : undefined}>
      <td className="tick">
        <Tick play={play} base={base} policy={policy} />
      </td>
      <td>
        <a className="pol" href={`${base}${writeView(to)}`} aria-current={isHere ? 'true' : undefined} data-view>
          <b>{policy.id}</b> {policy.rule}
        </a>
      </td>
      {isWide ? <Kinds play={play} base={base} policy={policy} /> : <Figures play={play} policy={policy} />}
    </tr>
  );
}

function Tick({ play, base, policy }: Omit<RowProps, 'isWide'>) {
  const { view } = play;
  if (policy.id === view.policy) return <span className="tickbox is-on" title={`${policy.id} is shown`} />;
  const isAgainst = policy.id === view.against;
  const label = isAgainst ? `Do not compare with ${policy.id}` : `Compare with ${policy.id}`;
  return (
    <a
      className={isAgainst ? 'tickbox is-on' : 'tickbox'}
      href={`${base}${writeView({ ...view, against: isAgainst ? null : policy.id })}`}
      data-view
      title={label}
    >
      <span className="vh">{label}</span>
    </a>
  );
}

/** A verdict for each kind of page, each leading to it: without a schedule, so that the one that decides is shown. */
function Kinds({ play, base, policy }: Omit<RowProps, 'isWide'>) {
  const { kinds, allRuns } = play;
  const shown = kindOf(play);
  return kinds.map(({ id, title }, index) => {
    const run = findRun(allRuns, policy.id, id);
    const query = new URLSearchParams({ policy: policy.id, ...(index === 0 ? {} : { kind: id }) });
    return (
      <td key={id} className={id === shown ? 'kind here' : 'kind'}>
        {run === undefined ? (
          <span className="faint">not run</span>
        ) : (
          <a
            className="plain"
            href={`${base}?${query.toString()}`}
            title={`${policy.id} on ${title}: ${run.verdict}. ${writeSearch(run)}`}
            data-view
          >
            <Mark word={run.verdict} />
          </a>
        )}
      </td>
    );
  });
}

function Figures({ play, policy }: { play: Play; policy: ShownPolicy }) {
  const run = findRun(play.allRuns, policy.id, kindOf(play));
  const steps = run === undefined ? undefined : countShownSteps(run);
  return (
    <>
      <td className="muted nw hide-p wide-only">{policy.inForce}</td>
      <td>{run === undefined ? <span className="faint">not run</span> : <Mark word={run.verdict} />}</td>
      <td className="num">{steps ?? '–'}</td>
      <td className="num">{run === undefined || run.verdict === 'not applicable' ? '–' : formatCount(run.states)}</td>
      <td className="num wide-only">{(run && writeCopies(run)) ?? '–'}</td>
    </>
  );
}
