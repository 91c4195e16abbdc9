// The way to the server. What is posted stays in `kept.pending` until the server has it on disk, and
// goes again under its id: when it is not acknowledged in time, and after each new connection. A link
// that says nothing is asked for a sign of life, and given up without one: within 15 seconds.
const PROTOCOL = 1;
const UNKNOWN_SESSION = 4001;
const QUIET_MS = 7000;      // after which a ping asks
const PATIENCE_MS = 6000;   // for the answer, and for an acknowledgement
const HANDSHAKE_MS = 12000;
const REFUSED_MS = 3000;    // before a message that was refused for now goes again
const STABLE_MS = 60000;    // a connection that held this long was a good one
const MAX_DELAY_MS = 30000;

const delay = (attempts) => Math.random() * Math.min(MAX_DELAY_MS, 500 * 2 ** Math.min(attempts, 10));

export class Link {
  // `address()` is the WebSocket's. `kept` holds `token` and `pending` (a JSON list) on the device.
  // `told` hears: state(name) connecting, connected or interrupted; welcomed(frame), line(frame);
  // settled(id), late(id), refused(id, text) of a message; ended(text, messages) when the conversation
  // is no more, with what did not arrive.
  constructor(address, kept, told) {
    Object.assign(this, { address, kept, told });
    this.socket = null;
    this.state = '';
    this.attempts = 0;
    this.ended = false;
    this.timers = {};
    this.begin();
    this.listeners = [[window, 'online', () => this.hurry()], [window, 'offline', () => this.drop()],
      [document, 'visibilitychange', () => { if (!document.hidden) this.hurry(); }]];
    for (const [target, name, act] of this.listeners) target.addEventListener(name, act);
  }

  // A conversation that is not known here.
  begin() {
    this.token = null;     // known to the server, or promised by it until the first acknowledgement
    this.seq = 0;          // the last line we have
    this.due = 0;          // the last line there is, as far as we heard
    this.mended = -1;      // the line after which one was missing, and asked for
    this.welcomed = false;
  }

  get pending() { return JSON.parse(this.kept.pending || '[]'); }
  set pending(list) { this.kept.pending = list.length ? JSON.stringify(list) : ''; }

  get begun() { return Boolean(this.kept.token); }

