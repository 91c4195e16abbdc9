// The widget in a real Chromium, on a desktop and on a telephone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { Desk } from './support/desk.mjs';
import { nextAnswer, request } from './support/person.mjs';
import { content, newFolder, Server } from './support/server.mjs';

const pictures = process.env.GUICHET_PICTURES ?? newFolder();
const arguments_ = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let server;
let browser;
before(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await Server.start();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: arguments_ });
});
after(async () => {
  await browser.close();
  await server.stopAndClean();
});

const fromPackage = createRequire(import.meta.url);
const axe = readFileSync(fromPackage.resolve('axe-core/axe.min.js'), 'utf8');

// Listens to a page: any script error, refused resource or foreign request is a fault.
async function watch(page, url) {
  page.faults = [];
  page.bots = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/.test(message.text())) page.faults.push(message.text());
  });
  page.on('request', (sent) => {
    if (!/^(data:|blob:)/.test(sent.url()) && new URL(sent.url()).hostname !== '127.0.0.1') page.faults.push(sent.url());
  });
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
    const frame = JSON.parse(payload);
    if (frame.t === 'bot') page.bots.push(frame);
  }));
  await page.goto(url);
  return page;
}

async function openPage({ url = server.origin, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 }, locale: 'fr-FR', permissions: ['clipboard-read', 'clipboard-write'], ...options });
  return watch(await context.newPage(), url);
}

async function nextBot(page, act) {
  const seen = page.bots.at(-1)?.seq ?? 0;
  await act();
  for (let i = 0; i < 500; i += 1) {
    if ((page.bots.at(-1)?.seq ?? 0) > seen) return page.bots.at(-1);
    await page.waitForTimeout(20);
  }
  throw new Error('the assistant did not answer');
}

const openChat = (page) => nextBot(page, () => page.getByRole('button', { name: 'Une question ?' }).click());

const type = (page, text) => nextBot(page, async () => {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
});

const pick = (page, option) => nextBot(page, () => page.locator(`button[data-option="${option}"]`).last().click());

async function finish(page, until = (bot) => bot.reference) {
  for (let turn = 0; turn < 40; turn += 1) {
    const bot = page.bots.at(-1);
    if (until(bot)) return until(bot);
    const next = nextAnswer(bot);
    await (next.say ? type(page, next.say) : pick(page, next.choose));
  }
  throw new Error('the request never ended');
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const storedKeys = (page) => page.evaluate(() => sessionStorage.length + localStorage.length);
const focused = (page) => page.evaluate(() => document.querySelector('guichet-chat').shadowRoot.activeElement?.id);
const log = (page) => page.getByRole('log');
const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });

