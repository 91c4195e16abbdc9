// The tickets of every leaf of every dialog, as the leaves test wrote them, are as the schema says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { assertTicket } from './support/ticket_schema.mjs';

const file = process.env.GUICHET_LEAF_TICKETS;

it('every ticket of every leaf is valid', () => {
  const tickets = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.ok(tickets.length >= 30, `${tickets.length} tickets`);
  tickets.forEach(assertTicket);
});

it('the schema refuses what is no ticket', () => {
  const [good] = readFileSync(file, 'utf8').split('\n', 1).map((line) => JSON.parse(line));
  const spoilt = {
    'without an id': { ...good, id: undefined }, 'with another version': { ...good, schema_version: 3 },
    'with an unknown key': { ...good, extra: 1 }, 'with a random id': { ...good, id: 'x' },
    'with a local time': { ...good, created_at: '2026-03-02 10:00' },
    'with an empty field': { ...good, fields: [{ id: 'nom', label: 'Nom', value: '', raw: '' }] },
    'with an unknown flag': { ...good, flags: ['vip'] }, 'without a queue': { ...good, queue: '' },
  };
  for (const [name, ticket] of Object.entries(spoilt)) {
    const plain = JSON.parse(JSON.stringify(ticket));
    assert.throws(() => assertTicket(plain), undefined, name);
  }
});
