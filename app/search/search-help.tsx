import { prefixes } from '#lib/search/prefix';

const rows: readonly (readonly [string, string])[] = [
  ['two words', 'both occur, whole; in claims, scenarios, all other records and mail'],
  ['begin* "two words"', 'what begins so; a phrase'],
  ['(a OR b) -c', 'either, and not the third; parentheses group'],
  ['<id@host>', 'a Message-ID, an archive’s address or a commit leads to the thing itself'],
  ...prefixes.map(({ example, means }) => [example, means] as const),
];

/** How to ask: open where nothing was asked. */
export function SearchHelp({ isOpen }: { isOpen: boolean }) {
  const list = (
    <>
      <dl className="seek-help">
        {rows.map(([example, means]) => (
          <div key={example} className="row">
            <dt>{example}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <p className="note">
        <a href="/guide/search">More on searching</a>
      </p>
    </>
  );
  if (isOpen) return <section aria-label="How to ask">{list}</section>;
  return (
    <details className="fold how">
      <summary>How to ask</summary>
      {list}
    </details>
  );
}
