// The published schema of tickets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { root } from './server.mjs';

const file = join(root, 'connectors/desk/ticket.schema.json');
const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  .compile(JSON.parse(readFileSync(file, 'utf8')));

export function assertTicket(ticket) {
  assert.ok(valid(ticket), `${ticket?.topic}: ${JSON.stringify(valid.errors)}`);
}
