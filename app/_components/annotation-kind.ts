import { type AnnotationKind, annotationKinds } from '#lib/argument/record/annotation';

/** The word for a kind, as labels show it. */
export function kindLabel(kind: AnnotationKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** Reads what the form sends; undefined for anything that it does not offer. */
export function parseKind(value: unknown): AnnotationKind | undefined {
  return annotationKinds.find((kind) => kind === value);
}
