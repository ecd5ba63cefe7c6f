import { type Theme, themes } from '../_components/theme';
import type { ArchiveRequest } from './answer-types';
import { type Frame, fetchFrame } from './frame';

/** The frames of this process, by theme: they change with the program alone. */
const frames = new Map<Theme, Promise<Frame>>();

/**
 * The frame in a theme, which this server is asked for once. A server that listens under another name alone is asked under
 * the name that it was asked by.
 */
export async function readFrame(theme: Theme, request: ArchiveRequest): Promise<Frame> {
  if (process.env.NODE_ENV === 'development') return fetchAnywhere(theme, request);
  let frame = frames.get(theme);
  if (frame === undefined) {
    frame = fetchAnywhere(theme, request);
    frames.set(theme, frame);
    // A server that could not be asked is asked again next time.
    frame.catch(() => frames.delete(theme));
  }
  return frame;
}

/** Reads the frames of every theme before anybody asks. */
export async function warmFrames(request: ArchiveRequest): Promise<void> {
  await Promise.all(themes.map((theme) => readFrame(theme, request)));
}

async function fetchAnywhere(theme: Theme, request: ArchiveRequest): Promise<Frame> {
  const port = process.env.PORT ?? '3000';
  try {
    return await fetchFrame(`http://127.0.0.1:${port}`, theme);
  } catch (error) {
    const host = request.header('host');
    if (host === undefined) throw error;
    return fetchFrame(`http://${host}`, theme);
  }
}
