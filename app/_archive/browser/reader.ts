import { listenForKeys } from '../../_components/keyboard-keys';

// What the pages of the archive do beyond being read: each line one thing, and each page works without all of them.
const help = document.querySelector<HTMLDialogElement>('dialog[data-keys-help]');
if (help !== null) listenForKeys(help);
