// The commands of the binary as a program calls them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { binary, root } from './support/server.mjs';

function run(args, input = '') {
  return spawnSync(binary, ['--content', root, ...args], { input, encoding: 'utf8' });
}

// The turns of a conversation of these lines.
function chat(...lines) {
  const { status, stdout, stderr } = run(['chat', '--json'], `${lines.join('\n')}\n`);
  assert.equal(status, 0, stderr);
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

const request = 'ma banque a rejeté mon chèque';

it('a line ## begins a new conversation, without a word', () => {
  const [asked, chosen] = chat(request, '#non');
  assert.notEqual(chosen.asks, asked.asks);
  const again = chat(request, '#non', '##', request, '#non');
  assert.deepEqual(again, [asked, chosen, asked, chosen]);
  // What was asked before is no longer on the table.
  const [, lost] = chat(request, '##', '#non');
  assert.notDeepEqual(lost, chosen);
  assert.match(run(['chat', '--help']).stdout, /##/);
});

it('a person is greeted at the beginning of each conversation', () => {
  const greeting = run(['chat']).stdout;
  assert.ok(greeting.length > 0);
  assert.equal(run(['chat'], '##\n##\n').stdout, greeting.repeat(3));
});

it('one process plays a thousand conversations in seconds', () => {
  const lines = Array.from({ length: 1000 }, () => [request, '#non', 'Marie Dupont', '##']).flat();
  assert.equal(chat(...lines).length, 3000);
});
