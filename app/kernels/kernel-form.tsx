/** Any release, looked up. A plain form: its address is the release. */
export function KernelForm({ start }: { start?: string }) {
  return (
    <form className="filters" action="/kernels/find">
      <p className="field">
        <label htmlFor="release">Release</label>
        <input
          id="release"
          type="text"
          name="release"
          required
          placeholder="5.13 or 6.6.30"
          defaultValue={start}
          autoComplete="off"
        />
      </p>
      <button type="submit" className="btn">
        Look up
      </button>
    </form>
  );
}
