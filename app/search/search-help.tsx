const prefixes: readonly (readonly [string, string])[] = [
  ['s:pte_mkdirty', 'the subject of a mail'],
  ['f:hughd', 'who wrote it: name or address'],
  ['d:2021-09-01..2021-12-31', 'the day, from and to; either may be left out'],
  ['dfn:mm/shmem.c', 'a file that its diff changes'],
  ['b:mapcount', 'the text of a mail; nq: without quotes, q: only quotes'],
  ['dfa:word, dfb:word', 'lines that a diff removes, lines that it adds'],
];

/** How to ask: shown where nothing was asked or found. */
export function SearchHelp() {
  return (
    <section aria-label="How to ask">
      <dl className="seek-help">
        <dt>two words</dt>
        <dd>both occur, whole; in claims, scenarios, all other records and mail</dd>
        <dt>page_* "two words"</dt>
        <dd>what begins so; a phrase</dd>
        <dt>{'<id@host>'}</dt>
        <dd>a Message-ID, an archive’s address or a commit leads to the thing itself</dd>
        {prefixes.map(([example, means]) => (
          <div key={example} className="row">
            <dt>{example}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
