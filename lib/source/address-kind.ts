import { isIPv4, isIPv6 } from 'node:net';

/** Networks that are the machine's own or nobody's to be asked (RFC 6890 and its registry), as first address and bits. */
const closed4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/**
 * Whether an IP address leads out of the machine and its own networks. Of IPv6 only global unicast does (2000::/3), and of
 * that not what carries an IPv4 address that does not (6to4, Teredo), documentation or benchmarks. An address of IPv4
 * written as one of IPv6 (::ffff:10.0.0.1, 64:ff9b::10.0.0.1) is the one it stands for.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) {
    const value = number4(address);
    return !closed4.some(([base, bits]) => (value ^ number4(base)) >>> (32 - bits) === 0);
  }
  if (!isIPv6(address)) return false;
  const words = words6(address);
  const embedded = `${(words[6] ?? 0) >> 8}.${(words[6] ?? 0) & 255}.${(words[7] ?? 0) >> 8}.${(words[7] ?? 0) & 255}`;
  const isMapped = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
  const isTranslated = words[0] === 0x64 && words[1] === 0xff9b && words.slice(2, 6).every((word) => word === 0);
  if (isMapped || isTranslated) return isPublicAddress(embedded);
  const [first = 0, second = 0] = words;
  if (first >> 13 !== 1) return false;
  // 2001::/23 is for protocols (Teredo, ORCHID), 2001:db8::/32 and 3fff::/20 for documents, 2002::/16 is 6to4.
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return first !== 0x2002 && !(first === 0x3fff && second < 0x1000);
}

function number4(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

/** The eight words of an IPv6 address, however it is written. */
function words6(address: string): number[] {
  const bare = address.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const pair = (high: string, low: string) => (Number(high) * 256 + Number(low)).toString(16);
    return `${pair(a, b)}:${pair(c, d)}`;
  });
  const [head = '', tail] = bare.split('::');
  const parts = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'));
  const before = parts(head);
  const after = parts(tail);
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].map((word) => Number.parseInt(word, 16));
}
