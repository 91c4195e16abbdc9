// What the documents say exists: the files they name, the settings they list.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brokenLinks } from './support/links.mjs';
import { root } from './support/server.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const git = (...args) => spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
const documents = git('ls-files', '--cached', '--others', '--exclude-standard', '*.md');
const tracked = git('ls-files', '--cached', '--others', '--exclude-standard');

it('every link leads to a file', () => {
  assert.ok(documents.length > 5, documents);
  assert.ok(brokenLinks(root, ['README.md']).links > 10);
  assert.deepEqual(brokenLinks(root, documents).broken, []);
});

describe('CONTRIBUTING.md', () => {
  const text = read('CONTRIBUTING.md');
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, piece]) => piece);
  const commands = [...quoted, ...[...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block]) => block.split('\n').map((line) => line.replace(/ +#.*/, '')))];

  it('names files that are there', () => {
    const standing = quoted.filter((piece) => /^[a-z_./-]+$/.test(piece.replace('TOPIC', 'decompte')) && /[./]/.test(piece)).map((piece) => piece.replace('TOPIC', 'decompte'));
    assert.ok(standing.length > 20, standing);
    const there = (path) => existsSync(join(root, path)) || tracked.some((file) => file.endsWith(`/${path}`));
    assert.deepEqual(standing.filter((path) => !there(path)), []);
    const run = commands.map((command) => command.split(' ')[0]).filter((word) => /^(?:tools|tests)\/[a-z/]+$/.test(word));
    assert.ok(run.length > 3, run);
    assert.deepEqual(run.filter((path) => !existsSync(join(root, path))), []);
  });

  it('names commands of the program, and presets of the build', () => {
    const help = spawnSync(process.env.GUICHET ?? join(root, 'build/release/guichet'), ['--help'], { encoding: 'utf8' }).stdout;
    const named = commands.map((command) => command.match(/^(?:build\/release\/)?guichet ([a-z]+)/)?.[1]).filter(Boolean);
    assert.ok(named.length > 5, named);
    assert.deepEqual(named.filter((name) => !new RegExp(`^ +${name} `, 'm').test(help)), []);
    const presets = JSON.parse(read('CMakePresets.json')).buildPresets.map(({ name }) => name);
    for (const [, name] of text.matchAll(/--preset ([a-z]+)/g)) assert.ok(presets.includes(name), name);
  });
});

describe('the settings', () => {
  // The keys that each function of the reader takes.
  const keys = {};
  for (const part of read('connectors/server_config.cpp').split(/^(?=[A-Za-z:]+ \w+\()/m)) {
    const name = part.match(/^[A-Za-z:]+ (\w+)\(/)?.[1];
    const found = [...part.matchAll(/\{\s*"([a-z-]+)",/g)].map(([, key]) => key);
    if (found.length > 0) keys[name] = found;
  }
  const blocks = (path) => [...read(path).matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) => block);
  const [server] = blocks('README.md').filter((block) => /^host:/m.test(block));
  const [smpp] = blocks('connectors/sms/README.md').filter((block) => /^ {2}smpp:/m.test(block));
  const [gateway] = blocks('connectors/sms/README.md').filter((block) => /^ {2}gateway:/m.test(block));
  const listed = {
    read_smpp: smpp, read_gateway: gateway, read_quiet_hours: smpp, read_sms: smpp + gateway,
    read_limits: server, read_desk: server, apply_settings: server,
  };

  it('are all in the documents', () => {
    assert.deepEqual(Object.keys(keys).sort(), Object.keys(listed).sort());
    // `sms` has a document of its own, which the section after the settings names.
    const missing = Object.entries(keys).flatMap(([name, list]) => list.filter((key) => key !== 'sms' && !new RegExp(`(?:^|[ {])${key}[:,\\s]`, 'm').test(listed[name])).map((key) => `${name}: ${key}`));
    assert.deepEqual(missing, []);
  });

  it('in the documents are settings', () => {
    const known = new Set(Object.values(keys).flat());
    const written = [server, smpp, gateway].flatMap((block) => [...block.replace(/#.*/g, '').replace(/"[^"]*"/g, '').matchAll(/([a-z-]+):(?=[ \n])/g)].map(([, key]) => key));
    assert.ok(written.length > 40, written.length);
    assert.deepEqual(written.filter((key) => !known.has(key)), []);
  });
});
