// A chat client that does as a page does: keeps its token and last line, sends again what was not
// acknowledged.
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import WebSocket from 'ws';

export class Chat extends EventEmitter {
  token = null;
  lastSeq = 0;
  lines = [];      // every line, by sequence number from 1
  frames = [];     // every frame received
  sent = [];       // every frame sent
  unacked = new Map();
  resent = 0;
  welcome = null;

  constructor(server) {
    super();
    this.setMaxListeners(100);
    this.server = server;
  }

  // Resolves once welcomed; rejects when the connection fails before.
  async connect(server = this.server) {
    this.server = server;
    this.welcome = null;
    const socket = new WebSocket(server.chatUrl, { origin: server.origin });
    this.socket = socket;
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
    await Promise.race([once(socket, 'open'), this.closed.then(() => { throw new Error('refused'); })]);
    socket.on('message', (data) => this.#receive(JSON.parse(data)));
    this.#send({ t: 'hello', v: 1, token: this.token, lastSeq: this.lastSeq });
    await this.until(() => this.welcome);
    for (const frame of this.unacked.values()) {
      this.resent += 1;
      this.#send(frame);
    }
    return this;
  }

  #send(frame) {
    this.sent.push(frame);
    this.socket.send(JSON.stringify(frame));
  }

  #receive(frame) {
    this.frames.push(frame);
    if (frame.t === 'welcome') {
      this.welcome = frame;
      this.token = frame.token ?? this.token;
    } else if (frame.t === 'ack') {
      this.unacked.delete(frame.id);
    } else if (frame.seq > this.lastSeq) {
      if (frame.seq !== this.lastSeq + 1) this.hole = [this.lastSeq, frame.seq];
      this.lastSeq = frame.seq;
      this.lines[frame.seq] = frame;
    } else if (frame.seq && JSON.stringify(this.lines[frame.seq]) !== JSON.stringify(frame)) {
      this.changed = frame;
    }
    this.emit('change');
  }

  // Waits until `condition()` is true; throws when the connection closes or after ten seconds.
  async until(condition) {
    let over = null;
    const end = (why) => { over = why; this.emit('change'); };
    const timer = setTimeout(end, 10_000, 'no answer in time');
    this.closed.then((code) => end(`closed with ${code}`));
    while (!condition() && !over) await once(this, 'change');
    clearTimeout(timer);
    if (!condition()) throw new Error(over);
  }

  post(frame) {
    this.unacked.set(frame.id, frame);
    this.#send(frame);
    return frame.id;
  }

  get bot() { return this.lines.findLast((line) => line?.t === 'bot'); }

  answerTo(id) { return this.lines.findLast((line) => line?.t === 'bot' && line.id === id); }

  // Written beside the last turn it shows, as the widget does, or beside `shown`.
  async say(text, { id = randomUUID(), shown = this.bot } = {}) {
    this.post({ t: 'say', id, text, ...(shown && { node: shown.node, asks: shown.asks ?? '' }) });
    await this.until(() => this.answerTo(id) && !this.unacked.has(id));
    return this.answerTo(id);
  }

  async choose(choice, of, id = randomUUID()) {
    this.post({ t: 'choose', id, choice, of });
    await this.until(() => this.answerTo(id) && !this.unacked.has(id));
    return this.answerTo(id);
  }

  // Reads the greeting too.
  async open() {
    await this.connect();
    await this.until(() => this.lastSeq >= this.welcome.seq);
    return this;
  }

  close() {
    this.socket.close();
    return this.closed;
  }
}
