// The page in a real Chromium: a conversation ends in a ticket that is stored and delivered.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { Desk } from './support/desk.mjs';
import { nextAnswer, request } from './support/person.mjs';
import { newFolder, Server } from './support/server.mjs';

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

// A page at a given size that fails on any script error, refused resource or foreign request.
async function openPage(viewport = { width: 1000, height: 800 }) {
  const context = await browser.newContext({ viewport, locale: 'fr-FR' });
  const page = await context.newPage();
  page.faults = [];
  page.bots = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/.test(message.text())) {
      page.faults.push(message.text());
    }
  });
  page.on('request', (sent) => {
    if (!sent.url().startsWith(server.origin) && !sent.url().startsWith('data:')) {
      page.faults.push(sent.url());
    }
  });
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
    const frame = JSON.parse(payload);
    if (frame.t === 'bot') page.bots.push(frame);
  }));
  await page.goto(server.origin);
  return page;
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

const type = (page, text) => nextBot(page, async () => {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
});

const pick = (page, option) => nextBot(page, () =>
  page.locator(`button[data-option="${option}"]`).last().click());

async function finish(page) {
  for (let turn = 0; turn < 40; turn += 1) {
    const bot = page.bots.at(-1);
    if (bot.reference) return bot.reference;
    const next = nextAnswer(bot);
    await (next.say ? type(page, next.say) : pick(page, next.choose));
  }
  throw new Error('the request never ended');
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

describe('the page', () => {
  it('leads from a sentence to a ticket, stored and delivered', async () => {
    const desk = await new Desk(server, { consumer: 'page' }).connect();
    const page = await openPage();
    assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
    await nextBot(page, () => page.getByRole('button', { name: 'Commencer' }).click());
    await page.screenshot({ path: join(pictures, 'accueil.png') });
    await type(page, request);
    await page.screenshot({ path: join(pictures, 'question.png') });
    const reference = await finish(page);
    await page.screenshot({ path: join(pictures, 'demande-envoyee.png') });
    assert.match(await page.getByRole('log').textContent(), new RegExp(reference));
    assert.ok(await desk.until(() => desk.tickets.some((ticket) => ticket.reference === reference)));
    assert.deepEqual(page.faults, []);
    await desk.close();
    await page.context().close();
  });

  it('works with the keyboard alone, on a telephone, and says what is what', async () => {
    const page = await openPage({ width: 360, height: 640 });
    const focusOn = async (name) => {
      for (let i = 0; i < 40; i += 1) {
        await page.keyboard.press('Tab');
        const text = await page.evaluate(() => document.activeElement.textContent.trim());
        if (text.includes(name)) return;
      }
      throw new Error(`${name} is not reached`);
    };
    await focusOn('Commencer');
    const greeting = await nextBot(page, () => page.keyboard.press('Enter'));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'text');
    assert.equal(await page.getByRole('textbox').getAttribute('aria-label') ??
      await page.locator('label[for=text]').textContent(), 'Votre message');
    assert.equal(await page.getByRole('log').getAttribute('aria-label'), 'Conversation');
    assert.ok(await page.getByText('Assistant : ').first().isVisible());
    const option = greeting.replies.at(-1).options[0];
    if (option) {
      await page.getByRole('log').focus();
      await focusOn(option.label);
      await nextBot(page, () => page.keyboard.press('Enter'));
      assert.equal(await page.locator('button[aria-pressed=true]').first().textContent(), option.label);
    }
    await nextBot(page, async () => {
      await page.keyboard.type(request);
      await page.keyboard.press('Enter');
    });
    assert.ok(await fits(page));
    await page.screenshot({ path: join(pictures, 'telephone.png') });
    for (const button of await page.getByRole('button').all()) {
      assert.ok((await button.boundingBox()).height >= 44, await button.textContent());
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('comes back after a reload and after the server was away, and loses no message', async () => {
    const page = await openPage();
    await nextBot(page, () => page.getByRole('button', { name: 'Commencer' }).click());
    await type(page, request);
    const before = await page.getByRole('log').textContent();
    await page.reload();
    await page.waitForFunction((text) => document.querySelector('#log').textContent === text, before);

    await server.kill();
    await page.getByRole('textbox').fill(nextAnswer(page.bots.at(-1)).say ?? 'bonjour');
    await page.keyboard.press('Enter');
    await page.getByText('Envoi en cours').waitFor();
    await page.getByText('Connexion perdue').waitFor();
    await page.screenshot({ path: join(pictures, 'connexion-perdue.png') });
    const answer = nextBot(page, async () => {
      server = await Server.start({ data: server.data, port: server.port });
    });
    await answer;
    await page.getByText('Envoi en cours').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('status').textContent(), '');
    assert.ok(await finish(page));
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('shows hostile text as text', async () => {
    const page = await openPage();
    await nextBot(page, () => page.getByRole('button', { name: 'Commencer' }).click());
    const text = '<img src=x onerror="document.title=1"><b>gras</b>';
    await type(page, text);
    assert.ok((await page.getByRole('log').textContent()).includes(text));
    assert.equal(await page.locator('#log img, #log b').count(), 0);
    assert.notEqual(await page.title(), '1');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('begins a new conversation, and forgets the old one', async () => {
    const page = await openPage();
    await nextBot(page, () => page.getByRole('button', { name: 'Commencer' }).click());
    await type(page, 'un mot que rien ne garde');
    page.bots.length = 0;
    await nextBot(page, () => page.getByRole('button', { name: 'Nouvelle conversation' }).click());
    await page.waitForFunction(() => !document.querySelector('#log').textContent.includes('que rien ne garde'));
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
});
