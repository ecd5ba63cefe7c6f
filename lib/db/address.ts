import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordKind } from '#lib/argument/records';
import type { Transaction } from '#lib/db/transaction';
import type { CheckedRecord } from '#lib/markdown/check-record';

/** Addresses of a person that another person has: an address leads to one person. Empty for every other kind. */
export async function findAddressIssues<K extends RecordKind>(
  tx: Transaction,
  checked: CheckedRecord<K>,
): Promise<readonly Issue[]> {
  const { record, placeOf } = checked;
  if (!isKind(record, 'person')) return [];
  const rows = await tx.address.findMany({
    where: { address: { in: [...record.front.addresses] }, person: { record: { slug: { not: record.slug } } } },
    include: { person: { include: { record: { select: { slug: true } } } } },
  });
  return rows.map((row) => {
    const index = record.front.addresses.indexOf(row.address);
    return {
      severity: 'error',
      code: 'address-taken',
      message: `${row.address} is an address of ${row.person.record.slug}`,
      file: fileOf('person', record.slug),
      ...placeOf(['addresses', index]),
      field: `addresses[${index}]`,
    };
  });
}
