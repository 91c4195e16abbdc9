// Every topic of the menu by SMS, from a first message to its answer or its ticket, through a real
// SMSC. `guichet chat --channel sms` walks beside it and tells what is asked; both must say the same.
// GUICHET_SMS_COSTS names a file for the table of what each costs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { newFolder, root, Server } from './support/server.mjs';
import { Smsc, until } from './support/smsc.mjs';
import { BY_TYPE } from './support/person.mjs';

const topics = readdirSync(join(root, 'intents/sujets')).map((name) => name.replace('.yaml', '')).sort();
const slots = parse(readFileSync(join(root, 'dialogs/communs/champs.yaml'), 'utf8')).champs;
const binary = process.env.GUICHET ?? join(root, 'build/release/guichet');

const isGsm = (text) => /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/.test(text);
const segments = (text) => {
  const gsm = isGsm(text);
  const units = gsm ? text.length + [...text].filter((c) => '^{}\\[~]|€'.includes(c)).length : text.length;
  const [alone, joined] = gsm ? [160, 153] : [70, 67];
  return units <= alone ? 1 : Math.ceil(units / joined);
};

// The terminal's conversation, a turn a line.
class Twin {
  constructor() {
    this.process = spawn(binary, ['--content', root, 'chat', '--channel', 'sms', '--json'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface(this.process.stdout)[Symbol.asyncIterator]();
  }

  async say(text) {
    this.process.stdin.write(`${text}\n`);
    return JSON.parse((await this.lines.next()).value);
  }

  stop() { this.process.stdin.end(); }
}

// What a person answers: a value, or the first option; null once nothing is asked.
function answerTo(turn) {
  if (turn.asks === null) return null;
  const slot = slots[turn.asks];
  return slot ? BY_TYPE[slot.type] : '1';
}

describe('the topics by SMS', () => {
  let smsc;
  let server;
  const table = [];

  before(async () => {
    smsc = await Smsc.start();
    const file = join(newFolder(), 'guichet.json');
    writeFileSync(file, JSON.stringify({
      sms: {
        line: '38123', 'pause-milliseconds': 1,
        smpp: { host: '127.0.0.1', port: String(smsc.port), 'system-id': 'guichet', password: 'secret', 'per-second': 1000 },
      },
    }));
    server = await Server.start({ args: ['--config', file] });
    await until(() => smsc.session);
  });

  after(async () => {
    await server?.stopAndClean();
    await smsc?.stop();
    if (process.env.GUICHET_SMS_COSTS && table.length === topics.length) {
      const sum = (key) => table.reduce((total, row) => total + row[key], 0);
      const rows = table.map((row) => `| ${row.topic} | ${row.messages} | ${row.inbound} | ${row.outbound} | ${row.longest} | ${row.end} |`);
      writeFileSync(process.env.GUICHET_SMS_COSTS, [
        '| topic | messages of the person | their segments | our segments | longest answer | ends in |',
        '|---|---|---|---|---|---|', ...rows,
        `| **all** | ${sum('messages')} | ${sum('inbound')} | ${sum('outbound')} | ${Math.max(...table.map(({ longest }) => longest))} | |`, '',
      ].join('\n'));
    }
  });

  it('there are 47', () => assert.equal(topics.length, 47));

  for (const [index, topic] of topics.entries()) {
    it(topic, async () => {
      const { titre } = parse(readFileSync(join(root, `intents/sujets/${topic}.yaml`), 'utf8'));
      const number = `336130000${String(index).padStart(2, '0')}`;
      const twin = new Twin();
      const row = { topic, messages: 0, inbound: 0, outbound: 0, longest: 0, end: 'an answer' };
      const exchange = async (text) => {
        const turn = await twin.say(text);
        const said = await smsc.ask(number, text, isGsm(text) ? {} : { data_coding: 8 });
        // Each has a ticket id of its own: all else is the same.
        const expected = turn.replies.map((reply) => reply.text).join('\n');
        const reference = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/g;
        assert.equal(said.replace(reference, 'REF'), expected.replace(reference, 'REF'));
        assert.ok(isGsm(said), said);
        row.messages += 1;
        row.inbound += segments(text);
        row.outbound += segments(said);
        row.longest = Math.max(row.longest, segments(said));
        return turn;
      };
      let turn = await exchange(titre);
      if (turn.intent !== topic) {
        // Asked which topic was meant: it is among the titles.
        const options = turn.replies.at(-1).options;
        const at = options.findIndex(({ id }) => id === topic);
        assert.ok(at >= 0, `${titre}: ${JSON.stringify(turn.replies)}`);
        turn = await exchange(String(at + 1));
      }
      for (let step = 0; step < 25 && !turn.ticket; step += 1) {
        const answer = answerTo(turn);
        if (answer === null) break;
        turn = await exchange(answer);
      }
      if (turn.ticket) {
        assert.equal(turn.ticket.topic, topic);
        row.end = 'a ticket';
      }
      assert.ok(turn.ticket || answerTo(turn) === null, 'it came to its end');
      table.push(row);
      twin.stop();
    });
  }

  it('no answer costs more than the content allows', () => {
    assert.equal(table.length, 47);
    for (const row of table) assert.ok(row.longest <= 5, `${row.topic}: ${row.longest} segments`);
  });
});
