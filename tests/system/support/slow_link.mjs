// A bad network between a browser and the server: a port that passes everything on, in order, late.
// A piece that is lost comes again after the time a TCP stack takes to notice, doubled each time.
import { createServer, connect } from 'node:net';
import { once } from 'node:events';

const RETRANSMISSION_MS = 200;

export class SlowLink {
  pieces = 0;
  lost = 0;

  // `latency` milliseconds one way, `rate` bytes a millisecond, `loss` from 0 to 1; after `cutAfter`
  // pieces the connection breaks, once.
  constructor({ latency = 0, rate = Infinity, loss = 0, cutAfter = Infinity }) {
    Object.assign(this, { latency, rate, loss, cutAfter });
    this.seed = 1;
  }

  async open(port) {
    this.listener = createServer((person) => {
      const server = connect(port, '127.0.0.1');
      for (const [from, to] of [[person, server], [server, person]]) {
        this.#pass(from, to);
        from.on('error', () => {});
        from.on('close', () => to.destroy());
      }
    }).listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
    this.origin = `http://127.0.0.1:${this.listener.address().port}`;
    return this;
  }

  #pass(from, to) {
    let free = 0;  // when what went before has arrived
    from.on('data', (piece) => {
      this.pieces += 1;
      if (this.pieces >= this.cutAfter) {
        this.cutAfter = Infinity;
        from.destroy();
        return;
      }
      let wait = this.latency + piece.length / this.rate;
      for (let again = RETRANSMISSION_MS; this.#random() < this.loss; again *= 2) {
        this.lost += 1;
        wait += again;
      }
      free = Math.max(free, Date.now() + wait);
      setTimeout(() => { if (!to.destroyed) to.write(piece); }, free - Date.now());
    });
  }

  // The same losses each time.
  #random() {
    this.seed = (this.seed * 48271) % 0x7fffffff;
    return this.seed / 0x7fffffff;
  }

  close() { this.listener.close(); }
}
