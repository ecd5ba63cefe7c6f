import type { MessageBlock } from '#lib/db/archive-types';

/** What of a mail a page shows, in characters: some hundred thousand make a page that opens at once everywhere. */
export const mailLimit = 150_000;

/** The blocks of a mail up to `limit` characters, and how many characters are left out. Cuts at the end of a line. */
export function limitBlocks(
  blocks: readonly MessageBlock[],
  limit: number,
): { blocks: readonly MessageBlock[]; left: number } {
  const kept: MessageBlock[] = [];
  let room = limit;
  let left = 0;
  for (const block of blocks) {
    if (room <= 0) left += block.text.length;
    else if (block.text.length <= room) kept.push(block);
    else {
      const line = block.text.lastIndexOf('\n', room);
      const end = line > room / 2 ? line : room;
      kept.push({ ...block, text: block.text.slice(0, end) });
      left += block.text.length - end;
    }
    room -= block.text.length;
  }
  return { blocks: left === 0 ? blocks : kept, left };
}
