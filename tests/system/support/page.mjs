// A page with the widget, in a real Chromium or Firefox, and what a person does there.
import playwright from 'playwright-core';
import { nextAnswer } from './person.mjs';

const { _bidiFirefox: firefox, chromium } = playwright;

export const launch = () => chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// Debian's, by WebDriver BiDi.
export const launchFirefox = () => firefox.launch({ executablePath: '/usr/bin/firefox-esr' });

export const phone = { viewport: { width: 360, height: 640 } };

// Listens to a page: any script error, refused resource or foreign request is a fault.
export async function watch(page, url) {
  page.faults = [];
  page.bots = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/.test(message.text())) page.faults.push(message.text());
  });
  page.on('request', (sent) => {
    if (!/^(data:|blob:)/.test(sent.url()) && new URL(sent.url()).hostname !== '127.0.0.1') page.faults.push(sent.url());
  });
  const hear = (payload) => {
    const frame = JSON.parse(payload);
    if (frame.t === 'bot') page.bots.push(frame);
  };
  if (page.context().browser().browserType() === firefox) {
    // Its driver does not tell what a WebSocket receives.
    await page.routeWebSocket(/\/ws$/, (person) => {
      const server = person.connectToServer();
      server.onMessage((payload) => { hear(payload); person.send(payload); });
    });
  } else {
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => hear(payload)));
  }
  await page.goto(url);
  return page;
}

export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 }, locale: 'fr-FR', permissions: ['clipboard-read', 'clipboard-write'], ...options });
  return watch(await context.newPage(), url);
}

// A link that breaks is noticed within 15 seconds, and may take as long to come back: an answer is
// waited for a minute.
export async function nextBot(page, act) {
  const seen = page.bots.at(-1)?.seq ?? 0;
  await act();
  for (let i = 0; i < 3000; i += 1) {
    const bot = page.bots.at(-1);
    if ((bot?.seq ?? 0) > seen) {
      await page.waitForFunction((seq) => document.querySelector('guichet-chat').link.seq >= seq, bot.seq);
      return bot;
    }
    await page.waitForTimeout(20);
  }
  throw new Error('the assistant did not answer');
}

export const openChat = (page) => nextBot(page, () => page.getByRole('button', { name: 'Une question ?' }).click());

// The box for text, or the first of those of a date.
export const box = (page) => page.locator('#text, #day').filter({ visible: true });

export const type = (page, text) => nextBot(page, async () => {
  await box(page).fill(text);
  await page.keyboard.press('Enter');
});

export const pick = (page, option) => nextBot(page, () => page.locator(`button[data-option="${option}"]`).last().click());

export async function finish(page, until = (bot) => bot.reference) {
  for (let turn = 0; turn < 40; turn += 1) {
    const bot = page.bots.at(-1);
    const end = await until(bot);
    if (end) return end;
    const next = nextAnswer(bot);
    await (next.say ? type(page, next.say) : pick(page, next.choose));
  }
  throw new Error('the request never ended');
}
