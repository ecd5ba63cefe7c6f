import type { Issue } from '#lib/scenario/scenario';

/**
 * The text with line numbers: first words in bold, comments apart. `current` is the line that the step on show plays,
 * `lineOffset` what stands before it in its file.
 */
export function ScenarioText({
  text,
  current = null,
  issues = [],
}: {
  text: string;
  current?: number | null;
  issues?: readonly Issue[];
}) {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways, and then the keyboard must reach it
    <section className="code" tabIndex={0} aria-label="Scenario text">
      {lines.map((line, index) => {
        const number = index + 1;
        const isBad = issues.some((issue) => issue.line === number && issue.severity === 'error');
        const className = isBad ? 'l err' : number === current ? 'l cur' : 'l';
        return (
          <span key={number} className={className} aria-current={number === current ? 'step' : undefined}>
            <Line text={line} />
          </span>
        );
      })}
    </section>
  );
}

function Line({ text }: { text: string }) {
  const hash = text.indexOf('#');
  const code = hash === -1 ? text : text.slice(0, hash);
  const match = /^(\s*)([\p{L}-]+)(?=\s|$)([\s\S]*)$/u.exec(code);
  return (
    <>
      {match === null ? (
        code
      ) : (
        <>
          {match[1]}
          <b>{match[2]}</b>
          {match[3]}
        </>
      )}
      {hash === -1 ? null : <i>{text.slice(hash)}</i>}
      {text === '' ? ' ' : null}
    </>
  );
}
