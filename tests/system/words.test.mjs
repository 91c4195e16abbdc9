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

// Whether a place in a statement is among the arguments of `trace`.
function traced(statement) {
  const call = statement.split(/\btrace\(/).slice(1).at(-1);
  if (call === undefined) return false;
  let open = 1;
  for (const mark of call.replace(/'(?:\\.|[^'\\])'|"(?:\\.|[^"\\])*"/g, '').match(/[()]/g) ?? []) {
    open += mark === '(' ? 1 : -1;
    if (open === 0) return false;
  }
  return true;
}

const spelled = (text) => text.replace(/\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]+)\}/g, (_, four, code) => String.fromCodePoint(parseInt(four ?? code, 16)))
  .replace(/(?:\\x[0-9a-fA-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString());

// The string literals of a file, but for those of the trace, which only editors read. Those that stand side
// by side are one; what a template computes is looked into.
function literals(text, tokens) {
  const found = [];
  let end = -1;
  for (const token of text.matchAll(tokens)) {
    const literal = token[0].startsWith('R"') ? token[2] : (token.slice(1).find((part) => part !== undefined));
    if (!literal) continue;
    const statement = text.slice(Math.max(0, ...[';', '{', '}'].map((mark) => text.lastIndexOf(mark, token.index - 1))), token.index);
    const joined = end >= 0 && tokens === cpp && /^\s*$/.test(text.slice(end, token.index));
    end = -1;
    if (traced(statement)) continue;
    if (token[0].startsWith('`')) found.push(...[...literal.matchAll(/\$\{([^]*?)\}/g)].flatMap(([, code]) => literals(code, tokens)));
    const said = spelled(literal.replace(/\$\{[^]*?\}/g, ''));
    if (joined) found[found.length - 1] += said;
    else found.push(said);
    end = token.index + token[0].length;
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
  ...[...html.matchAll(/(?:title|alt|label|placeholder|content|value|description)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)].map(([, ...values]) => values.find(Boolean) ?? ''),
].map((text) => text.replace(/\{[^}]*\}/g, '').trim()).filter((text) => isSentence(text) || /^[a-zà-ÿ]+$/i.test(text));

// What a style sheet writes.
const shownByCss = (css) => [...css.replace(/\/\*[^]*?\*\//g, '').matchAll(/content:\s*(["'])([^]*?)\1/g)].map(([, , text]) => text).filter((text) => /\p{L}/u.test(text));

it('no sentence that a person can read is in the code', () => {
  const found = [];
  for (const file of speaking) {
    // Headers of HTTP begin with a capital too: outside the dialog only sentences count.
    const said = literals(read(file), cpp).filter((text) => isSentence(text) && !allowed(file, text));
    const counts = file.startsWith('engine/dialog') ? said : said.filter((text) => /[\u0080-\uffff]/.test(text) || french.test(text));
    found.push(...counts.map((text) => `${file}: ${text}`));
  }
  found.push(...literals(readWidget(), js).filter(isSentence).map((text) => `${widget}: ${text}`));
  for (const file of ['connectors/web/page', widget].flatMap((folder) => sources(folder, /\.css$/))) {
    found.push(...shownByCss(read(file)).map((text) => `${file}: ${text}`));
  }
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
  // Not hidden by being cut, spelled otherwise, computed, or near a trace.
  assert.deepEqual(literals('say("Vo" "tre\\n"\n  " nom"); say("\\u00c9crivez", "\\xc3\\xa9");', cpp), ['Votre\\n nom', 'Écrivez', 'é']);
  assert.deepEqual(literals("label(`${busy ? 'Patientez' : ''} !`)", js), ['Patientez', ' !']);
  assert.deepEqual(literals('ctx.trace(f(1), "muet", g("muet")), say("Bonjour"); retrace("Oui");', cpp), ['Bonjour', 'Oui']);
  assert.deepEqual(shownByCss('a::before { content: "Nouveau"; } b { content: ""; }'), ['Nouveau']);
  assert.deepEqual(shownByHtml("<img alt='Fermer'><input placeholder=Nom>"), ['Fermer', 'Nom']);
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
