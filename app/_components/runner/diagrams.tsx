import type { Diagram } from '#lib/diagram/diagram';
import { diagramKinds } from '#lib/diagram/diagrams';
import { DiagramFigure } from '../diagram';
import { DiagramTable } from './diagram-table';
import type { Play } from './play';

/** The diagrams of a schedule, each with its table: drawn when it comes into view, a table until then. */
export function Diagrams({ play }: { play: Play }) {
  if (play.diagrams.length === 0) return null;
  const sequence = play.diagrams.filter((diagram) => diagram.kind === 'sequence');
  const states = play.diagrams.filter((diagram) => diagram.kind === 'page-states');
  const flow = play.diagrams.filter((diagram) => diagram.kind === 'decision-flow');
  return (
    <section className="figures" aria-label="Diagrams">
      <div className="two">
        <div>{sequence.map((diagram) => figure(diagram, play))}</div>
        <div>{states.map((diagram) => figure(diagram, play))}</div>
      </div>
      {flow.map((diagram) => figure(diagram, play))}
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
      marked={diagram.steps.indexOf(play.view.step)}
    >
      <DiagramTable diagram={diagram} />
    </DiagramFigure>
  );
}
