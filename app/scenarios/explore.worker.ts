import { makeExplorer } from '../_components/runner/explore-loop';
import type { ExploreRequest } from '../_components/runner/explore-messages';

/** Explores scenarios beside the page, so that it stays alive meanwhile. */
const answer = makeExplorer((message) => self.postMessage(message));

self.onmessage = (event: MessageEvent<ExploreRequest>) => answer(event.data);
