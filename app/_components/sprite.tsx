import { markShapes } from '#lib/diagram/marks';

/** Shapes of the verdict marks, once a page; `Mark` refers to them. */
export function Sprite() {
  return (
    <svg className="sprite" aria-hidden="true">
      <defs>
        {Object.entries(markShapes).map(([name, shape]) => (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: the shapes are constants of ours
          <symbol key={name} id={`m-${name}`} viewBox="0 0 12 12" dangerouslySetInnerHTML={{ __html: shape }} />
        ))}
      </defs>
    </svg>
  );
}
