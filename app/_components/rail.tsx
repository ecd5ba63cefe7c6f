/** One section of a long page. `count` stands behind its label where there is something to count. */
export interface RailEntry {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
}

/** Contents of a long page, beside it on wide screens. */
export function Rail({ entries }: { entries: readonly RailEntry[] }) {
  return (
    <nav className="rail" aria-label="On this page">
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <a href={`#${entry.id}`}>
              {entry.label} {entry.count !== undefined && <span className="n">{entry.count}</span>}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