async function assertAccessible(page, state) {
  const violations = await page.evaluate(async (source) => {
    if (!window.axe) (0, eval)(source);
    const { violations: found } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, axe);
  assert.deepEqual(violations, [], state);
}

describe('the widget', () => {
  it('leads from a sentence to a ticket, stored and delivered; nothing is stored before it is opened', async () => {
    const desk = await new Desk(server, { consumer: 'page' }).connect();
    const page = await openPage();
    await page.getByRole('button', { name: 'Une question ?' }).waitFor();
    assert.equal(await storedKeys(page), 0);
    await openChat(page);
    await picture(page, 'accueil');
    await type(page, request);
    await picture(page, 'question');
    const reference = await finish(page);
    await picture(page, 'demande-envoyee');
    assert.ok((await log(page).textContent()).includes(reference));
    assert.ok(await desk.until(() => desk.tickets.some((ticket) => ticket.reference === reference)));
    await page.getByRole('button', { name: 'Copier la référence' }).click();
    await page.getByText('Référence copiée.').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), reference);
    assert.deepEqual(page.faults, []);
    await desk.close();
    await page.context().close();
  });

  it('works with the keyboard alone, on a telephone: the focus stays in the input, Alt+R reaches the answers', async () => {
    const page = await openPage({ viewport: { width: 360, height: 640 } });
    await page.getByRole('button', { name: 'Une question ?' }).focus();
    await nextBot(page, () => page.keyboard.press('Enter'));
    assert.equal(await focused(page), 'text');
    await nextBot(page, async () => {
      await page.keyboard.type(request);
      await page.keyboard.press('Enter');
    });
    assert.equal(await focused(page), 'text');
    assert.ok(await fits(page));
    await picture(page, 'telephone');
    for (let turn = 0; turn < 40 && !page.bots.at(-1).reference; turn += 1) {
      const next = nextAnswer(page.bots.at(-1));
      await nextBot(page, async () => {
        if (next.say) {
          await page.keyboard.type(next.say);
        } else {
          await page.keyboard.press('Alt+r');
          const options = page.bots.at(-1).replies.findLast((reply) => reply.options.length).options;
          for (let i = options.findIndex(({ id }) => id === next.choose); i > 0; i -= 1) await page.keyboard.press('Tab');
        }
        await page.keyboard.press('Enter');
      });
      assert.equal(await focused(page), 'text');
    }
    assert.ok(page.bots.at(-1).reference);
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'launcher');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('shows the right keyboard and the progress, and changes a line of the summary', async () => {
    const page = await openPage();
    await openChat(page);
    await pick(page, 'mes-paiements');
    await pick(page, 'virement-effectue');
    const field = page.getByRole('textbox', { name: 'Votre réponse : question 1 sur 5' });
    assert.equal(await field.getAttribute('autocomplete'), 'family-name');
    await finish(page, (bot) => bot.asks === 'confirmation');
    await nextBot(page, () => page.getByRole('button', { name: 'Modifier : Prénom' }).click());
    assert.equal(page.bots.at(-1).asks, 'prenom');
    const again = await type(page, 'Odile');
    assert.equal(again.asks, 'confirmation');
    assert.ok(again.replies.some(({ checklist }) => checklist.some((line) => line.includes('Odile'))));
    await page.context().close();
  });

  it('counts what is unread, downloads the conversation, starts a new one', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, 'un mot que rien ne garde');
    await page.getByRole('button', { name: 'Options' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.getByRole('button', { name: 'Télécharger la conversation' }).click()]);
    assert.match(readFileSync(await download.path(), 'utf8'), /Vous : un mot que rien ne garde/);
    page.bots.length = 0;
    await nextBot(page, () => page.getByRole('button', { name: 'Nouvelle conversation' }).click());
    await page.waitForFunction(() => !document.querySelector('guichet-chat').log.textContent.includes('que rien ne garde'));
    await nextBot(page, async () => {
      await page.getByRole('textbox').fill('bonjour');
      await page.keyboard.press('Enter');
      await page.evaluate(() => document.querySelector('guichet-chat').close());
    });
    await page.getByText('messages non lus').waitFor({ state: 'attached' });
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('comes back after a reload and after the server was killed in a form, and loses or doubles no message', async () => {
    const page = await openPage();
    await openChat(page);
    await pick(page, 'mes-paiements');
    await pick(page, 'virement-effectue');
    const before = await log(page).textContent();
    await page.reload();
    await page.waitForFunction((text) => document.querySelector('guichet-chat').log?.textContent === text, before);

    await server.kill();
    await page.getByRole('textbox').fill('Durandeau');
    await page.keyboard.press('Enter');
    await page.getByText('Envoi en cours').waitFor();
    await page.getByText('Connexion perdue').waitFor();
    await picture(page, 'connexion-perdue');
    const bot = await nextBot(page, async () => {
      server = await Server.start({ data: server.data, port: server.port });
    });
    assert.equal(bot.asks, 'prenom');
    await page.getByText('Envoi en cours').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.line.you', { hasText: 'Durandeau' }).count(), 1);
    assert.ok(await finish(page));
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('goes on in another tab when the page shares its storage', async () => {
    const page = await openPage({ url: `${server.origin}/?shared` });
    const share = (tab) => tab.evaluate(() => document.querySelector('guichet-chat').setAttribute('storage', 'local'));
    await page.getByRole('button', { name: 'Une question ?' }).waitFor();
    await share(page);
    await openChat(page);
    await type(page, request);
    const other = await watch(await page.context().newPage(), server.origin);
    await other.getByRole('button', { name: 'Une question ?' }).waitFor();
    await share(other);
    await openChat(other);
    await other.waitForFunction((text) => document.querySelector('guichet-chat').log.textContent.includes(text), request);
    await nextBot(page, () => type(other, 'retour'));
    await page.context().close();
  });

  it('says beside which question a message was written', async () => {
    const page = await openPage();
    const said = [];
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => said.push(JSON.parse(payload))));
    await openChat(page);
    await type(page, request);
    await finish(page, (bot) => bot.field);
    const { node, asks } = page.bots.at(-1);
    await type(page, 'Durandeau');
    const frames = said.filter(({ t }) => t === 'say');
    assert.equal(frames[0].asks, '');
    assert.deepEqual([frames.at(-1).node, frames.at(-1).asks], [node, asks]);
    await page.context().close();
  });

  it('shows hostile text as text', async () => {
    const page = await openPage();
    await openChat(page);
    const text = '<img src=x onerror="document.title=1"><b>gras</b>';
    await type(page, text);
    assert.ok((await log(page).textContent()).includes(text));
    assert.equal(await page.locator('#log img, #log b').count(), 0);
    assert.notEqual(await page.title(), '1');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('an old button corrects its answer while its question is on the way', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, request);
    await pick(page, 'non');
    assert.equal(page.bots.at(-1).asks, 'nom');
    await nextBot(page, () => page.locator('button[data-option="oui"]').first().click());
    assert.equal(page.bots.at(-1).asks, 'envoi-malgre-tout');
    await page.context().close();
  });

  for (const [name, options] of Object.entries({
    bureau: {}, sombre: { colorScheme: 'dark' }, etroit: { viewport: { width: 320, height: 568 } },
    zoom: { viewport: { width: 500, height: 400 }, deviceScaleFactor: 2 }, contraste: { forcedColors: 'active' },
  })) {
    it(`has no accessibility violation in any state (${name})`, async () => {
      const page = await openPage({ bypassCSP: true, ...options });
      await page.getByRole('button', { name: 'Une question ?' }).waitFor();
      await assertAccessible(page, 'closed');
      await openChat(page);
      await assertAccessible(page, 'open');
      await page.getByRole('button', { name: 'Options' }).click();
      await assertAccessible(page, 'menu');
      await page.getByRole('button', { name: 'Options' }).click();
      await type(page, request);
      await assertAccessible(page, 'a question');
      await finish(page, (bot) => bot.asks === 'confirmation');
      await assertAccessible(page, 'the summary');
      assert.ok(await fits(page));
      await picture(page, name);
      await finish(page);
      await assertAccessible(page, 'the reference');
      await page.context().close();
    });
  }
});

