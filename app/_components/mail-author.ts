/** The name to show for who wrote a mail: the display name, else the address, else words. */
export function authorName(author: { readonly name: string; readonly address: string }): string {
  if (author.name !== '') return author.name;
  return author.address === '' ? 'Nobody named' : author.address;
}
