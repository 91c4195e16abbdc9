// A WebSocket client made by hand, to send what no library would.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

// Sends raw bytes; resolves with all that comes back until the peer closes (or `wait` ms of silence).
export async function exchange(port, bytes, wait = 4000) {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(wait, () => socket.destroy());
  const received = [];
  socket.on('data', (data) => received.push(data));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(received);
}

export const statusOf = (answer) => Number(answer.toString('latin1').match(/^HTTP\/1\.[01] (\d+)/)?.[1] ?? 0);

export function frame(payload, { opcode = 1, fin = true, rsv = 0, mask = true, length } = {}) {
  const body = Buffer.from(payload);
  const size = length ?? (body.length < 126 ? 7 : body.length < 65536 ? 16 : 64);
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const masked = mask ? 0x80 : 0;
  let extended = Buffer.alloc(0);
  if (size === 7) {
    head.push(masked | body.length);
  } else if (size === 16) {
    head.push(masked | 126);
    extended = Buffer.alloc(2);
    extended.writeUInt16BE(body.length);
  } else {
    head.push(masked | 127);
    extended = Buffer.alloc(8);
    extended.writeBigUInt64BE(BigInt(body.length));
  }
  const key = mask ? randomBytes(4) : Buffer.alloc(0);
  const data = mask ? Buffer.from(body.map((byte, i) => byte ^ key[i % 4])) : body;
  return Buffer.concat([Buffer.from(head), extended, key, data]);
}

// Opens a WebSocket, sends the bytes, and resolves with the code of the server's close frame
// (1006 when the connection ended without one).
export async function closeCodeAfter(server, ...chunks) {
  const socket = connect(server.port, '127.0.0.1');
  let received = Buffer.alloc(0);
  let ended = false;
  let wake = () => {};
  socket.setTimeout(8000, () => socket.destroy());
  socket.on('error', () => {});
  socket.on('data', (data) => { received = Buffer.concat([received, data]); wake(); });
  socket.on('close', () => { ended = true; wake(); });
  const more = () => (ended ? null : new Promise((resolve) => { wake = resolve; }));
  socket.write(`GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\n` +
    `Connection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
    `Sec-WebSocket-Version: 13\r\nOrigin: ${server.origin}\r\n\r\n`);
  while (!received.includes('\r\n\r\n') && !ended) await more();
  received = received.subarray(received.indexOf('\r\n\r\n') + 4);
  for (const chunk of chunks) socket.write(chunk);
  while (findClose(received) === null && !ended) await more();
  socket.destroy();
  return findClose(received) ?? 1006;
}

function findClose(bytes) {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const opcode = bytes[at] & 0x0f;
    let size = bytes[at + 1] & 0x7f;
    let start = at + 2;
    if (size === 126 && bytes.length < at + 4) return null;
    if (size === 126) { size = bytes.readUInt16BE(start); start += 2; }
    if (opcode === 8 && bytes.length >= start + size) {
      return size >= 2 ? bytes.readUInt16BE(start) : 1005;
    }
    at = start + size;
  }
  return null;
}
