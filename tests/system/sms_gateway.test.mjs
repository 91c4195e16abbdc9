// SMS over HTTP: Twilio's own library signs the webhooks and reads our answers; Kannel stands between
// us and an SMSC.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import twilio from 'twilio';
import { Desk } from './support/desk.mjs';
import { newFolder, Server } from './support/server.mjs';
import { freePort, Smsc, until } from './support/smsc.mjs';
import { opening, toSummary } from './support/statement_request.mjs';

const account = `AC${'b'.repeat(32)}`;
const secret = 'token123-for-the-tests';
const publicUrl = 'https://exemple.fr';

function configure(sms) {
  const file = join(newFolder(), 'guichet.json');
  writeFileSync(file, JSON.stringify({ sms: { line: '38123', 'pause-milliseconds': 60, ...sms } }));
  return ['--config', file];
}

// Twilio's API, as far as we use it. `refuse` may answer a message otherwise.
class Api {
  messages = [];
  refuse = () => null;

  async start() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => { body += data; });
      request.on('end', () => {
        const message = Object.fromEntries(new URLSearchParams(body));
        const credentials = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
        const [status, answer] = request.url !== `/2010-04-01/Accounts/${account}/Messages.json` ? [404, {}]
          : credentials !== `${account}:${secret}` ? [401, { code: 20003 }]
            : this.refuse(message) ?? [201, { sid: `SM${String(this.messages.length).padStart(32, '0')}`, status: 'queued' }];
        this.messages.push({ ...message, status });
        if (status === 'hang') request.socket.destroy();
        else {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(answer));
        }
      });
    });
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  to(number) { return this.messages.filter(({ To, status }) => To === number && status === 201); }
  stop() { this.server.closeAllConnections(); return new Promise((resolve) => this.server.close(resolve)); }
}

let serial = 0;

