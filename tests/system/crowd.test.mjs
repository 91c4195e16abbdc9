// A crowd that says nothing, one that never reads, and TLS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import WebSocket from 'ws';
import { Chat } from './support/chat.mjs';
import { newFolder, Server } from './support/server.mjs';
import { until } from './support/smsc.mjs';

function configure(settings) {
  const file = join(newFolder(), 'guichet.json');
  writeFileSync(file, JSON.stringify(settings));
  return ['--config', file];
}

// Resident memory in MiB.
const memory = (server) => Number(readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

describe('a crowd', () => {
  it('a thousand connections that say nothing cost under 64 MiB, and the others are served', async () => {
    const server = await Server.start({ args: configure({ limits: { 'connections-per-address': 3000 } }) });
    const before = memory(server);
    const silent = [];
    // Half say nothing at all, half open a WebSocket and fall silent.
    for (let i = 0; i < 500; i += 1) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => {});
      silent.push(once(socket, 'connect').then(() => socket));
    }
    const plain = await Promise.all(silent);
    const mute = [];
    for (let i = 0; i < 500; i += 1) {
      const socket = new WebSocket(server.chatUrl, { origin: server.origin });
      socket.on('error', () => {});
      mute.push(once(socket, 'open').then(() => socket));
    }
    const webSockets = await Promise.all(mute);
    const grown = memory(server) - before;
    assert.ok(grown < 64, `${grown} MiB for a thousand silent connections`);
    const chat = await new Chat(server).connect();
    await chat.say('bonjour');
    await chat.close();
    // And they are not kept: each phase has its time.
    await until(() => webSockets.every((socket) => socket.readyState === WebSocket.CLOSED), { timeout: 30000 });
    await until(() => plain.every((socket) => socket.readableEnded || socket.destroyed), { timeout: 30000 });
    for (const socket of plain) socket.destroy();
    await server.stopAndClean();
  });

  it('somebody who never reads is closed, and the queue stays bounded', async () => {
    const server = await Server.start({
      args: configure({ limits: { 'messages-per-second': 1000, 'message-burst': 10000 } }),
    });
    const chat = await new Chat(server).connect();
    const before = memory(server);
    chat.socket.pause();
    for (let i = 0; i < 3000; i += 1) {
      chat.socket.send(JSON.stringify({ t: 'say', id: `deaf-${i}`, text: 'comment payer par virement ?' }));
      if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const other = await new Chat(server).connect();
    await other.say('bonjour');
    await other.close();
    const grown = memory(server) - before;
    assert.ok(grown < 64, `${grown} MiB for somebody who does not read`);
    // What waits in the network is still read; then it ends, before everything was answered.
    let answers = 0;
    chat.socket.on('message', () => { answers += 1; });
    const closed = new Promise((resolve) => { chat.socket.once('close', resolve); });
    chat.socket.resume();
    await closed;
    assert.ok(answers < 3000, `${answers} answers to somebody who did not read`);
    await server.stopAndClean();
  });
});

describe('TLS', () => {
  const folder = newFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate]);

  it('serves the page, the widget and the chat', async () => {
    const server = await Server.start({ args: configure({ tls: { certificate, key } }) });
    const ca = readFileSync(certificate);
    assert.match(server.readyLine, /https:\/\//);
    const page = await new Promise((resolve, reject) => {
      request({ host: 'localhost', servername: 'localhost', family: 4, port: server.port, path: '/', ca }, (response) => {
        let text = '';
        response.on('data', (data) => { text += data; });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      }).on('error', reject).end();
    });
    assert.equal(page.status, 200);
    assert.match(page.text, /widget\.js/);
    const socket = new WebSocket(`wss://localhost:${server.port}/ws`, { origin: `https://localhost:${server.port}`, ca, family: 4 });
    await once(socket, 'open');
    socket.send(JSON.stringify({ t: 'hello', v: 1 }));
    const [first] = await once(socket, 'message');
    assert.equal(JSON.parse(first).t, 'welcome');
    socket.close(1000);
    assert.equal((await once(socket, 'close'))[0], 1000);

    // What is no TLS, or an old one, gets nothing; the server goes on.
    const plain = connect(server.port, '127.0.0.1');
    plain.on('error', () => {});
    plain.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    let got = '';
    plain.on('data', (data) => { got += data.toString('latin1'); });
    await once(plain, 'close');
    assert.doesNotMatch(got, /200 OK/);
    const old = connectTls({ port: server.port, host: '127.0.0.1', ca, servername: 'localhost', maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    const [refusal] = await once(old, 'error');
    assert.ok(refusal);
    assert.equal((await server.stop()).code, 0);
  });

  it('says what is wrong with a certificate, and does not start', async () => {
    for (const tls of [{ certificate: join(folder, 'absent.pem') }, { certificate: key }, { certificate, key: certificate }]) {
      await assert.rejects(Server.start({ args: configure({ tls }) }), /ended with 1: guichet: cannot serve/);
    }
  });
});
