/**
 * Shapes of the verdict marks, 12 by 12, drawn in the text's colour: the inside of an SVG `symbol`. Pages have them once,
 * as `#m-NAME`; a drawing that leaves its page brings those it needs.
 */
export const markShapes = {
  holds:
    '<path d="M1.5 6.6 4.6 9.7 10.6 2.6" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>',
  violated:
    '<path fill="currentColor" fill-rule="evenodd" d="M1.5 0h9A1.5 1.5 0 0 1 12 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 0 10.5v-9A1.5 1.5 0 0 1 1.5 0ZM3.9 2.7 2.7 3.9 4.8 6 2.7 8.1 3.9 9.3 6 7.2 8.1 9.3 9.3 8.1 7.2 6 9.3 3.9 8.1 2.7 6 4.8Z"/>',
  reached:
    '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 1a5 5 0 0 1 0 10Z" fill="currentColor"/>',
  unreached: '<circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" stroke-width="1.4"/>',
  unknown:
    '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.1 1.83"/><path d="M4.5 4.9c0-2 3.1-2 3.1-.1 0 1.1-1.5 1.2-1.5 2.1" fill="none" stroke="currentColor" stroke-width="1.15"/><circle cx="6.1" cy="8.6" r=".75" fill="currentColor"/>',
  vacuous:
    '<circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M1.2 10.8 10.8 1.2" stroke="currentColor" stroke-width="1.4"/>',
  stuck:
    '<path fill="currentColor" fill-rule="evenodd" d="M3.6 0h4.8L12 3.6v4.8L8.4 12H3.6L0 8.4V3.6ZM3.6 3v6h1.7V3ZM6.7 3v6h1.7V3Z"/>',
  na: '<path d="M2.5 6h7" stroke="currentColor" stroke-width="1.6"/>',
} as const satisfies Readonly<Record<string, string>>;