describe('Twilio', () => {
  let api;
  let server;

  const post = (path, fields, { token = secret, signature } = {}) => {
    const signed = signature ?? twilio.getExpectedTwilioSignature(token, publicUrl + path, fields);
    return fetch(server.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
      body: new URLSearchParams(fields),
    });
  };
  const message = (from, text, more = {}) => {
    serial += 1;
    return {
      MessageSid: `SM${serial.toString(16).padStart(32, '0')}`, AccountSid: account, From: from, To: '38123',
      Body: text, NumMedia: '0', NumSegments: '1', FromCountry: 'FR', ChampNouveau: 'inconnu à ce jour', ...more,
    };
  };
  const ask = async (from, text) => {
    const count = api.to(from).length;
    const response = await post('/sms/inbound', message(from, text));
    assert.equal(response.status, 200);
    await until(() => api.to(from).length > count);
    return api.to(from)[count].Body;
  };

  before(async () => {
    api = await new Api().start();
    server = await Server.start({
      args: configure({ gateway: { dialect: 'twilio', url: api.url, account, secret, 'public-url': publicUrl, 'per-second': 100 } }),
    });
  });

  after(async () => {
    await server?.stopAndClean();
    await api?.stop();
  });

  it('answers the webhook with TwiML that says nothing, and replies through the API', async () => {
    const response = await post('/sms/inbound', message('+33612000001', 'bonjour'));
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/xml/);
    assert.equal(await response.text(), new twilio.twiml.MessagingResponse().toString());
    await until(() => api.to('+33612000001').length === 1);
    assert.equal(api.to('+33612000001')[0].From, '38123');
  });

  it('takes a conversation to a ticket', async () => {
    const desk = await new Desk(server).connect();
    await toSummary((text) => ask('+33612000002', text));
    const last = await ask('+33612000002', 'oui');
    await until(() => desk.events.length === 1);
    assert.ok(last.includes(desk.events[0].data.reference));
    await desk.close();
  });

  it('accepts texts of ten segments, and answers long ones whole', async () => {
    const long = `Bonjour, je vous raconte. ${'Il faisait froid ce jour-là. '.repeat(45)}Je voudrais un décompte des sommes dues.`;
    assert.ok(await ask('+33612000003', long));
  });

  it('refuses whatever is not signed by the gateway', async () => {
    const fields = message('+33612000004', 'bonjour');
    assert.equal((await post('/sms/inbound', fields, { token: 'wrong' })).status, 403);
    assert.equal((await post('/sms/inbound', fields, { signature: '' })).status, 403);
    const signature = twilio.getExpectedTwilioSignature(secret, `${publicUrl}/sms/inbound`, fields);
    assert.equal((await post('/sms/inbound', { ...fields, Body: 'stop' }, { signature })).status, 403);
    assert.equal((await post('/sms/inbound', { ...fields, Ajout: 'x' }, { signature })).status, 403);
    const elsewhere = twilio.getExpectedTwilioSignature(secret, 'https://ailleurs.fr/sms/inbound', fields);
    assert.equal((await post('/sms/inbound', fields, { signature: elsewhere })).status, 403);
    assert.equal((await fetch(`${server.origin}/sms/inbound`)).status, 403);
    assert.equal(api.to('+33612000004').length, 0);
    const withPort = twilio.getExpectedTwilioSignature(secret, `${publicUrl}:443/sms/inbound`, fields);
    assert.equal((await post('/sms/inbound', fields, { signature: withPort })).status, 200);
  });

  it('answers a replayed webhook once, even when both come at the same moment', async () => {
    const fields = message('+33612000005', 'bonjour');
    const both = await Promise.all([post('/sms/inbound', fields), post('/sms/inbound', fields)]);
    assert.deepEqual(both.map(({ status }) => status), [200, 200]);
    await until(() => api.to('+33612000005').length === 1);
    assert.equal((await post('/sms/inbound', fields)).status, 200);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(api.to('+33612000005').length, 1);
  });

  it('tells a malformed message so, and takes no other body', async () => {
    assert.equal((await post('/sms/inbound', { Body: 'bonjour' })).status, 400);
    assert.equal((await post('/sms/status', { MessageStatus: 'delivered' })).status, 400);
    assert.equal((await post('/sms/autre', {})).status, 404);
    assert.equal((await fetch(`${server.origin}/`, { method: 'POST', body: 'x' })).status, 413);
    assert.equal((await fetch(`${server.origin}/sms/inbound`, { method: 'POST', body: 'x'.repeat(70000) })).status, 413);
  });

  it('learns from the callbacks what was delivered', async () => {
    const sent = api.to('+33612000001')[0];
    const path = sent.StatusCallback.slice(publicUrl.length);
    const counts = async () => (await fetch(`http://127.0.0.1:${server.deskPort}/sms/messages`,
      { headers: { authorization: `Bearer ${server.deskToken}` } })).json();
    assert.equal((await counts()).delivered, 0);
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+33612000001', From: '38123' };
    assert.equal((await post(path, fields, { token: 'wrong' })).status, 403);
    assert.equal((await post(path, fields)).status, 200);
    await until(async () => (await counts()).delivered === 1);
  });

  it('takes 21610 for a STOP', async () => {
    api.refuse = ({ To }) => (To === '+33612000006' ? [400, { code: 21610, message: 'unsubscribed' }] : null);
    await post('/sms/inbound', message('+33612000006', 'bonjour'));
    const list = async () => (await fetch(`http://127.0.0.1:${server.deskPort}/sms/opt-outs`,
      { headers: { authorization: `Bearer ${server.deskToken}` } })).json();
    await until(async () => (await list()).some(({ number }) => number === '+33612000006'));
    api.refuse = () => null;
  });

  it('sends again what the gateway was too busy for, and never what it may have taken', async () => {
    let busy = 2;
    api.refuse = ({ To }) => {
      if (To === '+33612000007') { busy -= 1; return busy >= 0 ? [429, {}] : null; }
      if (To === '+33612000008') return ['hang', {}];
      return null;
    };
    await post('/sms/inbound', message('+33612000007', 'bonjour'));
    await post('/sms/inbound', message('+33612000008', 'bonjour'));
    await until(() => api.to('+33612000007').length === 1, { timeout: 20000 });
    assert.equal(api.messages.filter(({ To }) => To === '+33612000008').length, 1);
    api.refuse = () => null;
  });

  it('keeps names, numbers and words out of its log', () => {
    assert.doesNotMatch(server.log, /3361200|Durandeau|bonjour|token123/);
  });
});

