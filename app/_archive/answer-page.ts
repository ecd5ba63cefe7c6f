import { parseTheme } from '../_components/theme';
import type { Answer, ArchiveRequest } from './answer-types';
import { answerDocument } from './conditional';
import { framePage } from './frame';
import { readFrame } from './frame-source';
import { empty, type Html } from './html';
import { readerScript } from './script';

/** What a page of the archive says; `head` are elements of its head. */
export interface Page {
  readonly title: string;
  readonly main: Html;
  readonly head?: Html;
  readonly status?: number;
}

/** A page of the archive in the frame of every page, in the reader's theme. */
export async function answerPage(
  { title, main, head = empty, status = 200 }: Page,
  request: ArchiveRequest,
): Promise<Answer> {
  const theme = parseTheme(/(?:^|;\s*)theme=([^;]*)/.exec(request.header('cookie') ?? '')?.[1]);
  const [frame, script] = await Promise.all([readFrame(theme, request), readerScript()]);
  const scripts = `<script type="module" src="${script.path}" integrity="${script.integrity}"></script>`;
  const text = framePage(frame, { title, path: request.target, head, main }, scripts);
  return answerDocument(
    { type: 'text/html; charset=utf-8', body: Buffer.from(text), headers: { vary: 'Cookie' }, status },
    request,
  );
}
