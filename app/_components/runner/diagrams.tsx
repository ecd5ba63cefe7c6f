import type { Diagram } from '#lib/diagram/diagram';
import { diagramKinds } from '#lib/diagram/diagrams';
import { DiagramFigure } from '../diagram';
import { counted } from '../numbers';
import { DiagramTable } from './diagram-table';
import type { Play } from './play';

/** The diagrams of a schedule, each with its table: drawn when it comes into view, a table until then. */
export function Diagrams({ play, isCompact }: { play: Play; isCompact: boolean }) {
  if (play.diagrams.length === 0) return null;
  const states = play.diagrams.filter((diagram) => diagram.kind === 'page-states');
  const others = play.diagrams.filter((diagram) => diagram.kind !== 'page-states');
  if (isCompact) {
    return (
      <section className="figures" aria-label="Diagrams">
        <div className="two even">{others.map((diagram) => figure(diagram, play))}</div>
        {states.length === 0 ? null : (
          <details className="fold">
            <summary>{counted(states.length, 'more diagram')}: states</summary>
            {states.map((diagram) => figure(diagram, play))}
          </details>
        )}
      </section>
    );
  }
  return (
    <section className="figures two" aria-label="Diagrams">
      <div>{others.map((diagram) => figure(diagram, play))}</div>
      <div>{states.map((diagram) => figure(diagram, play))}</div>
    </section>
  );
}

function figure(diagram: Diagram, play: Play) {
  const kind = diagramKinds.find((one) => one.kind === diagram.kind);
  return (
    <DiagramFigure
      key={diagram.title}
      source={diagram.source}
      title={diagram.title}
      description={diagram.description}
      heading={kind?.title ?? diagram.title}
      caption={[kind?.meaning ?? '', diagram.note ?? ''].filter(Boolean).join(' ')}
      marked={diagram.marks[play.view.step] ?? ''}
    >
      <DiagramTable diagram={diagram} />
    </DiagramFigure>
  );
}
