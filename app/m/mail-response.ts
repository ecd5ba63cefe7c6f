/**
 * Bytes of a mail, to read or to keep. Nothing in them may be taken for a page: the type is plain text without a charset,
 * because the mail has its own, and browsers must not guess another type.
 */
export function mailResponse(body: BodyInit, type: string, file: string): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `${type === 'text/plain' ? 'inline' : 'attachment'}; filename="${safeName(file)}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    },
  });
}

/** A file name of letters that every system takes. */
function safeName(text: string): string {
  return text.replace(/[^\w.@+=-]/g, '_').slice(0, 120);
}

/** What the address of a mail's bytes gives where the mail is not held. */
export function noMail(messageId: string): Response {
  return new Response(`The mail ${messageId} is not imported. Its page says who refers to it.\n`, {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
