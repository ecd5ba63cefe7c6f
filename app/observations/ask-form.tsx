import { pins } from '#lib/observation/pin';

/** Any order of steps, asked of the model. `start` is what was asked before. */
export function AskForm({
  start,
}: {
  start?: { readonly order: string; readonly pin: string; readonly kernel: string };
}) {
  return (
    <section className="topic" id="ask">
      <h2>Ask the model about another order</h2>
      <form className="filters" action="/observations/ask">
        <p className="field long">
          <label htmlFor="ask-order">Order</label>
          <input
            id="ask-order"
            type="text"
            name="order"
            required
            defaultValue={start?.order}
            placeholder="fork; child pins; parent writes"
            autoComplete="off"
          />
        </p>
        <p className="field">
          <label htmlFor="ask-pin">Pin</label>
          <select id="ask-pin" name="pin" defaultValue={start?.pin}>
            {pins.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
            <option value="">none</option>
          </select>
        </p>
        <p className="field">
          <label htmlFor="ask-kernel">Kernel or policy</label>
          <input
            id="ask-kernel"
            type="text"
            name="kernel"
            required
            size={9}
            defaultValue={start?.kernel ?? '6.12'}
            autoComplete="off"
          />
        </p>
        <button type="submit" className="btn">
          Play
        </button>
      </form>
      <p className="note">
        Steps, with semicolons between them: <code>fork</code>, and of <code>parent</code> or <code>child</code>{' '}
        <code>pins</code>, <code>unpins</code>, <code>reads</code>, <code>writes</code>, <code>munmaps</code>,{' '}
        <code>exits</code>, <code>mprotect R</code>, <code>mprotect RW</code>, <code>MADV_PAGEOUT</code>,{' '}
        <code>MADV_DONTNEED</code>, <code>clear_refs</code>.
      </p>
    </section>
  );
}
