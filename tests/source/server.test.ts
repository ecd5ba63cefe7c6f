import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { isPublicAddress } from '#lib/source/address-kind';
import { addressFor } from '#lib/source/allowed-host';
import { askServer, readText } from '#lib/source/ask-server';
import { server as place, targetOf } from '#lib/source/server';
import type { PlaceOptions } from '#lib/source/source';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on this machine; its address without a path. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const own = ['127.0.0.1'];
const mail = (n: number) => `Subject: ${n}\nMessage-ID: <m${n}@x.org>\n\nbody ${n}\n`;
const packed = (...ns: number[]) => gzipSync(Buffer.concat(ns.map((n) => writeMboxrd(Buffer.from(mail(n))))));

async function read(address: string, options: Partial<PlaceOptions> = {}) {
  const mails: string[] = [];
  const codes: string[] = [];
  let cursor = options.cursor;
  for await (const item of place.read(address, { unchanged: 'read-again', hosts: own, ...options })) {
    if (item.kind === 'message') mails.push(/Subject: (\S+)/.exec(Buffer.from(item.bytes).toString())?.[1] ?? '');
    if (item.kind === 'issue') codes.push(item.code);
    if (item.kind === 'mark') cursor = item.cursor;
  }
  return { mails, codes, cursor };
}

describe('addresses', () => {
  test.each([
    ...[
      '127.0.0.1',
      '127.9.9.9',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '0.0.0.0',
    ],
    ...[
      '100.64.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '192.0.2.1',
      '198.51.100.7',
      '203.0.113.9',
      '192.0.0.8',
    ],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
    ],
    ...[
      '::127.0.0.1',
      '64:ff9b::10.0.0.1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      '100::1',
      '3fff::1',
    ],
    'no address',
  ])('%s is of the machine or its own networks', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each([
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '9.255.255.255',
    '11.0.0.0',
    '2606:4700::1111',
    '2a00:1450::8a',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(true));

  const resolve = (to: string[]) => async () => to;
  test('only hosts that were allowed, with or without a port', async () => {
    const ask = (url: string, hosts: string[]) => addressFor(new URL(url), hosts, resolve(['1.1.1.1']));
    expect(await ask('https://lore.example/x', ['other', 'LORE.example'])).toBe('1.1.1.1');
    expect(await ask('https://lore.example:8443/x', ['lore.example'])).toBe('1.1.1.1');
    expect(await ask('https://lore.example/x', ['lore.example:443'])).toBe('1.1.1.1');
    expect(await ask('https://lore.example./x', ['lore.example'])).toBe('1.1.1.1');
    for (const hosts of [[], ['example'], ['*'], ['evil-lore.example'], ['lore.example.org'], ['lore.example:80']]) {
      await expect(ask('https://lore.example/x', hosts)).rejects.toThrow('--allow-host lore.example allows it');
    }
    await expect(ask('ftp://lore.example/x', ['lore.example'])).rejects.toThrow('only http and https');
  });

  test('a name that leads into own networks is refused, unless it says so itself', async () => {
    const ask = (url: string, hosts: string[], ...to: string[]) => addressFor(new URL(url), hosts, resolve(to));
    await expect(ask('http://a.example/', ['a.example'], '10.0.0.1')).rejects.toThrow(
      '--allow-host a.example=10.0.0.1 allows it',
    );
    await expect(ask('http://a.example/', ['a.example'], '1.1.1.1', '::1')).rejects.toThrow('leads to ::1');
    expect(await ask('http://a.example/', ['a.example=10.0.0.1'], '9.9.9.9')).toBe('10.0.0.1');
    expect(await ask('http://localhost/', ['localhost'], '127.0.0.1')).toBe('127.0.0.1');
    expect(await ask('http://[::1]:80/', ['[::1]'])).toBe('::1');
    expect(await ask('http://[::1]:80/', ['::1'])).toBe('::1');
    // However an address is written, it is the address that has to be allowed.
    for (const form of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '%31%32%37.0.0.1', '①②⑦.0.0.1']) {
      await expect(ask(`http://${form}/`, [form, 'a.example'])).rejects.toThrow(
        'Cannot ask 127.0.0.1: it is no host that you allowed',
      );
      expect(await ask(`http://${form}/`, own)).toBe('127.0.0.1');
    }
  });

  test('what an address names', () => {
    const told = (path: string) => {
      const target = targetOf(new URL(`https://lore.example${path}`));
      return `${target.kind} ${target.url.pathname}${target.url.search}`;
    };
    expect(
      [
        '/list/',
        '/list',
        '/list/new.html',
        '/list/all.mbox.gz',
        '/list/a@b/',
        '/list/a@b',
        '/list/a%40b/T/#u',
        '/list/a@b/t.mbox.gz',
      ].map(told),
    ).toEqual([
      ...['/list/', '/list/', '/list/', '/list/'].map((path) => `list ${path}`),
      'thread /list/a@b/',
      'thread /list/a@b/',
      'thread /list/a%40b/',
      'thread /list/a@b/',
    ]);
    expect(
      ['/list/a@b/raw', '/files/x.mbox.gz', '/list/?q=s:x&x=m', '/list/noat/', '/list/20@x.txt/'].map(told),
    ).toEqual([
      'file /list/a@b/raw',
      'file /files/x.mbox.gz',
      'file /list/?q=s:x&x=m',
      'thread /list/noat/',
      'thread /list/20@x.txt/',
    ]);
  });
});

