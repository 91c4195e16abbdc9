// A back-office consumer.
import { EventEmitter, once } from 'node:events';
import WebSocket from 'ws';

export class Desk extends EventEmitter {
  events = [];
  frames = [];
  sent = [];
  subscribed = null;

  constructor(server, { consumer = 'test', autoAck = true, ...more } = {}) {
    super();
    this.setMaxListeners(100);
    this.server = server;
    this.autoAck = autoAck;
    this.subscription = { t: 'subscribe', token: server.deskToken, consumer, ...more };
  }

  async connect(server = this.server) {
    this.subscribed = null;
    const socket = new WebSocket(server.deskUrl);
    this.socket = socket;
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
    await Promise.race([once(socket, 'open'), this.closed.then(() => { throw new Error('refused'); })]);
    socket.on('message', (data) => this.#receive(JSON.parse(data)));
    this.send(this.subscription);
    if (!await this.until(() => this.subscribed)) throw new Error('not subscribed');
    return this;
  }

  send(frame) {
    this.sent.push(frame);
    this.socket.send(JSON.stringify(frame));
  }

  #receive(frame) {
    this.frames.push(frame);
    if (frame.t === 'subscribed') this.subscribed = frame;
    if (frame.t === 'event') {
      this.events.push(frame);
      if (this.autoAck) this.ack(frame.position);
    }
    this.emit('change');
  }

  ack(position) { this.send({ t: 'ack', position }); }

  get tickets() { return this.events.map((event) => event.data); }

  // Waits until `condition()` is true; false when it is not in time or the connection has closed.
  async until(condition, milliseconds = 10_000) {
    let over = false;
    const end = () => { over = true; this.emit('change'); };
    const timer = setTimeout(end, milliseconds);
    this.closed.then(end);
    while (!condition() && !over) await once(this, 'change');
    clearTimeout(timer);
    return Boolean(condition());
  }

  close() {
    this.socket.close();
    return this.closed;
  }
}
