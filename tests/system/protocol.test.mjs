// The chat and the desk feed, as connectors/web/asyncapi.yaml and ticket.schema.json describe them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';
import { Chat } from './support/chat.mjs';
import { Desk } from './support/desk.mjs';
import { finish, nextAnswer, personal, request, sendRequest } from './support/person.mjs';
import { newFolder, root, Server } from './support/server.mjs';
import { assertTicket } from './support/ticket_schema.mjs';

const asyncapi = readFileSync(join(root, 'connectors/web/asyncapi.yaml'), 'utf8');

const jsonLines = (server) => readFileSync(join(server.data, 'tickets.jsonl'), 'utf8')
  .split('\n').slice(0, -1).map((line) => JSON.parse(line));

async function until(condition) {
  for (let i = 0; i < 500 && !condition(); i += 1) await new Promise((r) => setTimeout(r, 10));
  assert.ok(condition());
}

let server;
before(async () => { server = await Server.start(); });
after(() => server.stopAndClean());

describe('the documents', () => {
  it('asyncapi.yaml is a valid AsyncAPI 3.0 document', async () => {
    const { document, diagnostics } = await new Parser().parse(asyncapi);
    const errors = diagnostics.filter(({ severity }) => severity === 0);
    assert.deepEqual(errors, []);
    assert.equal(document.version(), '3.0.0');
  });

  it('every frame of a live conversation is as asyncapi.yaml says', async () => {
    const chat = await new Chat(server).open();
    await sendRequest(chat);
    chat.socket.send('{"t":"ping"}');
    chat.socket.send('{"t":"say","id":"x"}');
    await chat.until(() => chat.frames.at(-1).t === 'error');
    const desk = await new Desk(server, { consumer: 'asyncapi', after: 0, maxInFlight: 5 }).connect();
    assert.ok(await desk.until(() => desk.events.length > 0));
    desk.send({ t: 'ack', position: 1_000_000 });
    assert.ok(await desk.until(() => desk.frames.at(-1).t === 'error'));

    const check = await frameChecker();
    const counts = {};
    for (const [operation, frames] of Object.entries({
      fromPerson: chat.sent, toPerson: chat.frames, fromDesk: desk.sent, toDesk: desk.frames,
    })) {
      for (const frame of frames) {
        check(operation, frame);
        counts[`${operation}/${frame.t}`] = (counts[`${operation}/${frame.t}`] ?? 0) + 1;
      }
    }
    for (const seen of ['fromPerson/hello', 'fromPerson/say', 'fromPerson/choose', 'toPerson/welcome',
      'toPerson/ack', 'toPerson/pong', 'toPerson/you', 'toPerson/bot', 'toPerson/error', 'fromDesk/subscribe',
      'fromDesk/ack', 'toDesk/subscribed', 'toDesk/event', 'toDesk/error']) {
      assert.ok(counts[seen] > 0, `never seen: ${seen}`);
    }
    await Promise.all([chat.close(), desk.close()]);
  });
});

// (operation, frame) must be as one of the operation's messages says.
async function frameChecker() {
  const { document } = await new Parser().parse(asyncapi);
  const ajv = new Ajv({ allErrors: true, strict: false });
  const byOperation = {};
  for (const operation of document.operations().all()) {
    byOperation[operation.id()] = operation.messages().all().map((message) => {
      const schema = message.payload().json();
      return { t: schema.properties.t.const, valid: ajv.compile(schema) };
    });
  }
  return (operation, frame) => {
    const message = byOperation[operation].find(({ t }) => t === frame.t);
    assert.ok(message, `${operation} has no message ${frame.t}`);
    assert.ok(message.valid(frame), `${JSON.stringify(frame)}: ${JSON.stringify(message.valid.errors)}`);
  };
}

