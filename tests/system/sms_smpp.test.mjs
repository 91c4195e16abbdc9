// SMS over SMPP: the server as a transceiver of an SMSC made of the npm `smpp` package.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { after, afterEach, before, describe, it } from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk } from './support/desk.mjs';
import { newFolder, Server } from './support/server.mjs';
import { Smsc, until } from './support/smsc.mjs';
import { toSummary } from './support/statement_request.mjs';

// Settings that leave the tests no long waits.
function settings(port, more = {}, channel = {}) {
  const file = join(newFolder(), 'guichet.json');
  writeFileSync(file, JSON.stringify({
    sms: {
      line: '38123', 'pause-milliseconds': 60, ...channel,
      smpp: {
        host: '127.0.0.1', port: String(port), 'system-id': 'guichet', password: 'secret',
        'per-second': 200, 'enquire-seconds': 1, 'answer-seconds': 2, 'longest-wait-seconds': 1,
        'throttle-seconds': 1, ...more,
      },
    },
  }));
  return ['--config', file];
}

async function states(server) {
  const reply = await fetch(`http://127.0.0.1:${server.deskPort}/sms/messages`,
    { headers: { authorization: `Bearer ${server.deskToken}` } });
  return reply.json();
}

describe('SMPP', () => {
  let smsc;
  let server;

  before(async () => {
    smsc = await Smsc.start();
    server = await Server.start({ args: settings(smsc.port, {}, { desk: '+33700000000' }) });
    await until(() => smsc.session);
  });

  after(async () => {
    await server?.stopAndClean();
    await smsc?.stop();
  });

  it('binds as it is told', () => {
    assert.equal(smsc.bindRequest.system_id, 'guichet');
    assert.equal(smsc.bindRequest.interface_version, 0x34);
  });

  it('keeps a silent link alive', async () => {
    const before = smsc.enquiries;
    await until(() => smsc.enquiries > before);
  });

  it('takes a conversation to a ticket, which reaches the desk once', async () => {
    const desk = await new Desk(server).connect();
    await toSummary((text) => smsc.ask('33612000001', text));
    const last = await smsc.ask('33612000001', 'oui');
    const [, reference] = last.match(/([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})/);
    await until(() => desk.events.length > 0);
    const [{ data: ticket }] = desk.events;
    assert.equal(ticket.reference, reference);
    assert.equal(ticket.channel, 'sms');
    assert.equal(ticket.address, '+33612000001');
    assert.ok(ticket.fields.some(({ value }) => value === 'Durandeau'));
    // The back office's telephone has it too, in the compact form, whole.
    const [compact] = await until(() => smsc.textsTo('33700000000').length > 0 && smsc.textsTo('33700000000'));
    assert.ok(compact.startsWith(`G1 ${reference} ${ticket.topic}\nid=${ticket.id}\n`), compact);
    assert.match(compact, /\nnom=Durandeau\n/);
    assert.match(compact, /\nde=\+33612000001\n/);
    await desk.close();
    assert.equal(desk.events.length, 1);
  });

  it('sends each text in the alphabet and the segments it needs', () => {
    for (const submit of smsc.submits) {
      assert.equal(submit.coding, 0);
      assert.equal(submit.from, '38123');
      assert.ok(submit.text.length <= (submit.total === 1 ? 160 : 153), submit.text);
    }
    assert.ok(smsc.submits.some(({ total }) => total > 1), 'some answer takes several segments');
  });

  it('knows from the receipts what was delivered', async () => {
    await until(async () => {
      const counts = await states(server);
      return counts.sent === 0 && counts.sending === 0 && counts.delivered === smsc.submits.length;
    });
  });

  it('puts a long message together, out of order and with parts delivered twice', async () => {
    const words = 'je voudrais un échéancier car j’ai perdu mon emploi et je ne peux plus tout payer d’un coup';
    const parts = [words.slice(0, 40), words.slice(40, 70), words.slice(70)];
    const send = (index) => smsc.deliver('33612000002', parts[index], {
      esm_class: 0x40, data_coding: 8,
      short_message: { udh: Buffer.from([5, 0, 3, 77, 3, index + 1]), message: parts[index] },
    });
    assert.equal(await send(2), 0);
    assert.equal(await send(0), 0);
    assert.equal(await send(0), 0);
    assert.equal(smsc.textsTo('33612000002').length, 0);
    assert.equal(await send(1), 0);
    await until(() => smsc.textsTo('33612000002').length === 1);
    // A part that comes again after all was answered changes nothing.
    assert.equal(await send(1), 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(smsc.textsTo('33612000002').length, 1);
  });

  it('reads messages that follow each other as one', async () => {
    const statuses = await Promise.all([
      smsc.deliver('33612000003', 'bonjour'),
      smsc.deliver('33612000003', 'j ai perdu'),
      smsc.deliver('33612000003', 'mon mot de passe'),
    ]);
    assert.deepEqual(statuses, [0, 0, 0]);
    await until(() => smsc.textsTo('33612000003').length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(smsc.textsTo('33612000003').length, 1);
    assert.match(smsc.textsTo('33612000003')[0], /mot de passe/i);
  });

  it('obeys STOP in its forms, says so once, and is silent until START', async () => {
    for (const [index, word] of ['STOP', 'Arrêt', 'stop sms', 'ARRET', 'Stop.', 'desabonnement'].entries()) {
      const number = `3361200010${index}`;
      await smsc.ask(number, 'bonjour');
      assert.match(await smsc.ask(number, word), /plus de SMS/, word);
      const before = smsc.textsTo(number).length;
      for (const more of ['bonjour ?', 'STOP', 'vous etes la']) assert.equal(await smsc.deliver(number, more), 0);
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(smsc.textsTo(number).length, before, `silent after ${word}`);
      assert.ok(await smsc.ask(number, 'START'));
    }
    const list = await fetch(`http://127.0.0.1:${server.deskPort}/sms/opt-outs`,
      { headers: { authorization: `Bearer ${server.deskToken}` } });
    assert.deepEqual(await list.json(), []);
    await smsc.ask('33612000110', 'STOP');
    const again = await fetch(`http://127.0.0.1:${server.deskPort}/sms/opt-outs`,
      { headers: { authorization: `Bearer ${server.deskToken}` } });
    assert.deepEqual((await again.json()).map(({ number, line }) => [number, line]), [['+33612000110', '38123']]);
  });

  it('takes "annuler" and "fin" in a form for what they are, and CONTACT says who we are', async () => {
    const number = '33612000120';
    await smsc.ask(number, 'je voudrais un decompte');
    await smsc.ask(number, 'annuler');
    const after = await smsc.ask(number, 'fin');
    assert.doesNotMatch(after, /plus de SMS/);
    assert.ok(await smsc.ask(number, 'bonjour'));
    assert.match(await smsc.ask('33612000121', 'CONTACT'), /par iQera\. /);
  });

  it('breaks off a loop of two machines', async () => {
    const number = '33612000130';
    const reply = 'Je suis absent, je vous rappelle des que possible.';
    for (let i = 0; i < 12; i += 1) assert.equal(await smsc.deliver(number, reply), 0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.ok(smsc.textsTo(number).length <= 4, `${smsc.textsTo(number).length} answers`);
    assert.match(server.log, /a loop was broken off/);
  });

  it('survives what is no text: vCards, empty messages, unknown codings', async () => {
    assert.equal(await smsc.deliver('33612000140', '', { data_coding: 4, short_message: Buffer.from([1, 2, 255]) }), 0);
    await until(() => smsc.textsTo('33612000140').length === 1);
    assert.equal(await smsc.deliver('33612000141', '', { short_message: '' }), 0);
    await until(() => smsc.textsTo('33612000141').length === 1);
    assert.equal(await smsc.deliver('IQERA', 'bonjour', { source_addr_ton: 5 }), 0);
  });

  it('keeps what the sender of reminders told to itself, and asks it no more', async () => {
    const load = (body, type = 'text/csv', token = server.deskToken) => fetch(
      `http://127.0.0.1:${server.deskPort}/sms/reminders`,
      { method: 'POST', body, headers: { authorization: `Bearer ${token}`, 'content-type': type } });
    assert.equal((await load('numero\n0612000150', 'text/csv', 'wrong')).status, 401);
    const wrong = await load('numero;entite;couleur\n0612000150;banque;bleu');
    assert.equal(wrong.status, 422);
    assert.match((await wrong.json()).errors.join('\n'), /couleur.*\n.*entite/s);
    const kept = await load('numero;reference-dossier;nom-creancier;entite\n"06 12 00 01 50";ZX-778899;Cofidis;mcs');
    assert.deepEqual(await kept.json(), { kept: 1, to_send: 0, stopped: 0 });

    const number = '33612000150';
    const desk = await new Desk(server, { consumer: 'reminders' }).connect();
    const said = await toSummary((text) => smsc.ask(number, text));
    said.push(await smsc.ask(number, 'oui'));
    assert.match(said.at(-1), /[0-9A-Z]{4}-[0-9A-Z]{4}/);
    assert.doesNotMatch(said.join('\n'), /778899|Cofidis/, 'nothing known is disclosed');
    assert.ok(!said.some((text) => /Le nom du cr[ée]ancier \?|Quelle est la r[ée]f[ée]rence/.test(text)), 'nor asked again');
    const found = await until(() => desk.events.find(({ data }) => data.address === '+33612000150'));
    const value = (id) => found.data.fields.find((field) => field.id === id)?.value;
    assert.equal(value('reference-dossier'), 'ZX-778899');
    assert.equal(value('nom-creancier'), 'Cofidis');
    await desk.close();

    // Somebody else has that number now: what we were told is forgotten.
    await smsc.ask(number, 'vous vous trompez de personne, je ne connais pas iqera');
    await smsc.ask(number, 'non');
    const asked = await toSummary((text) => smsc.ask(number, text));
    assert.ok(asked.some((text) => /Quelle est la r[ée]f[ée]rence/.test(text)));
  });

  it('sends the reminders it is asked to send, with the letter they recall, and not to who said STOP', async () => {
    const load = (body) => fetch(`http://127.0.0.1:${server.deskPort}/sms/reminders`, {
      method: 'POST', body: JSON.stringify(body),
      headers: { authorization: `Bearer ${server.deskToken}`, 'content-type': 'application/json' },
    });
    const refused = await load([{ numero: '0612000160', envoyer: 'oui' }]);
    assert.equal(refused.status, 422);
    assert.match((await refused.json()).errors.join(), /reference-lettre/);
    const sent = await load([
      { numero: '0612000160', envoyer: 'oui', 'reference-lettre': 'L-2041', 'date-lettre': '02/11/2026' },
      { numero: '0612000110', envoyer: 'oui', 'reference-lettre': 'L-2042', 'date-lettre': '02/11/2026' },
    ]);
    assert.deepEqual(await sent.json(), { kept: 2, to_send: 1, stopped: 1 });
  });

  it('holds what it starts itself back in quiet hours, and never an answer', async () => {
    const other = await Smsc.start();
    const now = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', timeZone: 'Europe/Paris' }).format(new Date()).slice(0, 2);
    const hour = (offset) => `${String((Number(now) + offset + 24) % 24).padStart(2, '0')}:00`;
    const opensLater = Number(now) < 21;
    const quiet = opensLater ? { opens: hour(2), closes: '24:00', sundays: true } : { opens: '00:00', closes: hour(-2), sundays: true };
    const open = { opens: '00:00', closes: '24:00', sundays: true };
    for (const [hours, expected] of [[quiet, 0], [open, 1]]) {
      const one = await Server.start({ args: settings(other.port, {}, { 'quiet-hours': hours }) });
      await until(() => other.session);
      const body = [{ numero: '0612000170', envoyer: 'oui', 'reference-lettre': 'L-2043', 'date-lettre': '02/11/2026' }];
      await fetch(`http://127.0.0.1:${one.deskPort}/sms/reminders`, {
        method: 'POST', body: JSON.stringify(body),
        headers: { authorization: `Bearer ${one.deskToken}`, 'content-type': 'application/json' },
      });
      await other.ask('33612000171', 'bonjour');
      await until(() => other.textsTo('33612000170').length >= expected);
      assert.equal(other.textsTo('33612000170').length, expected);
      await one.stopAndClean();
    }
    assert.match(other.textsTo('33612000170')[0], /L-2043 du 02\/11\/2026/);
    await other.stop();
  });

  it('never writes a number or a word of a person to its log', () => {
    assert.doesNotMatch(server.log, /3361200|0612000|Durandeau|Lucie|778899|decompte/);
  });

  it('unbinds when it stops', async () => {
    const { code } = await server.stop();
    assert.equal(code, 0);
    assert.equal(smsc.unbound, true);
  });
});

describe('SMPP when things break', () => {
  afterEach(async () => {
    await Server.killAll();
    await Smsc.stopAll();
  });

  it('honours ESME_RTHROTTLED and a full queue, and loses nothing', async () => {
    let count = 0;
    const smsc = await Smsc.start({
      answer: (submit, { accept, session, pdu }) => {
        count += 1;
        if (count % 3 === 1) session.send(pdu.response({ command_status: count % 2 ? 0x58 : 0x14 }));
        else accept();
      },
    });
    const server = await Server.start({ args: settings(smsc.port, { 'throttle-seconds': 1 }) });
    await until(() => smsc.session);
    for (const i of [1, 2, 3]) await smsc.deliver(`3361200020${i}`, 'bonjour');
    await until(() => [1, 2, 3].every((i) => smsc.textsTo(`3361200020${i}`).length === 1), { timeout: 40000 });
    const throttled = smsc.submits.filter(({ accepted }) => !accepted);
    assert.ok(throttled.length > 0);
    await server.stopAndClean();
    await smsc.stop();
  });

  it('keeps to its window and its rate', async () => {
    let open = 0;
    let widest = 0;
    const smsc = await Smsc.start({
      answer: (submit, { accept }) => {
        open += 1;
        widest = Math.max(widest, open);
        setTimeout(() => { open -= 1; accept(); }, 100);
      },
    });
    const server = await Server.start({ args: settings(smsc.port, { window: 3, 'per-second': 10 }) });
    await until(() => smsc.session);
    const began = Date.now();
    const numbers = Array.from({ length: 20 }, (_, i) => `3361200030${String(i).padStart(2, '0')}`);
    await Promise.all(numbers.map((number) => smsc.deliver(number, 'bonjour')));
    await until(() => numbers.every((number) => smsc.textsTo(number).length === 1), { timeout: 30000 });
    assert.ok(widest <= 3, `window of ${widest}`);
    assert.ok(smsc.submits.length / ((Date.now() - began) / 1000) <= 22, 'rate');
    await server.stopAndClean();
    await smsc.stop();
  });

  it('loses and doubles nothing when the link is cut in the middle of a window', async () => {
    const held = [];
    let hold = true;
    const smsc = await Smsc.start({
      receipts: false,
      answer: (submit, { accept }) => {
        if (hold) held.push(submit);
        else accept();
      },
    });
    const server = await Server.start({ args: settings(smsc.port, { window: 50, 'answer-seconds': 60 }) });
    await until(() => smsc.session);
    const numbers = Array.from({ length: 5 }, (_, i) => `3361200040${i}`);
    await Promise.all(numbers.map((number) => smsc.deliver(number, 'bonjour')));
    // Every answer is handed over and has arrived: nothing is on its way when the link is cut.
    await until(async () => {
      const { waiting, sending } = await states(server);
      return waiting === 0 && sending === held.length && numbers.every((number) => held.some(({ to }) => to === number));
    });
    const handed = held.length;
    hold = false;
    smsc.cut();
    await until(() => smsc.binds === 2);
    await until(async () => (await states(server)).unknown === handed);
    // What was handed over is never sent again by itself…
    await smsc.ask('33612000450', 'bonjour');
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const number of numbers) {
      const to = smsc.submits.filter((submit) => submit.to === number);
      assert.equal(new Set(to.map(({ userReference }) => userReference)).size, to.length, 'none twice');
    }
    // …and its receipt settles it, by the reference alone for one whose id we never had.
    for (const submit of held) smsc.receipt(submit, { reference: submit.userReference });
    await until(async () => {
      const counts = await states(server);
      return counts.unknown === 0 && counts.delivered === handed;
    });
    await server.stopAndClean();
    await smsc.stop();
  });

  it('answers once a message delivered again after a new bind, and twice the same words within one', async () => {
    const smsc = await Smsc.start();
    const server = await Server.start({ args: settings(smsc.port, { 'enquire-seconds': 60 }) });
    await until(() => smsc.session);
    const number = '33612000500';
    // No answer of ours reaches the SMSC before the cut: it delivers again.
    const pending = smsc.deliver(number, 'je voudrais parler a un conseiller');
    await until(() => smsc.submits.length > 0 || smsc.textsTo(number).length > 0);
    await pending;
    const before = smsc.textsTo(number).length;
    smsc.cut();
    await until(() => smsc.binds === 2);
    assert.equal(await smsc.deliver(number, 'je voudrais parler a un conseiller'), 0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const afterCut = smsc.textsTo(number).length;
    // The responses of the first bind were confirmed by the submit's answer or they were not: either
    // way the same words within one bind are two messages.
    const first = await smsc.ask(number, 'oui');
    const second = await smsc.ask(number, 'oui');
    assert.ok(first && second);
    assert.ok(afterCut - before <= 1);
    await server.stopAndClean();
    await smsc.stop();
  });

  it('answers once what was in doubt when the process died', async () => {
    const smsc = await Smsc.start({ answer: () => {} });  // no submit is ever answered: nothing confirms
    const server = await Server.start({ args: settings(smsc.port, { 'enquire-seconds': 600 }) });
    await until(() => smsc.session);
    const number = '33612000510';
    assert.equal(await smsc.deliver(number, 'je veux un decompte'), 0);
    await until(() => smsc.submits.length > 0);
    const sent = smsc.submits.length;
    await server.kill();
    const again = await Server.start({ data: server.data, args: settings(smsc.port, { 'enquire-seconds': 600 }) });
    await until(() => smsc.binds === 2);
    assert.equal(await smsc.deliver(number, 'je veux un decompte'), 0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(smsc.submits.length, sent, 'nothing is sent twice');
    assert.equal((await states(again)).unknown, sent);
    await again.stopAndClean();
    await smsc.stop();
  });

  it('asks the SMSC to come again when the turn cannot be stored', async () => {
    const smsc = await Smsc.start();
    const server = await Server.start({ args: settings(smsc.port) });
    await until(() => smsc.session);
    // Another program holds the database for longer than a turn waits.
    const holder = spawn('python3', ['-c',
      `import sqlite3,time\nd=sqlite3.connect(${JSON.stringify(join(server.data, 'guichet.db'))},isolation_level=None)\nd.execute('BEGIN IMMEDIATE')\nprint('held',flush=True)\ntime.sleep(60)`]);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    assert.equal(await smsc.deliver('33612000600', 'bonjour'), 0x64);
    holder.kill();
    assert.ok(await smsc.ask('33612000600', 'bonjour'));
    await server.stopAndClean();
    await smsc.stop();
  });

  it('retries slowly when its password is refused, and serves the web meanwhile', async () => {
    const smsc = await Smsc.start({ password: 'other' });
    const server = await Server.start({ args: settings(smsc.port) });
    await until(() => /bind was refused with status 0xe/.test(server.log));
    assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
    await server.stopAndClean();
    await smsc.stop();
  });

  it('speaks TLS, and to the right peer alone', async () => {
    const folder = newFolder();
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj',
      '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate]);
    assert.equal(made.status, 0);
    const smsc = await Smsc.start({ tls: { key: readFileSync(key), cert: readFileSync(certificate) } });
    const trusting = { tls: true, host: 'localhost', 'authority-file': certificate };
    const server = await Server.start({ args: settings(smsc.port, trusting) });
    await until(() => smsc.session);
    assert.ok(await smsc.ask('33612000700', 'bonjour'));
    await server.stopAndClean();
    const wary = await Server.start({ args: settings(smsc.port, { tls: true, host: 'localhost' }) });
    await until(() => /sms: no connection: TLS/.test(wary.log));
    await wary.stopAndClean();
    await smsc.stop();
  });
});
