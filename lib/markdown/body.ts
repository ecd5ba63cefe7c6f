import { visit } from 'unist-util-visit';
import type { RecordKind } from '#lib/argument/records';
import { type Fence, readFence } from '#lib/markdown/fence';
import { linkMessages } from '#lib/markdown/mail-links';
import { parseMarkdown } from '#lib/markdown/parse';
import { findRecordLink } from '#lib/markdown/record-link';

/** 1-based place in the body. */
export interface BodyPlace {
  readonly line: number;
  readonly column: number;
}

/** What a body refers to. */
export interface BodyReferences {
  readonly links: readonly (BodyPlace & { readonly kind: RecordKind; readonly slug: string })[];
  /** `contentLine` is the line of the block's first line of content. */
  readonly fences: readonly (BodyPlace & { readonly fence: Fence; readonly contentLine: number })[];
  readonly messageIds: readonly string[];
}

/** Reads the links, blocks and Message-IDs out of a record's body. */
export function readBody(body: string): BodyReferences {
  const tree = parseMarkdown(body);
  const links: (BodyPlace & { kind: RecordKind; slug: string })[] = [];
  const fences: (BodyPlace & { fence: Fence; contentLine: number })[] = [];
  visit(tree, (node) => {
    const place = { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
    if (node.type === 'link' || node.type === 'definition') {
      const link = findRecordLink(node.url);
      if (link !== undefined) links.push({ kind: link.kind, slug: link.slug, ...place });
    } else if (node.type === 'code') {
      const fence = readFence(node);
      if (fence !== undefined) fences.push({ fence, ...place, contentLine: place.line + 1 });
    }
  });
  return { links, fences, messageIds: linkMessages(tree, (id) => `mid:${id}`) };
}