describe('the chat', () => {
  it('greets, and keeps the conversation through a reconnection', async () => {
    const chat = await new Chat(server).open();
    assert.match(chat.token, /^[0-9a-f]{64}$/);
    assert.match(chat.lines[1].replies.map((r) => r.text).join(' '), /automatique/);
    await chat.say(request);
    const before = chat.lines.slice(1);
    await chat.close();

    const returning = new Chat(server);
    returning.token = chat.token;
    await returning.open();
    assert.deepEqual(returning.lines.slice(1), before);
    assert.equal(returning.welcome.token, null);

    await chat.connect();
    assert.equal(chat.frames.at(-1).t, 'welcome');  // it had everything
    const [reference, other] = [await finish(chat), await finish(returning).catch(() => null)];
    assert.ok(reference || other);
    await Promise.all([chat.close(), returning.close()]);
  });

  it('keeps nothing of somebody who has said nothing; their first message is kept with the greeting', async () => {
    const silent = await new Chat(server).open();
    assert.ok(silent.bot.replies.length > 0);
    await silent.close();
    const back = new Chat(server);
    back.token = silent.token;
    await assert.rejects(back.open());
    assert.equal(await back.closed, 4001);

    const chat = await new Chat(server).open();
    const greeting = chat.lines[1];
    await chat.say('bonjour');
    const again = new Chat(server);
    again.token = chat.token;
    await again.open();
    assert.deepEqual(again.lines[1].replies, greeting.replies);
    assert.equal(again.lastSeq, 3);
    await Promise.all([chat.close(), again.close()]);
  });

  it('shows every tab the same lines', async () => {
    const one = await new Chat(server).open();
    await one.say('bonjour');
    const two = new Chat(server);
    two.token = one.token;
    await two.open();
    await one.say('bonjour');
    await two.say(request);
    await one.until(() => one.lastSeq === two.lastSeq);
    assert.deepEqual(one.lines, two.lines);
    await Promise.all([one.close(), two.close()]);
  });

  it('fills no field with what another tab wrote beside an earlier one', async () => {
    const one = await new Chat(server).open();
    await one.say(request);
    while (!one.bot.field) await one.choose(nextAnswer(one.bot).choose, nextAnswer(one.bot).of);
    const two = new Chat(server);
    two.token = one.token;
    await two.open();
    const shown = two.bot;
    assert.deepEqual([shown.asks, shown.field.type], ['nom', 'nom']);
    await one.say(personal[0]);
    const [{ asks, node }] = [one.bot];
    assert.notEqual(asks, shown.asks);
    const late = await two.say('Lambert', { shown });
    assert.match(late.replies[0].text, /est passée/);
    assert.deepEqual([late.asks, late.node], [asks, node]);
    // Beside the question that is open, the same words are its answer.
    assert.notEqual((await two.say('Lambert')).asks, asks);
    await Promise.all([one.close(), two.close()]);
  });

  it('gives one answer to a message sent twice, or many times at once', async () => {
    const desk = await new Desk(server, { consumer: 'twice' }).connect();
    const already = desk.subscribed.last;
    await desk.until(() => desk.events.length >= already);
    const chat = await new Chat(server).open();
    await chat.say(request);
    let last;
    while (!chat.bot.reference) {
      const id = randomUUID();
      const next = nextAnswer(chat.bot);
      last = next.say ? { t: 'say', id, text: next.say } : { t: 'choose', id, choice: next.choose, of: next.of };
      // Twice in a row on one connection.
      chat.post(last);
      chat.post(last);
      await chat.until(() => chat.answerTo(id) && chat.frames.filter((f) => f.t === 'ack' && f.id === id).length === 2);
      await new Promise((resolve) => setTimeout(resolve, 420));  // within the rate
    }
    // The confirmation again, on eight connections at once.
    const tabs = await Promise.all(Array.from({ length: 8 }, async () => {
      const tab = new Chat(server);
      tab.token = chat.token;
      return tab.open();
    }));
    tabs.forEach((tab) => tab.post(last));
    await Promise.all(tabs.map((tab) => tab.until(() => !tab.unacked.has(last.id))));
    const acks = [chat, ...tabs].flatMap((tab) => tab.frames.filter((f) => f.t === 'ack' && f.id === last.id));
    assert.equal(new Set(acks.map((ack) => ack.seq)).size, 1);
    assert.equal(chat.lines.filter((line) => line?.t === 'you' && line.id === last.id).length, 1);
    for (const tab of [chat, ...tabs]) {
      assert.equal(tab.changed, undefined);
      assert.equal(tab.lastSeq, chat.lastSeq);
    }
    await desk.until(() => desk.tickets.some((ticket) => ticket.reference === chat.bot.reference));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(desk.events.length, already + 1);
    await Promise.all([...tabs, chat, desk].map((peer) => peer.close()));
  });

  it('takes the same new message from eight connections at once', async () => {
    const chat = await new Chat(server).open();
    await chat.say('bonjour');
    const tabs = await Promise.all(Array.from({ length: 8 }, async () => {
      const tab = new Chat(server);
      tab.token = chat.token;
      return tab.open();
    }));
    const id = randomUUID();
    tabs.forEach((tab) => tab.post({ t: 'say', id, text: request }));
    await Promise.all(tabs.map((tab) => tab.until(() => !tab.unacked.has(id))));
    await chat.until(() => chat.answerTo(id));
    assert.equal(chat.lastSeq, 5);
    await Promise.all([...tabs, chat].map((peer) => peer.close()));
  });

  it('replays the end of a very long conversation', async () => {
    const own = await Server.start({ args: ['--config', relaxed()] });
    const chat = await new Chat(own).open();
    for (let i = 0; i < 120; i += 1) await chat.say(`bonjour ${i}`);
    await chat.close();
    const returning = new Chat(own);
    returning.token = chat.token;
    returning.lastSeq = 1;
    await returning.connect();
    assert.equal(returning.welcome.after, returning.welcome.seq - 200);
    returning.lastSeq = returning.welcome.after;
    await returning.until(() => returning.lastSeq === chat.lastSeq);
    await returning.close();
    await own.stopAndClean();
  });
});

