// A real `guichet serve` in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const binary = process.env.GUICHET ?? join(root, 'build/release/guichet');
export const content = process.env.GUICHET_CONTENT ?? root;

export function newFolder() {
  return mkdtempSync(join(tmpdir(), 'guichet-test-'));
}

export class Server {
  static #running = new Set();

  // Kills whatever a failed test left running, which would keep the test program alive.
  static async killAll() {
    await Promise.all([...Server.#running].map((server) => server.kill()));
  }

  // Starts on free ports unless told which; resolves once connections are accepted.
  static async start({ data = newFolder(), port = 0, args = [], folder = content } = {}) {
    const server = new Server();
    server.data = data;
    server.log = '';
    server.process = spawn(
      binary,
      ['--content', folder, 'serve', '--port', String(port), '--data', data, ...args],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    Server.#running.add(server);
    server.exited = once(server.process, 'exit').then(([code, signal]) => {
      Server.#running.delete(server);
      return { code, signal };
    });
    server.process.stderr.setEncoding('utf8').on('data', (text) => { server.log += text; });
    const line = await Promise.race([
      once(createInterface(server.process.stdout), 'line').then(([first]) => first),
      server.exited.then(({ code }) => {
        throw new Error(`guichet serve ended with ${code}: ${server.log}`);
      }),
    ]);
    server.readyLine = line;
    const [, web, desk] = line.match(/https?:\/\/[^:]+:(\d+)\/ desk wss?:\/\/[^:]+:(\d+)\/desk/);
    server.port = Number(web);
    server.deskPort = Number(desk);
    server.origin = `http://127.0.0.1:${web}`;
    server.chatUrl = `ws://127.0.0.1:${web}/ws`;
    server.deskUrl = `ws://127.0.0.1:${desk}/desk`;
    server.deskToken = readFileSync(join(data, 'desk-token'), 'utf8').trim();
    return server;
  }

  get alive() { return this.process.exitCode === null && this.process.signalCode === null; }

  kill() {
    this.process.kill('SIGKILL');
    return this.exited;
  }

  // Asks it to stop, as an operator does.
  stop() {
    this.process.kill('SIGTERM');
    return this.exited;
  }

  async stopAndClean() {
    if (this.alive) await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
