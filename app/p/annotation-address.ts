import { redirect } from 'next/navigation';
import { pathPart } from '../_components/mail-link';

/** Leads back to a patch's page, in the view that a form was opened in; the view is words, and cannot lead elsewhere. */
export function leadBack(messageId: string, view: string, fragment: string): never {
  const words = new URLSearchParams(view.replace(/^\?/, '')).toString();
  const page = `${pathPart(messageId)}/${words === '' ? '' : `?${words}`}`;
  redirect(`/p/${page}#${fragment}`);
}
