// The process is killed at random points, in the middle of forms and of ticket deliveries. What was
// acknowledged is never lost, nothing is done twice, and conversations go on where they were.
// GUICHET_CRASHES sets how often, GUICHET_SEED where.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { Chat } from './support/chat.mjs';
import { Desk } from './support/desk.mjs';
import { nextAnswer, request } from './support/person.mjs';
import { newFolder, Server } from './support/server.mjs';

const crashes = Number(process.env.GUICHET_CRASHES ?? 100);
const seed = Number(process.env.GUICHET_SEED ?? 20260302);
const people = 4;

// Mulberry32: small, and the same everywhere.
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Talks until the connection breaks or `enough()`; a new request follows each one sent.
async function talk(chat, server, enough) {
  try {
    await chat.connect(server);
    if (chat.unacked.size > 0) await chat.until(() => chat.unacked.size === 0);
    await chat.until(() => chat.lastSeq >= chat.welcome.seq);
    while (!enough(chat)) {
      const bot = chat.bot;
      const next = (bot.asks && nextAnswer(bot)) ?? { say: request };
      const id = randomUUID();
      chat.order.push(id);
      await (next.say ? chat.say(next.say, { id }) : chat.choose(next.choose, next.of, id));
    }
  } catch (error) {
    if (server.alive && !server.dying) throw error;
  }
}

// Acknowledges late and sometimes not at all before the crash.
async function consume(desk, server, chance) {
  try {
    await desk.connect(server);
    let acked = desk.subscribed.position;
    while (await desk.until(() => (desk.events.at(-1)?.position ?? 0) > acked, 60_000)) {
      if (chance() < 0.5) await pause(chance() * 20);
      acked = desk.events.at(-1).position;
      desk.ack(acked);
    }
  } catch (error) {
    if (server.alive && !server.dying) throw error;
  }
}

it(`survives ${crashes} crashes`, { timeout: 600_000 }, async () => {
  const chance = random(seed);
  const data = newFolder();
  const config = join(newFolder(), 'guichet.yaml');
  writeFileSync(config, 'limits:\n  messages-per-second: 1000\n  message-burst: 10000\n');
  const args = ['--config', config];
  const desk = new Desk({ deskToken: '' }, { consumer: 'crash' });
  desk.autoAck = false;
  const chats = Array.from({ length: people }, () => Object.assign(new Chat(null), { order: [] }));
  const never = () => false;

  for (let round = 0; round < crashes; round += 1) {
    const server = await Server.start({ data, args });
    desk.subscription.token = server.deskToken;
    const peers = [consume(desk, server, chance), ...chats.map((chat) => talk(chat, server, never))];
    await pause(5 + chance() * 150);
    server.dying = true;
    await server.kill();
    await Promise.all(peers);
  }

  // Everyone ends the request under way.
  const server = await Server.start({ data, args });
  const consuming = consume(desk, server, chance);
  const goal = new Map(chats.map((chat) => [chat, references(chat).length + 1]));
  await Promise.all(chats.map((chat) => talk(
    chat, server, () => references(chat).length >= goal.get(chat) && chat.unacked.size === 0)));
  const told = chats.flatMap(references);
  const byId = () => new Map(desk.tickets.map((ticket) => [ticket.id, ticket]));
  assert.ok(await desk.until(() => byId().size >= told.length), 'a ticket is missing at the desk');
  await pause(300);

  for (const chat of chats) {
    assert.equal(chat.hole, undefined, 'a line is missing');
    assert.equal(chat.changed, undefined, 'a line has changed');
    const said = chat.lines.filter((line) => line?.t === 'you').map((line) => line.id);
    assert.deepEqual(said, chat.order, 'each message was taken once, in order');
    await assertSameLater(chat, server);
  }
  const delivered = [...byId().values()].map(({ reference }) => reference);
  assert.deepEqual(delivered.sort(), told.sort(), 'one ticket for each reference told');
  assertOneIdAPosition(desk.events);
  const filed = readFileSync(join(data, 'tickets.jsonl'), 'utf8').trimEnd().split('\n').map(JSON.parse);
  assert.deepEqual(filed, [...byId().values()], 'the file holds each ticket once, in order');

  const again = desk.events.length - delivered.length;
  const resent = chats.reduce((sum, chat) => sum + chat.resent, 0);
  console.log(`${crashes} crashes, seed ${seed}: ${delivered.length} tickets, ${again} delivered again, ` +
    `${chats.reduce((sum, chat) => sum + chat.order.length, 0)} messages, ${resent} sent again`);
  await Promise.all(chats.map((chat) => chat.close()));
  await desk.close();
  await consuming;
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

const references = (chat) => chat.lines.map((line) => line?.reference).filter(Boolean);

// Somebody who comes back with the token alone sees the same conversation (its end, if it is long).
async function assertSameLater(chat, server) {
  const later = new Chat(server);
  later.token = chat.token;
  await later.connect();
  later.lastSeq = Math.max(later.lastSeq, later.welcome.after);
  await later.until(() => later.lastSeq === chat.lastSeq);
  const from = later.welcome.after + 1;
  assert.deepEqual(later.lines.slice(from), chat.lines.slice(from));
  await later.close();
}

function assertOneIdAPosition(events) {
  const ids = new Map();
  for (const { position, id } of events) {
    assert.equal(ids.get(position) ?? id, id);
    ids.set(position, id);
  }
  assert.equal(new Set(ids.values()).size, ids.size);
}