describe('Kannel', () => {
  let smsc;
  let server;
  const boxes = [];

  before(async () => {
    smsc = await Smsc.start();
    const [adminPort, boxPort, sendPort] = [await freePort(), await freePort(), await freePort()];
    const port = await freePort();
    const folder = newFolder();
    const file = join(folder, 'kannel.conf');
    writeFileSync(file, `
group = core
admin-port = ${adminPort}
admin-password = bar
smsbox-port = ${boxPort}
log-file = "${join(folder, 'bearerbox.log')}"
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"

group = smsc
smsc = smpp
smsc-id = npm
host = 127.0.0.1
port = ${smsc.port}
transceiver-mode = true
smsc-username = "guichet"
smsc-password = "secret"
system-type = ""
interface-version = 34
enquire-link-interval = 3
max-pending-submits = 10
throughput = 100

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendPort}
log-file = "${join(folder, 'smsbox.log')}"

group = sendsms-user
username = guichet
password = "${secret}"
concatenation = true
max-messages = 10

group = sms-service
keyword = default
get-url = "http://127.0.0.1:${port}/sms/inbound?from=%p&to=%P&text=%a&id=%I&charset=%C&coding=%c&token=${secret}"
max-messages = 0
concatenation = true
`);
    server = await Server.start({
      port,
      args: configure({
        gateway: {
          dialect: 'kannel', url: `http://127.0.0.1:${sendPort}`, account: 'guichet', secret,
          'public-url': `http://127.0.0.1:${port}`, 'per-second': 100,
        },
      }),
    });
    // Debian puts them where only root looks.
    const options = { stdio: 'ignore', env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } };
    boxes.push(spawn('bearerbox', [file], options));
    await until(() => smsc.session, { timeout: 20000 });
    boxes.push(spawn('smsbox', [file], options));
    await until(async () => {
      try {
        return (await fetch(`http://127.0.0.1:${sendPort}/`)).status > 0;
      } catch {
        return false;
      }
    }, { timeout: 20000 });
  });

  after(async () => {
    for (const box of boxes.reverse()) {
      box.kill('SIGTERM');
      await new Promise((resolve) => box.once('exit', resolve));
    }
    await server?.stopAndClean();
    await smsc?.stop();
  });

  it('carries a conversation to a ticket, long texts and receipts', async () => {
    const desk = await new Desk(server).connect();
    await toSummary((text) => smsc.ask('33612000001', text));
    const last = await smsc.ask('33612000001', 'oui');
    await until(() => desk.events.length === 1);
    assert.ok(last.includes(desk.events[0].data.reference));
    assert.equal(desk.events[0].data.address, '+33612000001');
    assert.ok(smsc.submits.some(({ total }) => total > 1), 'some text takes several parts');
    await until(async () => {
      const reply = await fetch(`http://127.0.0.1:${server.deskPort}/sms/messages`,
        { headers: { authorization: `Bearer ${server.deskToken}` } });
      const counts = await reply.json();
      return counts.sent === 0 && counts.delivered > 0;
    });
    await desk.close();
  });

  it('carries accents both ways, in both alphabets', async () => {
    const text = await smsc.ask('33612000002', 'j’ai reçu une relance déjà réglée', { data_coding: 8 });
    assert.doesNotMatch(text, /\?(?=[a-zé])/i, 'no sign was lost');
    assert.match(text, /[éèà]/);
  });

  it('joins the parts of a long message', async () => {
    const parts = [`Bonjour, ${'il faut que je vous explique tout. '.repeat(3)}`, opening];
    parts.forEach((part, index) => smsc.deliver('33612000003', part, {
      esm_class: 0x40, data_coding: 0,
      short_message: { udh: Buffer.from([5, 0, 3, 9, 2, index + 1]), message: part },
    }));
    await until(() => smsc.textsTo('33612000003').length === 1);
    assert.match(smsc.textsTo('33612000003')[0], /gestionnaire/);
  });
});
