// What `cmake --install` leaves works by itself, wherever it is put.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, it } from 'node:test';
import { brokenLinks } from './support/links.mjs';
import { binary, newFolder, root } from './support/server.mjs';

const folder = newFolder();
const prefix = join(folder, 'elsewhere');

before(() => {
  const done = spawnSync('cmake', ['--install', dirname(binary), '--prefix', join(folder, 'first')], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  renameSync(join(folder, 'first'), prefix);
});

after(() => rmSync(folder, { recursive: true }));

// Runs the installed binary from a working directory of its own.
function guichet(args, { input = '', cwd = folder } = {}) {
  return spawnSync(join(prefix, 'bin/guichet'), args, { input, cwd, encoding: 'utf8' });
}

it('the installed binary finds its content', () => {
  const checked = guichet(['check']);
  assert.equal(checked.status, 0, checked.stderr);
  const turn = JSON.parse(guichet(['chat', '--json'], { input: 'ma banque a rejeté mon chèque\n' }).stdout);
  assert.equal(turn.intent, 'cheque-impaye');
  assert.ok(turn.replies.length > 0);
});

it('the content of the working directory goes before it', () => {
  const cwd = join(folder, 'draft');
  mkdirSync(join(cwd, 'intents'), { recursive: true });
  mkdirSync(join(cwd, 'dialogs'));
  writeFileSync(join(cwd, 'dialogs/faute.yaml'), 'version: [');
  const checked = guichet(['check'], { cwd });
  assert.equal(checked.status, 1);
  assert.match(checked.stdout, /^dialogs\/faute\.yaml:1:/m);
});

it('schemas, widget and documents are installed', () => {
  for (const file of ['dialogs/dialog.schema.json', 'intents/intent.schema.json', 'schemas/ticket.schema.json',
    'schemas/asyncapi.yaml', 'widget/widget.js', 'dialogs/GUIDE.md']) {
    assert.ok(existsSync(join(prefix, 'share/guichet', file)), file);
  }
  const folder = join(prefix, 'share/doc/guichet');
  const documents = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.md'));
  assert.ok(documents.length > 5, documents);
  assert.ok(brokenLinks(folder, ['README.md']).links > 10);
  assert.deepEqual(brokenLinks(folder, documents).broken, []);
  assert.match(readFileSync(join(prefix, 'share/guichet/widget/widget.js'), 'utf8'), /guichet-chat/);
});

it('the version is that of the newest entry of the changelog', () => {
  const [, newest] = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').match(/^## (\S+)/m);
  assert.equal(guichet(['--version']).stdout, `guichet ${newest}\n`);
});