// Settings without rate limits.
function relaxed() {
  const file = join(newFolder(), 'guichet.yaml');
  writeFileSync(file, 'limits:\n  messages-per-second: 1000\n  message-burst: 10000\n');
  return file;
}

describe('the desk feed', () => {
  it('delivers valid tickets in order, and again what was not acknowledged', async () => {
    const desk = await new Desk(server, { consumer: 'order', autoAck: false, maxInFlight: 2 }).connect();
    const chats = [];
    for (let i = 0; i < 4; i += 1) {
      const chat = await new Chat(server).open();
      await sendRequest(chat);
      chats.push(chat);
    }
    const total = desk.subscribed.last + 4;
    assert.ok(await desk.until(() => desk.events.length === 2));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(desk.events.length, 2, 'no more than maxInFlight');
    desk.ack(desk.events[0].position);
    assert.ok(await desk.until(() => desk.events.length === 3));
    await desk.close();

    const again = await new Desk(server, { consumer: 'order' }).connect();
    assert.ok(await again.until(() => again.events.at(-1)?.position === total));
    assert.equal(again.events[0].position, desk.events[0].position + 1);
    assert.deepEqual(again.events.slice(0, 2), desk.events.slice(1, 3));
    const positions = again.events.map((event) => event.position);
    assert.deepEqual(positions, [...positions].sort((a, b) => a - b));
    again.tickets.forEach(assertTicket);
    for (const chat of chats) {
      const ticket = again.tickets.find(({ reference }) => reference === chat.bot.reference);
      assert.ok(ticket.fields.length > 0);
      assert.deepEqual(ticket.fields.filter(({ value }) => !value), []);
    }
    // The acknowledgement is on the disk: nothing comes a third time.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await again.close();
    const third = await new Desk(server, { consumer: 'order' }).connect();
    assert.equal(third.subscribed.position, total);
    await third.close();
  });

  it('lets the newest connection of a consumer win', async () => {
    const old = await new Desk(server, { consumer: 'one' }).connect();
    const recent = await new Desk(server, { consumer: 'one' }).connect();
    assert.equal(await old.closed, 4009);
    recent.send({ t: 'ack', position: 0 });
    await recent.close();
  });

  it('writes each ticket once to tickets.jsonl, readable by its owner alone', async () => {
    const desk = await new Desk(server, { consumer: 'file', after: 0, maxInFlight: 100 }).connect();
    const total = desk.subscribed.last;
    assert.ok(total > 0 && await desk.until(() => desk.events.length === total));
    await until(() => jsonLines(server).length === total);
    assert.deepEqual(jsonLines(server), desk.tickets);
    for (const file of ['tickets.jsonl', 'guichet.db', 'guichet.db-wal', 'desk-token']) {
      assert.equal(statSync(join(server.data, file)).mode & 0o077, 0, file);
    }
    await desk.close();
  });
});

describe('the server', () => {
  it('says when it is ready and stops within ten seconds', async () => {
    const own = await Server.start();
    assert.equal((await fetch(`${own.origin}/readyz`)).status, 200);
    const chat = await new Chat(own).open();
    const began = Date.now();
    const [code, { code: status }] = await Promise.all([chat.closed, own.stop()]);
    assert.equal(code, 1012);
    assert.equal(status, 0);
    assert.ok(Date.now() - began < 10_000);
    await own.stopAndClean();
  });

  it('refuses a data folder in use, and settings it does not know', async () => {
    await assert.rejects(Server.start({ data: server.data }), /in use/);
    const file = join(newFolder(), 'guichet.yaml');
    writeFileSync(file, 'port: 0\nprot: 1\n');
    await assert.rejects(Server.start({ args: ['--config', file] }), /guichet\.yaml:2: unknown key 'prot'/);
  });

  it('sends a page that trusts nobody', async () => {
    for (const path of ['/', '/widget.js', '/page.css', '/branding.html', '/branding.css']) {
      const answer = await fetch(server.origin + path);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
    assert.equal((await fetch(`${server.origin}/../etc/passwd`)).status, 404);
  });

  it('logs nothing personal, and no token', async () => {
    const chat = await new Chat(server).open();
    await sendRequest(chat);
    chat.socket.send('{"t":"say","id":"1","text":"Durandeau');
    await chat.until(() => chat.frames.at(-1).t === 'error');
    await chat.close();
    assert.ok(server.log.length > 0);
    for (const secret of [...personal, chat.token, server.deskToken, request]) {
      assert.ok(!server.log.includes(secret), `the log holds ${secret}`);
    }
  });
});
