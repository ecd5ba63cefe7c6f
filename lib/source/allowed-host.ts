import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from '#lib/source/address-kind';
import { UnreadablePlace } from '#lib/source/source';

/** Asks for the addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/**
 * The one address to connect to for a URL, looked up once, so that no second answer can lead elsewhere. `hosts` are those
 * the user allowed: a name (`lore.kernel.org`), one with its port, an IP address, or `NAME=ADDRESS`, which fixes where a name
 * leads. A name that leads into the machine or its own networks is refused, unless it is `localhost` or an address itself
 * or fixed so: who allows those by name means them. Throws `UnreadablePlace` with a sentence that says how to allow it.
 */
export async function addressFor(url: URL, hosts: readonly string[], resolve: Resolve = askDns): Promise<string> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UnreadablePlace(`Cannot read ${url.href}: only http and https are asked.`);
  }
  const name = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const allowed = hosts.map(readHost).find((host) => isMeant(host, name, url));
  if (allowed === undefined) {
    const host = name.includes(':') ? `[${name}]` : name;
    throw new UnreadablePlace(
      `Cannot ask ${host}: it is no host that you allowed. --allow-host ${host} allows it, or MOOT_ALLOW_HOSTS=${host} in the environment.`,
    );
  }
  if (allowed.address !== undefined) return allowed.address;
  if (isIP(name) !== 0) return name;
  const addresses = await resolve(name).catch((error: unknown) => {
    throw new UnreadablePlace(`Cannot find ${name}: ${error instanceof Error ? error.message : String(error)}.`);
  });
  const isOwn = name === 'localhost' || name.endsWith('.localhost');
  const closed = isOwn ? undefined : addresses.find((address) => !isPublicAddress(address));
  if (closed !== undefined) {
    throw new UnreadablePlace(
      `Cannot ask ${name}: it leads to ${closed}, in this machine or a network of its own. If that is meant, --allow-host ${name}=${closed} allows it.`,
    );
  }
  const [first] = addresses;
  if (first === undefined) throw new UnreadablePlace(`Cannot find ${name}: it has no address.`);
  return first;
}

interface AllowedHost {
  readonly name: string;
  /** '' for any. */
  readonly port: string;
  readonly address: string | undefined;
}

function readHost(text: string): AllowedHost {
  const [host = '', address] = text.trim().toLowerCase().split('=');
  const parts = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(\d+))?$/.exec(host);
  // An address of IPv6 without brackets has colons of its own.
  const name = (parts?.[1] ?? host).replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return { name, port: parts?.[2] ?? '', address: address === undefined || isIP(address) === 0 ? undefined : address };
}

function isMeant(host: AllowedHost, name: string, url: URL): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return host.name === name && (host.port === '' || host.port === port);
}

async function askDns(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
