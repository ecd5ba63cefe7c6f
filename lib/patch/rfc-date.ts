const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as RFC 5322 3.3 writes it, in a zone given in minutes east of UTC. */
export function printRfcDate(ms: number, zone: number): string {
  const local = new Date(ms + zone * 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const away = Math.abs(zone);
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const day = `${days[local.getUTCDay()]}, ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  return `${day} ${time} ${zone < 0 ? '-' : '+'}${two(Math.trunc(away / 60))}${two(away % 60)}`;
}
