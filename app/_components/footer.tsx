/** What stands under every page: where its verdicts come from, and the ways out. */
export function Footer() {
  return (
    <footer className="foot">
      <div className="in">
        <span>
          A verdict is about the model, not about a running kernel. Claims are in our own words; mail is shown from your
          own import.
        </span>
        <span>
          <a href="/guide">Guide</a> · <a href="/glossary">Glossary</a> · <a href="/decisions">Decisions</a> ·{' '}
          <a href="/keys">Keyboard</a>
        </span>
      </div>
    </footer>
  );
}
