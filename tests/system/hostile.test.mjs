// Bad input of every kind gets a clear refusal, and the server goes on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import WebSocket from 'ws';
import { Chat } from './support/chat.mjs';
import { closeCodeAfter, exchange, frame, statusOf } from './support/raw.mjs';
import { Server } from './support/server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stopAndClean());
afterEach(async () => {
  assert.ok(server.alive, `the server died: ${server.log}`);
  assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
});

const head = (lines) => `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines}\r\n\r\n`;
const bytes = (...values) => Buffer.from(values);

describe('HTTP', { concurrency: true }, () => {
  const refused = {
    'a chunked body with a trailer of 70 KB': [411,
      `${head('Transfer-Encoding: chunked')}0\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`],
    'a chunked POST': [411, `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`],
    'Transfer-Encoding: identity': [411, head('Transfer-Encoding: identity')],
    'an unknown Transfer-Encoding': [411, head('Transfer-Encoding: xchunked')],
    'a repeated Transfer-Encoding': [[400, 411], head('Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked')],
    'a folded Transfer-Encoding': [400, head('Transfer-Encoding:\r\n chunked')],
    'any folded field': [400, head('X-A: b\r\n\tc')],
    'both lengths': [[400, 411], head('Content-Length: 3\r\nTransfer-Encoding: chunked')],
    'chunks in HTTP/1.0': [[400, 411], `GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n`],
    'a body on GET': [413, `${head('Content-Length: 5')}hello`],
    'two lengths': [[400, 413], head('Content-Length: 5\r\nContent-Length: 6')],
    'a negative length': [400, head('Content-Length: -1')],
    'a POST': [405, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n'],
    'a CONNECT': [[400, 405], 'CONNECT a:1 HTTP/1.1\r\nHost: h\r\n\r\n'],
    'no Host': [400, 'GET / HTTP/1.1\r\n\r\n'],
    'two Hosts': [400, head('Host: other')],
    'an absolute target': [400, 'GET http://x/ HTTP/1.1\r\nHost: h\r\n\r\n'],
    'a NUL in a header': [400, head('X-A: b\0c')],
    'bare line feeds': [400, 'GET / HTTP/1.1\nHost: h\n\r\n\r\n'],
    'a header of 20 KB': [431, head(`X: ${'a'.repeat(20_000)}`)],
    '200 headers': [431, head(Array.from({ length: 200 }, (_, i) => `X-${i}: 1`).join('\r\n'))],
    'binary noise': [[0, 400, 431], Buffer.concat([Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 7919) & 255)), Buffer.from('\r\n\r\n')])],
    'a TLS hello': [[0, 400], Buffer.concat([bytes(0x16, 3, 1, 0, 4, 1, 0, 0, 0), Buffer.from('\r\n\r\n')])],
    'frames before the handshake': [400, `${head(`Upgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://127.0.0.1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13`).replace('GET /', 'GET /ws')}x`],
  };
  for (const [name, [status, request]] of Object.entries(refused)) {
    it(`refuses ${name}`, async () => {
      const answer = await exchange(server.port, request);
      assert.ok([status].flat().includes(statusOf(answer)), answer.toString('latin1').slice(0, 200));
    });
  }

  it('closes on a head that does not end in time', async () => {
    const began = Date.now();
    const answer = await exchange(server.port, 'GET / HTTP/1.1\r\nHost: h\r\n', 20_000);
    assert.equal(answer.length, 0);
    assert.ok(Date.now() - began < 15_000);
  });

  it('closes on a WebSocket that says nothing in time', async () => {
    assert.equal(await closeCodeAfterSilence(), 1008);
  });

  it('takes a bounded number of connections of one address', async () => {
    const own = await Server.start();
    const sockets = Array.from({ length: 80 }, () => connect(own.port, '127.0.0.1').on('error', () => {}));
    let closed = 0;
    for (const socket of sockets) {
      socket.on('close', () => { closed += 1; });
      socket.resume();
    }
    while (closed < 16) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(closed, 16);
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal((await fetch(`${own.origin}/healthz`)).status, 200);
    await own.stopAndClean();
  });

  for (const origin of ['https://attaquant.exemple', 'null', undefined]) {
    it(`refuses a WebSocket from origin ${origin}`, async () => {
      const socket = new WebSocket(server.chatUrl, origin ? { origin } : {});
      const [error] = await once(socket, 'error');
      assert.match(error.message, /403/);
    });
  }
});

async function closeCodeAfterSilence() {
  const socket = new WebSocket(server.chatUrl, { origin: server.origin });
  const [code] = await once(socket, 'close');
  return code;
}

const hello = () => frame('{"t":"hello","v":1}');

