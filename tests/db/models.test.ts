import { expect, test } from 'vitest';
import { Prisma } from '#lib/db/generated/client';
import { parseModels, readModels } from '#lib/db/models';

const models = readModels(process.cwd());

test('the tables and columns are those that Prisma makes of the schema', () => {
  expect(models.map(({ name }) => name).sort()).toEqual(Object.keys(Prisma.ModelName).sort());
  for (const { name, columns, key } of models) {
    const fields: unknown = Reflect.get(Prisma, `${name}ScalarFieldEnum`);
    expect(columns.map((column) => column.name)).toEqual(Object.keys(fields ?? {}));
    expect(key.length, name).toBeGreaterThan(0);
  }
});

test('each table comes after those that it refers to', () => {
  const places = new Map(models.map(({ name }, i) => [name, i]));
  for (const [i, { name, references }] of models.entries()) {
    for (const { model } of references) if (model !== name) expect(places.get(model)).toBeLessThan(i);
  }
});

test('keys, references and types', () => {
  const [a, b] = parseModels(`model A {
  id   Int    @id @default(autoincrement())
  at   DateTime?
  bs   B[]
}

model B {
  one  String
  two  Int
  aId  Int?
  a    A?   @relation(fields: [aId], references: [id], onDelete: Cascade)

  @@id([one, two])
  @@index([aId])
}
`);
  expect(a).toEqual({
    name: 'A',
    columns: [
      { name: 'id', type: 'Int' },
      { name: 'at', type: 'DateTime' },
    ],
    key: ['id'],
    references: [],
  });
  expect(b?.key).toEqual(['one', 'two']);
  expect(b?.references).toEqual([{ columns: ['aId'], model: 'A', to: ['id'] }]);
});
