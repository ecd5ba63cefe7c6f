import type { Moot } from '#lib/db/open';
import { NoSuchName, type SearchField } from '#lib/db/search-field';

/** A person by name of their record or by any of their addresses, in capitals or not. */
async function findPerson({ prisma }: Moot, value: string) {
  const text = value.toLowerCase();
  const person = await prisma.person.findFirst({
    where: { OR: [{ record: { slug: text } }, { addresses: { some: { address: text } } }] },
    select: { record: { select: { slug: true } }, addresses: { select: { address: true } } },
  });
  if (person === null) {
    throw new NoSuchName(
      `No person is called "${value}": expected the name in the address of their page, or an address of theirs. f: finds authors by the words of their name.`,
    );
  }
  return person;
}

/** What a person wrote, from whatever address; what they said of claims, objected to, and changed. */
export const byField: SearchField = {
  name: 'by',
  findMails: async (moot, value) => {
    const { addresses } = await findPerson(moot, value);
    const rows = await moot.prisma.message.findMany({
      where: { fromAddress: { in: addresses.map(({ address }) => address) } },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  },
  readValue: async (moot, value) => (await findPerson(moot, value)).record.slug,
  isRecord: (slug, { kind, slug: own }, _run, said) => (kind === 'person' ? own === slug : said?.person === slug),
};