describe('frames', () => {
  const broken = {
    'an unmasked frame': [1002, frame('{}', { mask: false })],
    'a reserved bit': [1002, frame('{}', { rsv: 4 })],
    'another reserved bit': [1002, frame('{}', { rsv: 1 })],
    'a reserved data opcode': [1002, frame('{}', { opcode: 3 })],
    'a reserved control opcode': [1002, frame('', { opcode: 11 })],
    'a fragmented ping': [1002, frame('a', { opcode: 9, fin: false })],
    'a ping of 200 bytes': [1002, frame('a'.repeat(200), { opcode: 9 })],
    'a stray continuation': [1002, frame('a', { opcode: 0 })],
    'a message within a message': [1002, frame('a', { fin: false }), frame('b')],
    'a 16-bit length for 5 bytes': [1002, frame('hello', { length: 16 })],
    'a 64-bit length for 5 bytes': [1002, frame('hello', { length: 64 })],
    'a length with its highest bit': [[1002, 1009], bytes(0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4)],
    'a close of one byte': [1002, frame(bytes(3), { opcode: 8 })],
    'a close with code 999': [1002, frame(bytes(3, 231), { opcode: 8 })],
    'a close with code 1005': [1002, frame(bytes(3, 237), { opcode: 8 })],
    'a close with bad UTF-8': [[1002, 1007], frame(bytes(3, 232, 0xff), { opcode: 8 })],
    'invalid UTF-8': [1007, frame(bytes(0x22, 0xff, 0xfe, 0x22))],
    'a surrogate in UTF-8': [1007, frame(bytes(0xed, 0xa0, 0x80))],
    'overlong UTF-8': [1007, frame(bytes(0xc0, 0xaf))],
    'a message of 17 KB': [1009, frame('a'.repeat(17_000))],
    // Cut off while it is still being sent: the close frame may not be read any more.
    'a message of 1 MiB': [[1009, 1006], frame('a'.repeat(1 << 20))],
    '17 KB in fragments': [1009, frame('a'.repeat(9000), { fin: false }), frame('b'.repeat(9000), { opcode: 0 })],
    '100,000 combining marks': [[1009, 1006], frame('́'.repeat(100_000))],
    'a binary frame': [1003, frame('{}', { opcode: 2 })],
  };
  for (const [name, [code, ...chunks]] of Object.entries(broken)) {
    it(`closes on ${name}`, async () => {
      assert.ok([code].flat().includes(await closeCodeAfter(server, ...chunks)));
      const later = await closeCodeAfter(server, hello(), ...chunks);
      assert.ok([code].flat().includes(later), `after hello: ${later}`);
    });
  }
});

