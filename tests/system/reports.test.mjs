// What the reports name for an editor stands where they say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { binary, newFolder, root } from './support/server.mjs';

function guichet(...args) {
  const done = spawnSync(binary, ['--content', root, ...args], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

function standsAt(file, line, text) {
  const written = readFileSync(join(root, file), 'utf8').split('\n')[line - 1];
  assert.ok(written?.includes(text), `${file}:${line} is ${written}, not ${text}`);
}

it('evaluate names the examples that attract a confused text, by file and line', () => {
  const file = join(newFolder(), 'confused.jsonl');
  writeFileSync(file, `${JSON.stringify({ intent: 'caution', text: 'ma banque a refusé le chèque que je vous ai envoyé', register: 'courant' })}\n`);
  const { confusions } = JSON.parse(guichet('evaluate', '--json', file));
  assert.equal(confusions.length, 1);
  assert.equal(confusions[0].expected, 'caution');
  const [{ text, attracted_by: attractions }] = confusions[0].texts;
  assert.match(text, /ma banque/);
  assert.equal(attractions.length, 2);
  const report = guichet('evaluate', file);
  for (const { file: where, line, text: example } of attractions) {
    assert.ok(where.endsWith(`/${confusions[0].found}.yaml`));
    standsAt(where, line, example);
    assert.ok(report.includes(`${where}:${line} « ${example} »`));
  }
});

it('explain names the closest example of each candidate', () => {
  const named = [...guichet('explain', 'ma banque a refusé mon chèque hier').matchAll(/exemple le plus proche : (\S+):(\d+) « (.*) »/g)];
  assert.equal(named.length, 3);
  for (const [, file, line, text] of named) standsAt(file, Number(line), text);
});

it('evaluate says in French which line of a file it cannot read', () => {
  const refused = (name, line) => {
    const file = join(newFolder(), name);
    writeFileSync(file, `${line}\n`);
    const done = spawnSync(binary, ['--content', root, 'evaluate', file], { encoding: 'utf8' });
    assert.equal(done.status, 2);
    assert.match(done.stderr, /\S+:1: /);
    return done.stderr;
  };
  assert.match(refused('a.jsonl', '{"text": "où payer ?", "intent": null}'), /« intent » doit être là, et être un texte/);
  assert.match(refused('b.jsonl', 'où payer ?'), /pas un objet JSON/);
  assert.match(refused('c.tsv', 'où payer ?'), /tabulation/);
});
