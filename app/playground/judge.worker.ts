import { judgeAll } from './judge-loop';
import type { JudgeRequest } from './judge-messages';

/** Judges every scenario beside the page, so that it stays alive meanwhile. */
self.onmessage = (event: MessageEvent<JudgeRequest>) => {
  try {
    judgeAll(event.data, (answer) => self.postMessage(answer));
  } catch (error) {
    self.postMessage({ type: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
};
