// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DebateGraph } from '#lib/argument/graph';
import { labelWord } from '#lib/argument/label-word';
import { boxWidth } from '#lib/diagram/map/box';
import type { MapDrawing } from '#lib/diagram/map/drawing';
import { layOut, type MapLayout, type PlacedBox } from '#lib/diagram/map/layout';
import { makeOutline, type OutlineEntry } from '#lib/diagram/map/outline';
import type { Point } from '#lib/diagram/map/path';
import { select } from '#lib/diagram/map/selection';
import { writeMap, writeMapFile } from '#lib/diagram/map/svg';
import { mapDrawing } from '../arbitrary/map-drawing';

const runs = { numRuns: 60 };

function overlap(one: PlacedBox, other: PlacedBox): boolean {
  const isBeside = one.x + boxWidth <= other.x || other.x + boxWidth <= one.x;
  const isAbove = one.y + one.height <= other.y || other.y + other.height <= one.y;
  return !isBeside && !isAbove;
}

function isOnSide(box: PlacedBox, { x, y }: Point): boolean {
  const isAtSide = Math.abs(x - box.x) < 0.01 || Math.abs(x - box.x - boxWidth) < 0.01;
  return isAtSide && y > box.y && y < box.y + box.height;
}

/** Every box that a line runs through: a curve never leaves the rectangle that its ends span. */
function crossed({ boxes, lines }: MapLayout): readonly string[] {
  return lines.flatMap(({ curves, piece }) =>
    curves.flatMap(({ from, to }) => {
      const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
      const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
      return boxes
        .filter((box) => left < box.x + boxWidth - 0.01 && right > box.x + 0.01)
        .filter((box) => top < box.y + box.height && bottom > box.y)
        .map((box) => `${piece.from} to ${piece.to} crosses ${box.node.slug}`);
    }),
  );
}

describe('a map of any graph', () => {
  test('has no two boxes that overlap, all inside the canvas', () => {
    fc.assert(
      fc.property(mapDrawing(60), (drawing) => {
        const { boxes, width, height } = layOut(drawing);
        expect(boxes).toHaveLength(drawing.nodes.length + drawing.rest.nodes.length);
        boxes.forEach((box, index) => {
          expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
          expect(Math.min(box.x, box.y, width - box.x - boxWidth, height - box.y - box.height)).toBeGreaterThanOrEqual(
            0,
          );
        });
      }),
      runs,
    );
  });

  test('has lines that begin and end at their boxes or at a joint, and cross no box', () => {
    fc.assert(
      fc.property(mapDrawing(60), (drawing) => {
        const map = layOut(drawing);
        const bySlug = new Map(map.boxes.map((box) => [box.node.slug, box]));
        const joints = new Map(map.joints.map((joint) => [joint.id, joint]));
        const touches = (id: string, point: Point) => {
          const box = bySlug.get(id);
          if (box !== undefined) return isOnSide(box, point);
          const joint = joints.get(id)!;
          return Math.hypot(point.x - joint.x, point.y - joint.y) < 6.01;
        };
        for (const { piece, start, end } of map.lines) {
          expect(touches(piece.from, start)).toBe(true);
          expect(touches(piece.to, end)).toBe(true);
        }
        expect(crossed(map)).toEqual([]);
      }),
      runs,
    );
  });

  test('draws every relation between two of its claims, and its word once for each place that it attacks', () => {
    fc.assert(
      fc.property(mapDrawing(30), (drawing) => {
        const { lines, boxes } = layOut(drawing);
        for (const edge of drawing.edges.filter(({ from, to }) => from !== to)) {
          const own = lines.filter(({ piece }) => piece.edge === edge);
          expect(own.some(({ word }) => word !== null)).toBe(true);
          for (const { word } of own) {
            const { x = 0, y = 0 } = word ?? {};
            const covering = boxes.filter(
              (box) => x > box.x && x < box.x + boxWidth && y > box.y && y < box.y + box.height,
            );
            if (word !== null) expect(covering).toEqual([]);
          }
          if (edge.kind !== 'undercuts') expect(own.filter(({ piece }) => piece.hasHead)).toHaveLength(1);
        }
      }),
      runs,
    );
  });

  test('has what speaks to the focus on the left and what it speaks to on the right, in a circle too', () => {
    const node = (slug: string) => {
      return {
        slug,
        title: slug,
        label: 'in',
        holder: '',
        isFocus: slug === 'focus',
        fold: 'none',
        hidden: 0,
      } as const;
    };
    const edge = (from: string, to: string) => {
      return { kind: 'supports', from, to, premises: [], toward: null, isOfRuns: false } as const;
    };
    const { boxes } = layOut({
      title: '',
      description: '',
      nodes: ['after', 'focus', 'before'].map(node),
      edges: [edge('after', 'before'), edge('focus', 'after'), edge('before', 'focus')],
      rest: { heading: '', nodes: [] },
    });
    const byPlace = boxes.toSorted((one, other) => one.x - other.x);
    expect(byPlace.map((box) => box.node.slug)).toEqual(['before', 'focus', 'after']);
  });

  test('is the same again', () => {
    fc.assert(
      fc.property(mapDrawing(40), (drawing) => {
        expect(layOut(structuredClone(drawing))).toEqual(layOut(drawing));
      }),
      { numRuns: 20 },
    );
  });

  test('is well-formed XML with a title and a description, on a page and as a file', () => {
    const links = { claim: () => '/map?claim=a&depth=2', fold: () => '/map?fold=a&fold=b' };
    fc.assert(
      fc.property(mapDrawing(12), (drawing) => {
        const map = layOut(drawing);
        for (const svg of [writeMap(drawing, map, links), writeMapFile(drawing, map)]) {
          const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
          expect(root.tagName).toBe('svg');
          expect(root.getAttribute('role')).toBe('img');
          expect(root.querySelector('title')?.textContent).toBe(drawing.title);
          expect(root.querySelector('desc')?.textContent).toBe(drawing.description);
          for (const { node } of map.boxes) expect(root.textContent).toContain(labelWord[node.label]);
        }
      }),
      runs,
    );
  });
});

