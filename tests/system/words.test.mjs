// Whatever a person contacted can read stands in the content: no sentence is left in the code, and the
// code says every phrase that the content must hold.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from './support/server.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const sources = (folder, ending = /\.[ch]pp$/) => readdirSync(join(root, folder), { recursive: true })
  .filter((file) => ending.test(file)).map((file) => join(folder, file));

const widget = 'connectors/web/widget';
const page = 'connectors/web/page/index.html';
const readWidget = () => sources(widget, /\.js$/).map(read).join('\n');
const speaking = ['engine/dialog', 'connectors/web', 'connectors/sms', 'connectors/host', 'connectors/store']
  .flatMap((folder) => sources(folder));

// What the back office reads of a file it sent, and what editors and operators read in a trace: the names
// of rules and of actions.
const allowed = (file, text) => file === 'connectors/sms/reminders.cpp' || file === 'engine/dialog/turn_rules.cpp'
  || (file === 'engine/dialog/decide.cpp' && /^[A-Z][A-Za-z]+$/.test(text));

const cpp = /\/\/[^\n]*|\/\*[^]*?\*\/|#include[^\n]*|R"(\w*)\(([^]*?)\)\1"|(?<!\w)'(?:\\.|[^'\\])+'|"((?:\\.|[^"\\\n])*)"/g;
const js = /\/\/[^\n]*|\/\*[^]*?\*\/|`((?:\\.|[^`\\])*)`|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"/g;

// The string literals of a file, but for those of the trace, which only editors read.
function literals(text, tokens) {
  const found = [];
  for (const token of text.matchAll(tokens)) {
    const statement = text.slice(Math.max(...[';', '{', '}'].map((mark) => text.lastIndexOf(mark, token.index - 1))), token.index);
    const literal = token[0].startsWith('R"') ? token[2] : (token.slice(1).find((part) => part !== undefined));
    if (literal && !/\btrace\(/.test(statement)) found.push(literal.replace(/\$\{[^]*?\}/g, ''));
  }
  return found;
}

const french = /(?:^|[\s(])(?:[jlmdcn]['’]\S+|je|vous|nous|votre|vos|notre|le|la|les|un|une|des|de|du|au|aux|est|sont|pas|ce|cette|pour|par|sur|et|ou|en|ne|ni)(?=[\s.,;:?!)]|$)/i;
const names = /^(?:Enter|Escape)$/;  // keys, as browsers call them

function isSentence(text) {
  if (/[À-ÖØ-öø-ÿœŒ]/.test(text)) return true;
  if (/\s/.test(text.trim()) && french.test(text)) return true;
  return /^[A-Z][a-z]+(?:$|[ .,:?!])/.test(text) && !names.test(text);
}

const shownByHtml = (html) => [
  ...html.replace(/<[^>]*>/g, '\n').split('\n'),
  ...[...html.matchAll(/(?:title|alt|label|placeholder|content)="([^"]*)"/g)].map(([, value]) => value),
].map((text) => text.replace(/\{[^}]*\}/g, '').trim()).filter((text) => isSentence(text) || /^[a-zà-ÿ]+$/i.test(text));

it('no sentence that a person can read is in the code', () => {
  const found = [];
  for (const file of speaking) {
    // Headers of HTTP begin with a capital too: outside the dialog only sentences count.
    const said = literals(read(file), cpp).filter((text) => isSentence(text) && !allowed(file, text));
    const counts = file.startsWith('engine/dialog') ? said : said.filter((text) => /[\u0080-\uffff]/.test(text) || french.test(text));
    found.push(...counts.map((text) => `${file}: ${text}`));
  }
  found.push(...literals(readWidget(), js).filter(isSentence).map((text) => `${widget}: ${text}`));
  found.push(...shownByHtml(read(page)).map((text) => `${page}: ${text}`));
  assert.deepEqual(found, []);
});

it('the search above finds what it looks for', () => {
  for (const text of ['Fermer', 'Ce message est vide', 'Référence', "Je n'ai pas compris.", 'oui, pour vous']) {
    assert.ok(isSentence(text), text);
  }
  for (const text of ['question-non-comprise', 'not found', 'Enter', 'guichet-open']) assert.ok(!isSentence(text), text);
  assert.deepEqual(literals('say("Bonjour"); // "non"\nctx.trace("R1", "Muet"); f(R"(Oui)");', cpp), ['Bonjour', 'Oui']);
  assert.deepEqual(literals("button('Fermer', `${n} de plus`)", js), ['Fermer', ' de plus']);
  assert.deepEqual(shownByHtml('<p>{accroche}</p><p>Payer</p><nav aria-label="Menu"></nav>'), ['Payer', 'Menu']);
});

// The ids of one of the lists of what the content must hold.
function listed(name) {
  const headers = read('engine/content/phrases.hpp');
  const [, list] = headers.match(new RegExp(`${name} = [^]*?\\(\\{([^]*?)\\n\\}\\);`));
  const ids = [...list.matchAll(/^ {4}\{"([a-z-]+)"/gm)].map(([, id]) => id);
  assert.ok(ids.length > 10, name);
  return ids.sort();
}

it('each phrase of the content is said somewhere', () => {
  const said = new Set(['engine/dialog', 'connectors'].flatMap((folder) => sources(folder, /\.cpp$/))
    .flatMap((file) => literals(read(file), cpp)));
  assert.deepEqual(listed('phrase_specs').filter((id) => !said.has(id)), []);
});

it('the window and the page show the texts listed for them, and no other', () => {
  const refusals = literals(read('connectors/web/chat_protocol.cpp'), cpp);
  const shown = new Set([...readWidget().matchAll(/words\('([a-z-]+)'/g)].map(([, id]) => id));
  const windowIds = listed('window_specs');
  assert.deepEqual([...shown].filter((id) => !windowIds.includes(id)), []);
  assert.deepEqual(windowIds.filter((id) => !shown.has(id) && !refusals.includes(id)), []);
  const places = new Set([...read(page).matchAll(/\{([a-z-]+)\}/g)].map(([, id]) => id));
  assert.deepEqual([...places].sort(), listed('page_specs'));
});
