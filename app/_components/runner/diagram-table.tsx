import type { Diagram } from '#lib/diagram/diagram';

/** What a diagram says, as a table: the same content in the same order. */
export function DiagramTable({ diagram }: { diagram: Diagram }) {
  return (
    <div className="scroll">
      <table className="t dgt">
        <caption className="vh">{diagram.title}</caption>
        <thead>
          <tr>
            {diagram.head.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {diagram.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            <tr key={index} className={row.bad ? 'bad' : undefined}>
              {row.cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
