// An SMSC made of the npm `smpp` package: the carrier's side of the link.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import smpp from 'smpp';

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export async function until(condition, { timeout = 15000, every = 20 } = {}) {
  const deadline = Date.now() + timeout;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`never: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

// The text and the place in its message of a submit_sm.
function read(pdu) {
  const part = { reference: 0, total: 1, number: 1 };
  let text = pdu.short_message;
  if (text !== null && typeof text === 'object' && !Buffer.isBuffer(text)) {
    for (const element of text.udh ?? []) {
      const [reference, total, number] = element.length === 5 ? element.slice(2) : element.slice(-3);
      Object.assign(part, { reference, total, number });
    }
    text = text.message;
  }
  return { ...part, text: Buffer.isBuffer(text) ? text.toString('latin1') : text };
}

export class Smsc extends EventEmitter {
  static #listening = new Set();

  // Stops whatever a failed test left listening, which would keep the test program alive.
  static async stopAll() {
    await Promise.all([...Smsc.#listening].map((smsc) => smsc.stop()));
  }

  submits = [];       // every submit_sm, in order
  texts = new Map();  // number -> texts put together again
  binds = 0;
  enquiries = 0;
  sessions = new Set();

  // `answer(submit, send)` may take over the response to a submit.
  static async start({ port, password = 'secret', answer, receipts = true, tls } = {}) {
    const smsc = new Smsc();
    Object.assign(smsc, { password, answer, receipts, tls });
    smsc.port = port ?? await freePort();
    await smsc.listen();
    return smsc;
  }

  async listen() {
    this.server = this.tls ? smpp.createServer(this.tls, (session) => this.#accept(session))
      : smpp.createServer((session) => this.#accept(session));
    this.server.on('error', () => {});
    Smsc.#listening.add(this);
    await new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  #accept(session) {
    this.sessions.add(session);
    session.on('error', () => {});
    session.setMaxListeners(1000);
    session.on('close', () => {
      this.sessions.delete(session);
      if (this.session === session) this.session = null;
    });
    session.on('bind_transceiver', (pdu) => {
      this.bindRequest = pdu;
      if (pdu.password !== this.password) {
        session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
        return;
      }
      this.binds += 1;
      this.session = session;
      session.send(pdu.response({ system_id: 'SMSC' }));
      this.emit('bound');
    });
    session.on('enquire_link', (pdu) => {
      this.enquiries += 1;
      session.send(pdu.response());
    });
    session.on('unbind', (pdu) => {
      this.unbound = true;
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu) => this.#submitted(session, pdu));
  }

  #submitted(session, pdu) {
    const id = `m${this.submits.length + 1}`;
    const submit = {
      id, from: pdu.source_addr, to: pdu.destination_addr, coding: pdu.data_coding,
      userReference: pdu.user_message_reference, pdu, at: Date.now(), ...read(pdu),
    };
    this.submits.push(submit);
    const accept = () => {
      submit.accepted = true;
      session.send(pdu.response({ message_id: id }));
      this.#keep(submit);
      if (this.receipts) this.receipt(submit);
    };
    if (this.answer) this.answer(submit, { accept, session, pdu });
    else accept();
  }

  #keep(submit) {
    const texts = this.texts.get(submit.to) ?? [];
    this.texts.set(submit.to, texts);
    if (submit.total === 1) {
      texts.push(submit.text);
      this.emit('text');
      return;
    }
    const parts = this.submits.filter((other) => other.accepted && other.to === submit.to
      && other.reference === submit.reference && other.total === submit.total && !other.joined);
    if (parts.length === submit.total) {
      parts.forEach((part) => { part.joined = true; });
      texts.push(parts.sort((a, b) => a.number - b.number).map(({ text }) => text).join(''));
      this.emit('text');
    }
  }

  receipt(submit, { state = 2, reference } = {}) {
    this.session?.deliver_sm({
      source_addr_ton: 1, source_addr_npi: 1, source_addr: submit.to, destination_addr: submit.from,
      esm_class: 4, data_coding: 0,
      short_message: `id:${submit.id} sub:001 dlvrd:001 submit date:2611231200 done date:2611231200 stat:${state === 2 ? 'DELIVRD' : 'UNDELIV'} err:000 text:`,
      ...(reference === undefined
        ? { receipted_message_id: submit.id, message_state: state }
        : { short_message: '', user_message_reference: reference, message_state: state }),
    });
  }

  // Delivers a message; resolves with the status of the response.
  deliver(from, text, more = {}) {
    const plain = [...text].every((c) => c.charCodeAt(0) < 128);
    return new Promise((resolve) => {
      const session = this.session;
      session.on('close', () => resolve(null));
      session.deliver_sm({
        source_addr_ton: 1, source_addr_npi: 1, source_addr: from, destination_addr: '38123',
        data_coding: plain ? 0 : 8, short_message: text, ...more,
      }, (response) => resolve(response.command_status));
    });
  }

  textsTo(number) { return this.texts.get(number) ?? []; }

  // Delivers, and resolves with the text that answers.
  async ask(from, text, more) {
    const before = this.textsTo(from).length;
    const status = await this.deliver(from, text, more);
    if (status !== 0) throw new Error(`refused with ${status}`);
    await until(() => this.textsTo(from).length > before);
    return this.textsTo(from)[before];
  }

  cut() {
    for (const session of this.sessions) session.destroy();
  }

  async stop() {
    Smsc.#listening.delete(this);
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
