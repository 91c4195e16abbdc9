// The commands of the binary as a program calls them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { binary, newFolder, root } from './support/server.mjs';

function run(args, { input = '', content = root } = {}) {
  return spawnSync(binary, ['--content', content, ...args], { input, encoding: 'utf8', maxBuffer: 64 << 20 });
}

// The turns of a conversation of these lines.
function chat(...lines) {
  const { status, stdout, stderr } = run(['chat', '--json'], { input: `${lines.join('\n')}\n` });
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
  assert.equal(run(['chat'], { input: '##\n##\n' }).stdout, greeting.repeat(3));
});

it('one process plays a thousand conversations in seconds', () => {
  const lines = Array.from({ length: 1000 }, () => [request, '#non', 'Marie Dupont', '##']).flat();
  assert.equal(chat(...lines).length, 3000);
});

it('the exit code tells problems from wrong usage', () => {
  assert.equal(run(['slot', 'nom'], { input: 'Dupont\n' }).status, 0);
  assert.equal(run(['test', join(newFolder(), 'absent.yaml')]).status, 1);
  const faulty = newFolder();
  mkdirSync(join(faulty, 'intents'));
  mkdirSync(join(faulty, 'dialogs'));
  writeFileSync(join(faulty, 'dialogs/faute.yaml'), 'version: [');
  for (const command of ['check', 'chat', 'match', 'evaluate', 'test']) {
    assert.equal(run([command], { content: faulty }).status, 1, command);
  }
  assert.match(run(['chat'], { content: faulty }).stderr, /^dialogs\/faute\.yaml:1:/m);
  assert.equal(run(['check'], { content: '/nowhere' }).status, 2);
  for (const args of [[], ['dance'], ['chat', '--channel', 'fax'], ['explain'],
    ['explain', '--channel', 'sms', 'oui'], ['slot', 'nothing-of-that-name'],
    ['slot', 'nom', '--today', 'jamais'], ['match', '--train', '/no/such/file'],
    ['serve', '--config', '/no/such/file'], ['serve', '--port', 'eighty']]) {
    const { status, stderr } = run(args);
    assert.equal(status, 2, args.join(' '));
    assert.notEqual(stderr, '');
  }
});

it('does not serve a content that tells people less than what is kept of them', () => {
  const folder = newFolder();
  const config = join(folder, 'guichet.yaml');
  writeFileSync(config, 'retention-days: 31\n');
  const { status, stderr } = run(['serve', '--config', config, '--data', join(folder, 'data'), '--port', '0']);
  assert.equal(status, 1);
  assert.match(stderr, /retention-days is 31, but people are told « 30 jours » \(dialogs\/communs\/liens\.yaml:\d+\)/);
});

it('explains what a message means where a dialog stands', () => {
  const explain = (at, text, ...more) => {
    const { status, stdout, stderr } = run(['explain', '--at', at, text, ...more]);
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const question = explain('cheque-impaye/coordonnees-gestionnaire', 'oui');
  assert.match(question, /^sur la table : une question \(cheque-impaye\/coordonnees-gestionnaire, coordonnees-gestionnaire\)/m);
  assert.match(question, /^ {2}option : oui, et rien d'autre$/m);
  assert.match(question, /^décision : R14 option → TakeOption$/m);
  assert.match(question, /^ {2}dialogs\/\S+\.yaml:\d+ : \S/m);
  const field = explain('decompte/demande:date-naissance', 'pourquoi ?');
  assert.match(field, /^sur la table : un champ \(decompte\/demande, date-naissance\)/m);
  assert.match(field, /^ {2}repère : question/m);
  assert.match(field, /^décision : R90 question sur le champ → ExplainField$/m);
  assert.match(explain('decompte/demande:confirmation', 'oui'), /^décision : R50 confirmé → Send$/m);
  assert.match(explain('decompte/demande', 'contact', '--channel', 'sms'), /première parole : contact, demandé/);
  const nowhere = run(['explain', '--at', 'decompte/nulle-part', 'oui']);
  assert.equal(nowhere.status, 1);
  assert.match(nowhere.stderr, /aucune conversation ne mène à decompte\/nulle-part/);
});