/** A graph of the drawing's claims and relations. */
function graphOf({ nodes, edges }: MapDrawing): DebateGraph {
  return {
    claims: nodes.map(({ slug, title }, order) => {
      const nobody = { since: null, holders: [], stances: [], scenarios: [] };
      return { slug, title, kind: 'factual', topic: 'all', order, ...nobody };
    }),
    relations: edges
      .filter(({ from, to }) => from !== to)
      .map(({ isOfRuns: _, ...edge }) => {
        return { ...edge, scenario: null, person: null, message: null, date: '2021-12-18', note: '' };
      }),
  };
}

function flatten(entries: readonly OutlineEntry[], depth = 0): readonly (OutlineEntry & { depth: number })[] {
  return entries.flatMap((entry) => [{ ...entry, depth }, ...flatten(entry.entries, depth + 1)]);
}

describe('what a map shows', () => {
  const asked = fc.tuple(mapDrawing(40), fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.array(fc.nat({ max: 40 })));

  test('is around the focus, no farther than asked, and the outline has each relation once', () => {
    fc.assert(
      fc.property(asked, ([drawing, depth, isAll, folds]) => {
        const graph = graphOf(drawing);
        if (graph.claims.length === 0) return;
        const focus = isAll ? null : 'c0';
        const folded = new Set(folds.map((index) => `c${index}`));
        const selection = select(graph, { focus, depth, folded });
        const chosen = new Set(selection.claims.map(({ slug }) => slug));
        for (const { distance } of selection.claims) expect(distance).toBeLessThanOrEqual(depth);
        for (const { from, to } of selection.relations) expect(chosen.has(from) && chosen.has(to)).toBe(true);
        expect(selection.rest.filter((slug) => chosen.has(slug))).toEqual([]);
        const entries = flatten(makeOutline(selection, focus));
        const told = entries.flatMap(({ relation }) => (relation === null ? [] : [relation]));
        expect(new Set(told)).toEqual(new Set(selection.relations));
        expect(told).toHaveLength(selection.relations.length);
        if (focus === null) expect(entries.filter(({ depth: at }) => at === 0)).toHaveLength(chosen.size);
        for (const { depth: at } of entries) expect(at).toBeLessThanOrEqual(2 * depth + 1);
      }),
      { numRuns: 200 },
    );
  });

  test('folding a claim hides what it says it hides, and opening it again is where one was', () => {
    fc.assert(
      fc.property(asked, ([drawing, depth, isAll]) => {
        const graph = graphOf(drawing);
        if (graph.claims.length === 0) return;
        const focus = isAll ? null : 'c0';
        const open = select(graph, { focus, depth, folded: new Set() });
        for (const { slug, fold } of open.claims) {
          const after = select(graph, { focus, depth, folded: new Set([slug]) });
          const own = after.claims.find((claim) => claim.slug === slug);
          expect(own?.hidden).toBe(open.claims.length - after.claims.length);
          expect(fold).toBe(own?.fold === 'folded' ? 'open' : 'none');
        }
      }),
      { numRuns: 100 },
    );
  });
});