describe('the pages that embed it', () => {
  // A page of another origin with nothing but the script tag, under a strict policy.
  async function serveHost(use) {
    const host = createServer((_, response) => {
      response.setHeader('Content-Security-Policy',
        `default-src 'none'; script-src ${server.origin}; connect-src ${server.chatUrl.replace('/ws', '')}`);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="fr"><title>Ailleurs</title><main><h1>Ailleurs</h1></main>
        <script src="${server.origin}/widget.js"></script>`);
    });
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    try {
      await use(`http://127.0.0.1:${host.address().port}`);
    } finally {
      host.close();
    }
  }

  it('an origin that is not allowed is refused, one that is allowed talks', async () => {
    await serveHost(async (origin) => {
      const refused = await openPage({ url: origin });
      await refused.getByRole('button', { name: 'Une question ?' }).click();
      await refused.getByText('Connexion perdue').waitFor();
      assert.equal(refused.bots.length, 0);
      await refused.context().close();

      const settings = join(newFolder(), 'settings.yaml');
      writeFileSync(settings, `origins: ["${origin}"]\n`);
      await server.stopAndClean();
      server = await Server.start({ args: ['--config', settings], port: server.port });
      const page = await openPage({ url: origin });
      await openChat(page);
      await type(page, request);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  });

  it('load it once, small, compressed, and ask whether it changed', async () => {
    const plain = await fetch(`${server.origin}/widget.js`, { headers: { 'accept-encoding': 'identity' } });
    const source = await plain.text();
    const sent = gzipSync(source, { level: 9 }).length;
    assert.ok(sent < 20_000, `${sent} bytes`);
    assert.equal(plain.headers.get('cross-origin-resource-policy'), 'cross-origin');
    const zipped = await fetch(`${server.origin}/widget.js`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(zipped.headers.get('content-encoding'), 'gzip');
    assert.equal(await zipped.text(), source);
    const again = await fetch(`${server.origin}/widget.js`, { headers: { 'if-none-match': plain.headers.get('etag') } });
    assert.equal(again.status, 304);
  });

  it('speak in the words of the content, also once it changed under a running server', async () => {
    const folder = newFolder();
    for (const part of ['intents', 'dialogs']) cpSync(join(content, part), join(folder, part), { recursive: true });
    const other = await Server.start({ folder });
    const before = await fetch(`${other.origin}/widget.js`);
    const changed = { headers: { 'if-none-match': before.headers.get('etag') } };
    assert.equal((await fetch(`${other.origin}/widget.js`, changed)).status, 304);
    const texts = join(folder, 'dialogs/communs/web.yaml');
    writeFileSync(texts, readFileSync(texts, 'utf8').replace('ouvrir: Une question ?', 'ouvrir: Nous écrire'));
    other.process.kill('SIGHUP');
    let after;
    do {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      after = await fetch(`${other.origin}/widget.js`, changed);
    } while (after.status === 304);
    assert.match(await after.text(), /Nous écrire/);
    const page = await openPage({ url: other.origin });
    await page.getByText('bouton « Nous écrire »').waitFor();
    await page.getByRole('button', { name: 'Nous écrire' }).click();
    await page.getByRole('heading', { name: 'Assistant automatique' }).waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
    await other.stopAndClean();
    rmSync(folder, { recursive: true });
  });
});
