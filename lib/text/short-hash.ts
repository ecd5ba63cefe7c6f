/** FNV-1a of 32 bits over a text's UTF-8, as 8 hexadecimal digits: tells texts apart that nobody forges. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  const escaped = encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  for (const [letter, hex] of escaped.matchAll(/%([0-9A-F]{2})|[^%]/g)) {
    const byte = hex === undefined ? letter.charCodeAt(0) : Number.parseInt(hex, 16);
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
