/** Whom a trailer names. */
export interface Person {
  /** May be empty. */
  readonly name: string;
  /** In lower case; empty where only a name is given. */
  readonly address: string;
  /** What stands behind the address: `# for the first hunk`, `[on a small machine]`; empty for nothing. */
  readonly remark: string;
}

const addressed = /^(?:"([^"]*)"|([^<>"]*?))\s*<\s*([^<>\s@]+(?:@| at )[^<>\s@]+)\s*>\s*(.*)$/;
const bare = /^([^\s<>()"]+@[^\s<>()",]+)\s*(.*)$/;
const particles = /^(?:al|bin|da|de|del|den|der|di|dos|du|el|ibn|la|le|ten|van|von|zu)$/;
const nameWord = /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*$/u;

/** Reads `Name <address> # remark` and the forms people make of it; undefined where nobody is named: prose. */
export function readPerson(value: string): Person | undefined {
  const full = addressed.exec(value);
  if (full !== null) {
    const name = (full[1] ?? full[2] ?? '').trim();
    return { name, address: (full[3] ?? '').replace(' at ', '@').toLowerCase(), remark: (full[4] ?? '').trim() };
  }
  const alone = bare.exec(value);
  if (alone !== null) {
    const remark = (alone[2] ?? '').trim();
    const inBrackets = /^\((.*)\)$/.exec(remark)?.[1];
    return { name: inBrackets ?? '', address: (alone[1] ?? '').toLowerCase(), remark: inBrackets ? '' : remark };
  }
  const [, name = '', remark = ''] = /^([^#[(]*?)\s*([#[(].*)?$/.exec(value.trim()) ?? [];
  return isName(name) ? { name, address: '', remark } : undefined;
}

/** Whether a text without an address is a name: few words, each begun with a capital, or one of the known machines. */
function isName(text: string): boolean {
  if (/^(?:kernel test robot|syzbot|kernelci(?:\.org)? bot)$/i.test(text)) return true;
  const words = text.split(' ').filter((word) => word !== '');
  if (words.length === 0 || words.length > 5 || !nameWord.test(words[0] ?? '')) return false;
  return words.every((word) => nameWord.test(word) || particles.test(word));
}

/** Whether two are one person: by address, or by name where the addresses differ, as people have several. */
export function isSamePerson(a: Pick<Person, 'name' | 'address'>, b: Pick<Person, 'name' | 'address'>): boolean {
  if (a.address !== '' && a.address.toLowerCase() === b.address.toLowerCase()) return true;
  const [own, other] = [foldName(a.name), foldName(b.name)];
  return own !== '' && own === other;
}

/** A name for comparing: `Ek, Ann (Firm)` and `Ann Ek` are one. */
function foldName(name: string): string {
  const plain = name
    .replace(/\([^)]*\)/g, '')
    .replaceAll('"', '')
    .trim();
  const turned = /^([^,]+),\s*([^,]+)$/.exec(plain);
  return (turned === null ? plain : `${turned[2]} ${turned[1]}`).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}

const botAddress =
  /^(?:lkp@|oliver\.sang@intel|syzbot[+@]|kernelci|patchwork-bot|buildbot|noreply@|no-reply@|robot@|autobuild|tip-bot)|(?:[-+._]bot|bot\+[^@]*|\bbot)@/;

/** Whether a machine writes from there: it tests and reports, and has read nothing. */
export function isBot({ name, address }: Pick<Person, 'name' | 'address'>): boolean {
  if (botAddress.test(address.toLowerCase())) return true;
  return /^(?:kernel test robot|kernel build bot|syzbot|lkp|buildbot|patchwork bot|tip-bot2?)\b|[- ]bot$/i.test(
    name.trim(),
  );
}