describe('messages', () => {
  const first = {
    'not JSON': 'bonjour', 'an array': '[]', 'a number': '1', 'nothing': '',
    'another version': '{"t":"hello","v":2}', 'no version': '{"t":"hello"}',
    'a message before hello': '{"t":"say","id":"1","text":"a"}',
    'depth': '['.repeat(8000), 'a nested hello': '{"t":"hello","v":1,"a":{}}',
  };
  for (const [name, text] of Object.entries(first)) {
    it(`refuses ${name} in place of hello`, async () => {
      const { frames, code } = await talk([text]);
      assert.equal(code, 1008);
      assert.equal(frames[0].t, 'error');
      assert.ok(frames[0].text.length > 10);
    });
  }

  for (const token of ['x', 'f'.repeat(64), 'é'.repeat(20), "' or 1=1 --", 'a'.repeat(5000)]) {
    it(`does not know the token ${token.slice(0, 12)}`, async () => {
      const { frames, code } = await talk([JSON.stringify({ t: 'hello', v: 1, token })]);
      assert.equal(code, 4001);
      assert.equal(frames[0].code, 'session_unknown');
    });
  }

  const later = {
    'unknown type': ['{"t":"dance","id":"1"}', 'bad_message'],
    'no type': ['{}', 'bad_message'],
    'no id': ['{"t":"say","text":"a"}', 'bad_message'],
    'an empty id': ['{"t":"say","id":"","text":"a"}', 'bad_message'],
    'a long id': [JSON.stringify({ t: 'say', id: 'i'.repeat(65), text: 'a' }), 'bad_message'],
    'a numeric id': ['{"t":"say","id":1,"text":"a"}', 'bad_message'],
    'no text': ['{"t":"say","id":"1"}', 'bad_message'],
    'an empty text': ['{"t":"say","id":"1","text":"  \\n"}', 'empty'],
    'a long text': [JSON.stringify({ t: 'say', id: '1', text: 'é'.repeat(2001) }), 'too_long'],
    'a NUL': ['{"t":"say","id":"1","text":"a\\u0000b"}', 'bad_message'],
    'half a surrogate pair': ['{"t":"say","id":"1","text":"\\ud800"}', 'bad_message'],
    'a key twice': ['{"t":"say","id":"1","text":"a","text":"b"}', 'bad_message'],
    'a key twice, escaped': ['{"t":"say","id":"1","text":"a","t\\u0065xt":"b"}', 'bad_message'],
    'a number without end': ['{"t":"say","id":"1","text":"a","n":1e999999999}', 'bad_message'],
    'a large number': ['{"t":"say","id":"1","text":"a","n":99999999999999999999}', 'bad_message'],
    'trailing words': ['{"t":"say","id":"1","text":"a"} {}', 'bad_message'],
    'a comment': ['{"t":"say","id":"1",/**/"text":"a"}', 'bad_message'],
    'hello again': ['{"t":"hello","v":1}', 'bad_message'],
    'a choice of nothing': ['{"t":"choose","id":"1","choice":"","of":""}', 'bad_message'],
  };
  for (const [name, [text, code]] of Object.entries(later)) {
    it(`refuses ${name}, and the conversation goes on`, async () => {
      const chat = await new Chat(server).open();
      chat.socket.send(text);
      await chat.until(() => chat.frames.at(-1).t === 'error');
      assert.equal(chat.frames.at(-1).code, code);
      assert.ok((await chat.say('bonjour')).replies.length > 0);
      await chat.close();
    });
  }

  const survived = {
    'combining marks': 'e' + '́'.repeat(1999), 'emoji': '👩‍👩‍👧‍👦'.repeat(200),
    'right to left': '‮'.repeat(500) + 'abc', 'ligatures': 'ﷺ'.repeat(2000),
    'a script': '<script>alert(1)</script><img src=x onerror=alert(1)>',
    'SQL': "'); DROP TABLE conversation; --", 'formats': '%s%n%x {} {0}', 'controls': '\u0001\u0007\u001b[2J',
    'line feeds': '\n\n\na\n\n',
  };
  for (const [name, text] of Object.entries(survived)) {
    it(`answers ${name} within a second`, async () => {
      const chat = await new Chat(server).open();
      const began = Date.now();
      assert.ok((await chat.say(text)).replies.length > 0);
      assert.ok(Date.now() - began < 1000);
      await chat.close();
    });
  }

  it('takes a choice that was never offered', async () => {
    const chat = await new Chat(server).open();
    assert.ok((await chat.choose('rien', 'nulle/part')).replies.length > 0);
    await chat.close();
  });

  it('slows a flood down, then closes', async () => {
    const chat = await new Chat(server).open();
    for (let i = 0; i < 60; i += 1) {
      chat.socket.send(JSON.stringify({ t: 'say', id: `flood-${i}`, text: 'bonjour' }));
    }
    assert.equal(await chat.closed, 1008);
    const slowed = chat.frames.filter((one) => one.code === 'slow_down');
    assert.ok(slowed.length >= 20 && slowed.every((one) => one.retry && one.id));
  });

  it('refuses wrong desk tokens and browsers', async () => {
    for (const token of ['', 'x', server.deskToken.slice(1), null, 12]) {
      const { frames, code } = await talk(
        [JSON.stringify({ t: 'subscribe', token, consumer: 'a' })], server.deskUrl, {});
      assert.equal(code, 4003);
      assert.equal(frames[0].code, 'token_refused');
    }
    const browser = new WebSocket(server.deskUrl, { origin: server.origin });
    assert.match((await once(browser, 'error'))[0].message, /403/);
  });

  const subscriptions = {
    'no consumer': {}, 'a bad name': { consumer: 'A b' }, 'no room': { consumer: 'a', maxInFlight: 0 },
    'too much room': { consumer: 'a', maxInFlight: 1000 },
    'a position to come': { consumer: 'a', after: 99 }, 'a negative position': { consumer: 'a', after: -1 },
  };
  for (const [name, more] of Object.entries(subscriptions)) {
    it(`refuses a subscription with ${name}`, async () => {
      const text = JSON.stringify({ t: 'subscribe', token: server.deskToken, ...more });
      const { frames, code } = await talk([text], server.deskUrl, {});
      assert.equal(code, 1008);
      assert.match(frames[0].code, /^bad_/);
    });
  }
});

// Sends texts at once and waits for the end.
async function talk(texts, url = server.chatUrl, options = { origin: server.origin }) {
  const socket = new WebSocket(url, options);
  const frames = [];
  socket.on('message', (data) => frames.push(JSON.parse(data)));
  await once(socket, 'open');
  texts.forEach((text) => socket.send(text));
  const [code] = await once(socket, 'close');
  return { frames, code };
}
