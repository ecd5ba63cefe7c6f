import { JSDOM } from 'jsdom';

/** A page, or a document of XML, as a browser reads it. Throws for XML that is not well-formed. */
export function parseMarkup(text: string, type: 'text/html' | 'application/xml' = 'text/html'): Document {
  const Parser = (new JSDOM('').window as unknown as { DOMParser: new () => DOMParser }).DOMParser;
  const document = new Parser().parseFromString(text, type);
  const wrong = document.querySelector('parsererror');
  if (wrong !== null) throw new Error(wrong.textContent ?? 'not well-formed');
  return document;
}
