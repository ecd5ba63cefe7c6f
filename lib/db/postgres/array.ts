import type { Cell } from '#lib/db/bulk/tables';

/** How cells of one PostgreSQL type stand in its binary form. */
export interface CellType {
  /** Object identifiers of the type and of an array of it (pg_type.dat). */
  readonly oid: number;
  /** The type's name for a cast. */
  readonly name: string;
  /** Bytes that the cell takes; throws a TypeError for a cell that is none of this type. */
  size(cell: NonNullable<Cell>): number;
  write(cell: NonNullable<Cell>, into: Buffer, at: number): void;
}

/** Milliseconds from 1970 to 2000, where PostgreSQL's timestamps begin. */
const epochMs = 946_684_800_000;

function refuse(cell: unknown, what: string): never {
  throw new TypeError(`${cell instanceof Uint8Array ? `${cell.length} bytes` : JSON.stringify(cell)} is no ${what}`);
}

function toNumber(cell: NonNullable<Cell>, what: string): number {
  return typeof cell === 'number' ? cell : typeof cell === 'boolean' ? Number(cell) : refuse(cell, what);
}

function toMs(cell: NonNullable<Cell>): number {
  const ms = cell instanceof Date ? cell.getTime() : cell;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : refuse(cell, 'date');
}

/** Text as PostgreSQL takes it: everything but NUL. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

function toText(cell: NonNullable<Cell>): string {
  return typeof cell === 'string' ? withoutNul(cell) : refuse(cell, 'text');
}

function toBytes(cell: NonNullable<Cell>): Uint8Array {
  return cell instanceof Uint8Array ? cell : refuse(cell, 'bytes');
}

export const int8: CellType = {
  oid: 20,
  name: 'int8',
  size: () => 8,
  write: (cell, into, at) => void into.writeBigInt64BE(BigInt(toNumber(cell, 'number')), at),
};

export const text: CellType = {
  oid: 25,
  name: 'text',
  // Bytes are text in UTF-8 already.
  size: (cell) => (cell instanceof Uint8Array ? cell.length : Buffer.byteLength(toText(cell))),
  write: (cell, into, at) => void (cell instanceof Uint8Array ? into.set(cell, at) : into.write(toText(cell), at)),
};

const types: readonly CellType[] = [
  int8,
  text,
  {
    oid: 16,
    name: 'bool',
    size: () => 1,
    write: (cell, into, at) => void into.writeUInt8(toNumber(cell, 'truth value') === 0 ? 0 : 1, at),
  },
  {
    oid: 23,
    name: 'int4',
    size: () => 4,
    write: (cell, into, at) => void into.writeInt32BE(toNumber(cell, 'number'), at),
  },
  {
    oid: 701,
    name: 'float8',
    size: () => 8,
    write: (cell, into, at) => void into.writeDoubleBE(toNumber(cell, 'number'), at),
  },
  {
    oid: 1114,
    name: 'timestamp',
    size: () => 8,
    write: (cell, into, at) => void into.writeBigInt64BE(BigInt(Math.round(toMs(cell) - epochMs)) * 1000n, at),
  },
  {
    oid: 17,
    name: 'bytea',
    size: (cell) => toBytes(cell).length,
    write: (cell, into, at) => into.set(toBytes(cell), at),
  },
];

/** Terms without places: the cell is the binary form (tsvectorrecv). */
export const tsvector: CellType = {
  oid: 3614,
  name: 'tsvector',
  size: (cell) => toBytes(cell).length,
  write: (cell, into, at) => into.set(toBytes(cell), at),
};

/** The type with this object identifier; undefined for one that no column of ours has. */
export function findCellType(oid: number): CellType | undefined {
  return types.find((type) => type.oid === oid);
}

/**
 * One parameter that holds an array of `type`, in PostgreSQL's binary form (src/backend/utils/adt/arrayfuncs.c,
 * array_recv): long texts and bytes go over as they are, neither side has to look for quotes.
 */
export function encodeArray(type: CellType, cells: readonly Cell[]): Buffer {
  const sizes = cells.map((cell) => (cell === null ? -1 : type.size(cell)));
  const hasNull = sizes.includes(-1) ? 1 : 0;
  const size = sizes.reduce((sum, own) => sum + 4 + Math.max(0, own), 20);
  const into = Buffer.allocUnsafe(size);
  const dimensions = cells.length === 0 ? 0 : 1;
  let at = into.writeInt32BE(dimensions, 0);
  at = into.writeInt32BE(hasNull, at);
  at = into.writeInt32BE(type.oid, at);
  if (dimensions === 0) return into.subarray(0, at);
  at = into.writeInt32BE(cells.length, at);
  at = into.writeInt32BE(1, at);
  for (const [i, cell] of cells.entries()) {
    const length = sizes[i] ?? -1;
    at = into.writeInt32BE(length, at);
    if (cell === null) continue;
    type.write(cell, into, at);
    at += length;
  }
  return into;
}
