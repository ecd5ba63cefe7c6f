import { kindOf, type Play } from './play';

/**
 * Plays another choice: a kernel of the list, or whatever somebody types: a policy, a combination (`B0+A5`), a release.
 * Two plain forms, so that both work without scripts; where scripts run, `data-view-form` keeps them in the page.
 */
export function KernelChoice({ play, base, id }: { play: Play; base: string; id: string }) {
  if (play.kernels.length === 0) return null;
  const { view, kernels, kinds } = play;
  const chosen = kernels.includes(view.policy) ? view.policy : '';
  const kind = kindOf(play) === kinds[0]?.id ? null : <input type="hidden" name="kind" value={kindOf(play)} />;
  return (
    <div className="kernels">
      <form action={base} data-view-form>
        <label htmlFor={`${id}-kernel`}>Kernel</label>
        <select id={`${id}-kernel`} name="policy" defaultValue={chosen} key={chosen} required>
          {chosen === '' ? <option value="">choose</option> : null}
          {kernels.map((kernel) => (
            <option key={kernel}>{kernel}</option>
          ))}
        </select>
        {kind}
        <button type="submit" className="btn">
          Play
        </button>
      </form>
      <form action={base} data-view-form>
        <label htmlFor={`${id}-other`}>Other</label>
        <input
          id={`${id}-other`}
          type="text"
          name="policy"
          placeholder="5.13 or B0+A5"
          autoComplete="off"
          required
          size={11}
        />
        {kind}
        <button type="submit" className="btn">
          Play
        </button>
      </form>
    </div>
  );
}
