import { listenForKeys } from '../../_components/keyboard-keys';
import { quoteSelection } from './quote-selection';
import { markNew } from './since-visit';

// What the pages of the archive do beyond being read: each line one thing, and each page works without all of them.
const help = document.querySelector<HTMLDialogElement>('dialog[data-keys-help]');
if (help !== null) listenForKeys(help);
quoteSelection();
markNew();
