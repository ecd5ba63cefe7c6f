type Cell = number | string | Uint8Array;

/** How a value's text becomes what the archive's tables give: see `Row`. By object identifier of its type. */
const readers: Readonly<Record<number, (text: string) => Cell>> = {
  16: (text) => (text === 't' ? 1 : 0),
  17: readBytes,
  20: Number,
  21: Number,
  23: Number,
  700: Number,
  701: Number,
  1114: readTimestamp,
  1700: Number,
};

/** For the driver: it asks for the reader of each column's type. */
export const readCells = {
  getTypeParser: (oid: number): ((text: string) => Cell) => readers[oid] ?? String,
};

function readBytes(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex');
}

/** `2021-12-17 11:30:00.5`, in UTC, as milliseconds since 1970. */
function readTimestamp(text: string): number {
  const found = /^(\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d(?:\.\d+)?)( BC)?$/.exec(text);
  if (found === null) throw new Error(`${text} is no timestamp`);
  const [, year, month, day, hour, minute, second, before] = found;
  const date = new Date(0);
  date.setUTCFullYear(before === undefined ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day));
  return date.setUTCHours(Number(hour), Number(minute), 0, Math.round(Number(second) * 1000));
}
