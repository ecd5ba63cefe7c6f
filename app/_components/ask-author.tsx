/** Asks once who writes here; afterwards the browser keeps it. */
export function AskAuthor() {
  return (
    <label>
      You, asked once: Name &lt;address&gt;
      <input type="text" name="author" required pattern=".*[^\s<>].*<[^<>@\s]+@[^<>@\s]+>\s*" autoComplete="name" />
    </label>
  );
}
