import { addressOfFocus, jumpTo, moveItem, openItem, toggleFolds } from './keyboard-moves';

const offCookie = 'keys=off';

function isOff(): boolean {
  return document.cookie.includes(offCookie);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input,select,textarea,[contenteditable=true]') !== null;
}

/** The hints in the page are shown where the keys work: not without scripts, and not when they are switched off. */
function showHints(): void {
  document.documentElement.toggleAttribute('data-keys', !isOff());
}

/**
 * Makes the keys that work on every page work, with their help in `dialog`; returns what ends that. None while typing or
 * with Ctrl, Alt or Meta.
 */
export function listenForKeys(dialog: HTMLDialogElement): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const box = dialog.querySelector('input');
  if (box !== null) {
    box.checked = isOff();
    box.addEventListener(
      'change',
      () => {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers that we serve
        document.cookie = `keys=${box.checked ? 'off' : 'on'}; Path=/; Max-Age=31536000; SameSite=Lax`;
        showHints();
      },
      { signal },
    );
  }
  dialog.querySelector('button')?.addEventListener('click', () => dialog.close(), { signal });
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('[data-help]') : null;
      if (link === null || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      dialog.showModal();
    },
    { signal },
  );
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (isOff() || dialog.open) return;
      if (act(event.key, dialog)) event.preventDefault();
    },
    { signal },
  );
  showHints();
  return () => ended.abort();
}

/** Does what the key stands for; false when it stands for nothing here. */
function act(key: string, dialog: HTMLDialogElement): boolean {
  switch (key) {
    case '/': {
      const field = document.getElementById('q');
      if (field === null || field.offsetParent === null) return false;
      field.focus();
      return true;
    }
    case '?':
      dialog.showModal();
      return true;
    case 'j':
      return moveItem('[data-item]', 1);
    case 'k':
      return moveItem('[data-item]', -1);
    case 'n':
      return moveItem('[data-change]', 1) || jumpTo('a[rel=next]');
    case 'p':
      return moveItem('[data-change]', -1) || jumpTo('a[rel=prev]');
    case '.':
      return moveItem('[data-annotation]', 1);
    case ',':
      return moveItem('[data-annotation]', -1);
    case ']':
      return jumpTo('a[data-key="]"]') || moveItem('[data-patch]', 1);
    case '[':
      return jumpTo('a[data-key="["]') || moveItem('[data-patch]', -1);
    case 't':
      return jumpTo('a[data-key=t]');
    case 'q':
      return jumpTo('a[data-key=q]');
    case 'u':
      return jumpTo('a[rel=up]');
    case 'o':
      return openItem();
    case 'z':
      return toggleFolds();
    case 'y':
      void navigator.clipboard?.writeText(addressOfFocus());
      return true;
    default:
      return false;
  }
}
