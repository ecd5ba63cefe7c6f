/** Addresses in a style sheet: fonts and images. */
export function listStyleFiles(css: string): readonly string[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)]
    .map(([, address = '']) => address)
    .filter((address) => !address.startsWith('data:'));
}

/** A style sheet whose files lie beside it. */
export function rewriteStyle(css: string, rewrite: (address: string) => string): string {
  return css.replace(/url\(\s*["']?([^"')]+)["']?\s*\)/g, (all, address: string) =>
    address.startsWith('data:') ? all : `url("${rewrite(address)}")`,
  );
}
