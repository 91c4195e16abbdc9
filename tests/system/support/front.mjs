// What stands between a page and the server: a proxy that has the chat `under` a path, answers anything
// else with `page`, and turns WebSockets away while it has a `refusal` ("429 Too Many Requests").
import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { connect } from 'node:net';

export class Front {
  refusal = '';

  constructor({ under = '/', page = '' } = {}) { Object.assign(this, { under, page }); }

  async open(port) {
    const host = '127.0.0.1';
    const inside = (url) => `/${url.slice(this.under.length)}`;
    this.listener = createServer((from, to) => {
      if (!from.url.startsWith(this.under)) {
        to.setHeader('Content-Type', 'text/html; charset=utf-8');
        to.end(this.page);
        return;
      }
      from.pipe(ask({ port, host, path: inside(from.url), headers: from.headers },
        (answer) => { to.writeHead(answer.statusCode, answer.headers); answer.pipe(to); }));
    });
    this.listener.on('upgrade', (from, socket) => {
      if (this.refusal) {
        socket.end(`HTTP/1.1 ${this.refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        return;
      }
      const server = connect(port, host);
      const headers = Object.entries(from.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
      server.write(`GET ${inside(from.url)} HTTP/1.1\r\n${headers}\r\n`);
      server.pipe(socket).pipe(server);
      for (const end of [server, socket]) end.on('error', () => {});
    });
    this.listener.listen(0, host);
    await once(this.listener, 'listening');
    this.origin = `http://${host}:${this.listener.address().port}`;
    return this;
  }

  close() { this.listener.close(); }
}