  connect() {
    clearTimeout(this.timers.retry);
    if (this.socket || this.ended || !this.listeners) return;
    this.tell(this.attempts ? 'interrupted' : 'connecting');
    if (navigator.onLine === false) return;  // the event online comes
    let socket;
    try {
      socket = new WebSocket(this.address());
    } catch (error) {
      console.error(`guichet: ${error.message}`);
      this.attempts = 0;
      this.tell('interrupted');
      return;
    }
    this.socket = socket;
    this.wait(HANDSHAKE_MS, () => this.drop());
    socket.onopen = () => {
      this.timers.stable = setTimeout(() => { this.attempts = 0; }, STABLE_MS);
      this.token = this.kept.token || this.token;
      socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL, token: this.token, lastSeq: this.seq }));
    };
    socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
    socket.onclose = ({ code }) => this.lost(code);
  }

  // Somebody looks, or the network is back: no reason to wait, and a link of before may be dead.
  hurry() {
    if (!this.state) return;
    if (this.socket && this.welcomed) this.ping();
    else this.connect();
  }

  drop() {
    const { socket } = this;
    if (!socket) return;
    this.forgetSocket();
    socket.close();
    this.lost();
  }

  forgetSocket() {
    if (this.socket) this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket = null;
    this.welcomed = false;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  lost(code) {
    this.forgetSocket();
    if (this.ended) return;
    if (code === UNKNOWN_SESSION) this.unknown();
    if (this.ended) return;
    this.attempts += 1;
    this.tell('interrupted');
    this.timers.retry = setTimeout(() => this.connect(), delay(this.attempts));
  }

  // A promised token that came to nothing costs nothing; a conversation that is gone is told.
  unknown() {
    const { begun } = this;
    this.begin();
    if (begun) this.end(this.lastError);
    else this.told.lost();
  }

  end(text) {
    const unsent = this.pending;
    this.ended = true;
    this.kept.token = '';
    this.pending = [];
    this.begin();
    this.tell('');
    this.told.ended(text, unsent);
  }

  wait(milliseconds, act) {
    clearTimeout(this.timers.watch);
    this.timers.watch = setTimeout(act, milliseconds);
  }

  ping() {
    this.socket.send('{"t":"ping"}');
    this.wait(PATIENCE_MS, () => this.drop());
  }

  tell(state) {
    this.state = state;
    this.told.state(state);
  }

  // ---- What comes ---------------------------------------------------------------------------------

  receive(frame) {
    this.wait(QUIET_MS, () => this.ping());
    if (frame.t === 'welcome') this.welcome(frame);
    else if (frame.t === 'ack') this.settle(frame);
    else if (frame.t === 'error') this.error(frame);
    else if (frame.t === 'pong') this.missing(this.due);
    else if (frame.seq > this.seq && !this.missing(frame.seq - 1)) this.line(frame);
  }

  // A line up to `seq` got lost on the way: a new connection brings it. What does not come even so is
  // done without.
  missing(seq) {
    if (this.seq >= seq || this.seq === this.mended) return false;
    this.mended = this.seq;
    this.drop();
    return true;
  }

  welcome(frame) {
    this.token = frame.token || this.token;
    this.told.welcomed(frame, frame.after < this.seq);
    this.seq = frame.after;
    this.due = frame.seq;
    this.welcomed = true;
    this.tell('connected');
    for (const { frame: waiting } of this.pending) this.transmit(waiting);
  }

  line(frame) {
    this.seq = frame.seq;
    if (frame.erased) this.end('');
    this.told.line(frame);
  }

  settle({ id, seq }) {
    this.due = Math.max(this.due, seq);
    if (!this.kept.token && this.token) this.kept.token = this.token;
    this.take(id);
    this.told.settled(id);
  }

  take(id) {
    clearTimeout(this.timers[id]);
    delete this.timers[id];
    this.pending = this.pending.filter(({ frame }) => frame.id !== id);
  }

  error(frame) {
    this.lastError = frame.text;
    if (frame.code === 'bad_version') this.ended = true;
    if (frame.code === 'session_unknown') return;  // the close that follows tells it
    if (frame.id && frame.retry) {
      this.later(frame.id, REFUSED_MS);
    } else if (frame.id) {
      this.take(frame.id);
    }
    this.told.refused(frame.id, frame.text, frame.retry);
  }

  // ---- What goes ----------------------------------------------------------------------------------

  post(frame, shown) {
    this.pending = [...this.pending, { frame, shown }];
    if (this.ended) {
      this.ended = false;
      this.attempts = 0;
    }
    // Another tab began the conversation meanwhile.
    if (this.kept.token && this.kept.token !== this.token) {
      this.forgetSocket();
      this.begin();
    }
    if (this.welcomed) this.transmit(frame);
    else this.connect();
  }

  transmit(frame) {
    this.socket.send(JSON.stringify(frame));
    this.told.sent(frame.id);
    clearTimeout(this.timers[frame.id]);
    this.timers[frame.id] = setTimeout(() => {
      this.told.late(frame.id);
      this.later(frame.id, 0);
    }, PATIENCE_MS);
  }

  later(id, milliseconds) {
    clearTimeout(this.timers[id]);
    this.timers[id] = setTimeout(() => {
      const waiting = this.pending.find(({ frame }) => frame.id === id);
      if (waiting && this.welcomed) this.transmit(waiting.frame);
    }, milliseconds);
  }

  // A new conversation; the one of before is left as it is.
  restart() {
    const { socket } = this;
    this.forgetSocket();
    if (socket) socket.close(1000);
    this.kept.token = '';
    this.pending = [];
    this.ended = false;
    this.begin();
    this.attempts = 0;
    this.connect();
  }

  stop() {
    for (const [target, name, act] of this.listeners) target.removeEventListener(name, act);
    this.listeners = null;
    const { socket } = this;
    this.forgetSocket();
    if (socket) socket.close(1000);
  }
}