describe('asking a server', () => {
  test('redirections are followed where every hop is allowed, and not for ever', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (request.url === '/away') response.writeHead(301, { location: 'http://localhost:1/' }).end();
      else if (request.url === '/odd') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      else if (request.url === '/go') response.writeHead(307, { location: 'there' }).end();
      else response.end(`${request.method} ${request.url} ${request.headers.host}`);
    });
    const ask = async (path: string) => readText(await askServer(`${base}${path}`, { hosts: own }));
    expect(await ask('/go')).toBe(`GET /there ${base.slice(7)}`);
    await expect(ask('/loop')).rejects.toThrow('leads on more than 5 times');
    await expect(ask('/away')).rejects.toThrow('Cannot ask localhost: it is no host that you allowed');
    await expect(ask('/odd')).rejects.toThrow('only http and https');
  });

  test('bounds on size and time', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/big') response.end(Buffer.alloc(3000));
      else if (request.url === '/slow') response.write('x');
      else if (request.url === '/drip') {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      } else if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': '100' });
        response.write('x');
        setTimeout(() => response.destroy(), 20);
      }
    });
    const ask = async (path: string, bounds: object) =>
      readText(await askServer(`${base}${path}`, { hosts: own, ...bounds }));
    await expect(ask('/big', { maxBytes: 2000 })).rejects.toThrow('larger than 2000 bytes');
    await expect(ask('/slow', { idleMs: 100 })).rejects.toThrow('nothing came for too long');
    await expect(ask('/never', { idleMs: 100 })).rejects.toThrow('did not answer in time');
    await expect(ask('/drip', { totalMs: 200 })).rejects.toThrow('it took too long');
    await expect(ask('/cut', {})).rejects.toThrow('Cannot read');
  });

  test('a name is looked up once: the connection goes to the address that was checked', async () => {
    const base = await serve((request, response) => response.end(request.headers.host));
    const port = new URL(base).port;
    const answers = ['1.1.1.1'];
    const hosts = [`other.example=127.0.0.1`];
    const resolve = async () => answers;
    expect(await readText(await askServer(`http://other.example:${port}/`, { hosts, resolve }))).toBe(
      `other.example:${port}`,
    );
  });
});

describe('a public-inbox server', () => {
  test('a thread: its mails; the same again is passed over, by ETag or by what it is', async () => {
    let body = packed(1, 2);
    let etag: string | undefined = '"one"';
    const asked: string[] = [];
    const base = await serve((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (etag !== undefined && request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, etag === undefined ? {} : { etag }).end(body);
    });
    const first = await read(`${base}/list/m1@x.org/`);
    expect(first).toMatchObject({ mails: ['1', '2'], codes: [] });
    expect(asked).toEqual(['GET /list/m1@x.org/t.mbox.gz']);
    expect((await read(`${base}/list/m1@x.org/`, { cursor: first.cursor })).mails).toEqual([]);
    etag = undefined;
    expect((await read(`${base}/list/m1@x.org/`, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual([]);
    expect((await read(`${base}/list/m1@x.org/`, { cursor: first.cursor })).mails).toEqual(['1', '2']);
    body = packed(1, 2, 3);
    expect((await read(`${base}/list/m1@x.org/`, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('a list: all of it, then what it received since, if its feed is another', async () => {
    let feed = 'one';
    const asked: string[] = [];
    const base = await serve((request, response) => {
      const url = request.url ?? '';
      asked.push(`${request.method} ${url.replace(/\d{9,}/, 'TIME')}`);
      if (url === '/list/new.atom') response.end(feed);
      else if (url === '/list/all.mbox.gz') response.end(packed(1, 2));
      else if (request.method === 'POST' && feed === 'none') response.writeHead(404).end('No results found\n');
      else if (request.method === 'POST') response.end(packed(2, 3));
      else response.writeHead(404).end();
    });
    const first = await read(`${base}/list/`);
    expect(first.mails).toEqual(['1', '2']);
    expect((await read(`${base}/list/`, { cursor: first.cursor })).mails).toEqual([]);
    feed = 'two';
    const second = await read(`${base}/list/`, { cursor: first.cursor });
    expect(second.mails).toEqual(['2', '3']);
    feed = 'none';
    expect(await read(`${base}/list/`, { cursor: second.cursor })).toMatchObject({ mails: [], codes: [] });
    expect(asked).toEqual([
      'GET /list/new.atom',
      'GET /list/all.mbox.gz',
      'GET /list/new.atom',
      'GET /list/new.atom',
      'POST /list/?q=rt%3ATIME..&x=m',
      'GET /list/new.atom',
      'POST /list/?q=rt%3ATIME..&x=m',
    ]);
  });

  test('r/MESSAGE-ID leads to the list; what is neither is said; a broken answer gives what came and no new place to go on', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/r/m1@x.org') response.writeHead(302, { location: '/all/m1@x.org/' }).end();
      else if (request.url === '/all/m1@x.org/') response.end('<html>');
      else if (request.url === '/all/m1@x.org/t.mbox.gz') response.end(packed(1));
      else if (request.url === '/cut.mbox') {
        response.writeHead(200, { 'content-length': '9999' });
        response.write(Buffer.concat([1, 2].map((n) => writeMboxrd(Buffer.from(mail(n))))));
        setTimeout(() => response.destroy(), 50);
      } else response.writeHead(404).end();
    });
    expect((await read(`${base}/r/m1@x.org`)).mails).toEqual(['1']);
    await expect(read(`${base}/nothing/`)).rejects.toThrow('is no list of a public-inbox server');
    await expect(read(`${base}/list/x@y/`)).rejects.toThrow('the server answered 404');
    await expect(read(`${base}/cut.mbox`)).rejects.toThrow('Cannot read');
  });
});
