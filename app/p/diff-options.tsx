import { printSpace, type SpaceOptions } from '#lib/patch/view/space';
import { type DiffView, printView } from '../_components/diff-view';

interface Props {
  readonly view: DiffView;
  /** The address that shows a view, without its words, ending in `?` or `&`. */
  readonly base: string;
  /** Address of the page that shows all patches of the series; undefined where this is it, or there is one patch. */
  readonly series?: string | undefined;
}

/** How a diff is shown: plain links, each an address that says so. */
export function DiffOptions({ view, base, series }: Props) {
  const href = (changed: Partial<DiffView>) => `${base}${printView({ ...view, ...changed }).join('&')}#diff`;
  const space = (changed: Partial<SpaceOptions>) => href({ space: { ...view.space, ...changed } });
  const current = (is: boolean) => (is ? 'true' : undefined);
  const { ignore, isBlankIgnored, isShown } = view.space;
  return (
    <div className="dopts">
      <nav className="group" aria-label="Columns">
        <a className="btn" href={href({ layout: 'unified' })} aria-current={current(view.layout === 'unified')}>
          Unified
        </a>
        <a className="btn" href={href({ layout: 'split' })} aria-current={current(view.layout === 'split')}>
          Side by side
        </a>
      </nav>
      <nav className="note" aria-label="White space">
        White space:{' '}
        {(
          [
            ['nothing', 'as it is'],
            ['amount', 'ignore its amount'],
            ['all', 'ignore all'],
          ] as const
        ).map(([value, words]) => (
          <a key={value} href={space({ ignore: value })} aria-current={current(ignore === value)}>
            {words}
          </a>
        ))}
        <a href={space({ isBlankIgnored: !isBlankIgnored })} aria-current={current(isBlankIgnored)}>
          ignore blank lines
        </a>
        <a href={space({ isShown: !isShown })} aria-current={current(isShown)}>
          draw it
        </a>
      </nav>
      {series !== undefined && (
        <a className="note" href={series}>
          All patches on one page
        </a>
      )}
      {printSpace({ ...view.space, isShown: false }) !== '' && (
        <p className="note">
          Lines that differ by ignored white space alone stand as lines that stay, with the words “white space” at their
          end.
        </p>
      )}
    </div>
  );
}
