// The widget in a real Chromium, on a desktop and on a telephone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Desk } from './support/desk.mjs';
import { box, finish, nextBot, openChat, openPage as open, phone, pick, type, watch } from './support/page.mjs';
import { nextAnswer, request } from './support/person.mjs';
import { content, newFolder, Server } from './support/server.mjs';
import { picture, setStage } from './support/stage.mjs';

const stage = setStage();

const fromPackage = createRequire(import.meta.url);
const axe = readFileSync(fromPackage.resolve('axe-core/axe.min.js'), 'utf8');

const openPage = ({ url = stage.server.origin, ...options } = {}) => open(stage.browser, url, options);

// Where the log stands on the screen, and the text found last in it.
const sight = (page, selector) => page.evaluate((what) => {
  const lines = document.querySelector('guichet-chat').shadowRoot.getElementById('log');
  const found = [...lines.querySelectorAll(what)];
  const { top, bottom } = lines.getBoundingClientRect();
  const box = found[found.length - 1].getBoundingClientRect();
  return { above: top - box.top, below: box.bottom - bottom, scrolled: lines.scrollTop };
}, selector);
const FIRST_NEW = '.turn.you + .turn.bot .line:first-child';  // of the answer to what was said last

// Neither the page nor the panel has anything beyond its edge: a focus would scroll there.
const fits = (page) => page.evaluate(() => {
  const panel = document.querySelector('guichet-chat').shadowRoot.getElementById('panel');
  return document.documentElement.scrollWidth <= innerWidth && panel.scrollHeight <= panel.clientHeight && panel.scrollWidth <= panel.clientWidth;
});
const storedKeys = (page) => page.evaluate(() => sessionStorage.length + localStorage.length);
const focused = (page) => page.evaluate(() => document.querySelector('guichet-chat').shadowRoot.activeElement?.id);
const log = (page) => page.getByRole('log');
const state = (page, hasText) => page.locator('#state', { hasText });

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
    const desk = await new Desk(stage.server, { consumer: 'page' }).connect();
    const page = await openPage(phone);
    await page.getByRole('button', { name: 'Une question ?' }).waitFor();
    assert.equal(await storedKeys(page), 0);
    await openChat(page);
    await picture(page, 'choix');
    await type(page, request);
    await picture(page, 'conversation');
    const reference = await finish(page);
    await picture(page, 'demande-envoyee');
    assert.ok((await log(page).textContent()).includes(reference));
    assert.ok(await desk.until(() => desk.tickets.some((ticket) => ticket.reference === reference)));
    await page.getByRole('button', { name: 'Copier le numéro' }).click();
    await page.getByText('Numéro copié.').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), reference);
    assert.deepEqual(page.faults, []);
    await desk.close();
    await page.context().close();
  });

  it('selects the reference, and says so, where the browser refuses to copy', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, request);
    const reference = await finish(page);
    const devtools = await stage.browser.newBrowserCDPSession();
    const { targetInfos } = await devtools.send('Target.getTargets');
    const { browserContextId } = targetInfos.find(({ url, type: kind }) => kind === 'page' && url.startsWith(stage.server.origin));
    await devtools.send('Browser.setPermission', { browserContextId, origin: stage.server.origin, setting: 'denied',
      permission: { name: 'clipboard-write' } });
    await page.getByRole('button', { name: 'Copier le numéro' }).click();
    await page.getByText('La copie n’a pas fonctionné').waitFor();
    assert.equal(await page.evaluate(() => String(getSelection())), reference);
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
      assert.equal(await focused(page), page.bots.at(-1).field?.type === 'date-naissance' ? 'day' : 'text');
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
    await pick(page, 'paiements-faits-ou-refuses');
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
    assert.match(readFileSync(await download.path(), 'utf8'), /Vous\s: un mot que rien ne garde/);
    page.bots.length = 0;
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('button', { name: 'Nouvelle conversation' }).click();
    await nextBot(page, () => page.getByRole('button', { name: 'Commencer une nouvelle conversation' }).click());
    await page.waitForFunction(() => !document.querySelector('guichet-chat').log.lines.textContent.includes('que rien ne garde'));
    await nextBot(page, async () => {
      await box(page).fill('bonjour');
      await page.keyboard.press('Enter');
      await page.evaluate(() => document.querySelector('guichet-chat').close());
    });
    await page.getByText('messages non lus').waitFor({ state: 'attached' });
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('comes back after a reload and after the server was killed in a form, and loses or doubles no message', async () => {
    const page = await openPage(phone);
    await openChat(page);
    await pick(page, 'paiements-faits-ou-refuses');
    await pick(page, 'virement-effectue');
    const before = await log(page).textContent();
    await page.reload();
    await page.waitForFunction((text) => document.querySelector('guichet-chat').log?.lines.textContent === text, before);

    await stage.server.kill();
    await box(page).fill('Durandeau');
    await page.keyboard.press('Enter');
    await page.getByText('Envoi en cours').waitFor();
    await presence(page, 'Connexion interrompue');
    await picture(page, 'interrompue');
    const bot = await nextBot(page, async () => {
      stage.server = await Server.start({ data: stage.server.data, port: stage.server.port });
    });
    assert.equal(bot.asks, 'prenom');
    await page.getByText('Envoi en cours').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.line.you', { hasText: 'Durandeau' }).count(), 1);
    assert.ok(await finish(page));
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('goes on in another tab when the page shares its storage', async () => {
    const page = await openPage({ url: `${stage.server.origin}/?shared` });
    const share = (tab) => tab.evaluate(() => document.querySelector('guichet-chat').setAttribute('storage', 'local'));
    await page.getByRole('button', { name: 'Une question ?' }).waitFor();
    await share(page);
    await openChat(page);
    await type(page, request);
    const other = await watch(await page.context().newPage(), stage.server.origin);
    await other.getByRole('button', { name: 'Une question ?' }).waitFor();
    await share(other);
    await openChat(other);
    await other.waitForFunction((text) => document.querySelector('guichet-chat').log.lines.textContent.includes(text), request);
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
    bureau: { viewport: { width: 1280, height: 800 } }, tablette: { viewport: { width: 768, height: 1024 } },
    sombre: { colorScheme: 'dark' }, etroit: { viewport: { width: 320, height: 568 } },
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

describe('reading', () => {
  it('shows a new answer from its first line, never past it', async () => {
    const page = await openPage({ viewport: { width: 320, height: 568 } });
    await openChat(page);
    let longest = 0;
    const assertStart = async () => {
      const { above } = await sight(page, FIRST_NEW);
      assert.ok(above <= 0, `${above} px of the answer are above the log`);
      const { below } = await sight(page, '.line.bot');
      longest = Math.max(longest, below);
    };
    await type(page, 'mon chèque est revenu impayé');
    await assertStart();
    await finish(page, async (bot) => { await assertStart(); return bot.reference; });
    assert.ok(longest > 0, 'no answer was longer than the log: the test shows nothing');
    await page.context().close();
  });

  it('leaves alone somebody who scrolled up, with a button to what is new', async () => {
    const page = await openPage({ ...phone, url: `${stage.server.origin}/?shared` });
    const other = await page.context().newPage();
    for (const tab of [page, other]) {
      if (tab === other) await watch(other, stage.server.origin);
      await tab.getByRole('button', { name: 'Une question ?' }).waitFor();
      await tab.evaluate(() => document.querySelector('guichet-chat').setAttribute('storage', 'local'));
      await openChat(tab);
      if (tab === page) await type(page, 'mon chèque est revenu impayé');
    }
    await log(page).evaluate((lines) => { lines.scrollTop = 0; });
    await page.waitForTimeout(100);
    await nextBot(page, () => type(other, 'pourquoi ?'));
    await page.getByRole('button', { name: 'Nouveaux messages' }).waitFor();
    assert.equal((await sight(page, '.line')).scrolled, 0);
    await page.getByRole('button', { name: 'Nouveaux messages' }).click();
    await page.getByRole('button', { name: 'Nouveaux messages' }).waitFor({ state: 'hidden' });
    const { above } = await sight(page, FIRST_NEW);
    assert.ok(above <= 0, `${above} px of the answer are above the log`);
    await page.context().close();
  });

  it('keeps the open question in sight when the keyboard takes half of the screen', async () => {
    const page = await openPage(phone);
    await openChat(page);
    await type(page, 'mon chèque est revenu impayé');
    await pick(page, 'non');
    await page.setViewportSize({ width: 360, height: 380 });
    await page.waitForTimeout(200);
    const { above, below } = await sight(page, '.line.bot p');
    assert.ok(above <= 0 && below <= 0, `${above} above, ${below} below`);
    await page.context().close();
  });

  it('leads to what an answer has below the fold: a summary to its question', async () => {
    const page = await openPage(phone);
    await openChat(page);
    await type(page, request);
    await finish(page, (bot) => bot.asks === 'confirmation');
    const send = page.getByRole('button', { name: 'Oui, envoyer' });
    const below = () => send.evaluate((one) => {
      const lines = one.closest('#log').getBoundingClientRect();
      return one.getBoundingClientRect().bottom - lines.bottom;
    });
    assert.ok(await below() > 0, 'the summary fits: the test shows nothing');
    await picture(page, 'recapitulatif');
    await page.getByRole('button', { name: 'Lire la suite' }).click();
    assert.ok(await below() <= 0, `${await below()} px below the fold`);
    await page.getByRole('button', { name: 'Lire la suite' }).waitFor({ state: 'hidden' });
    assert.ok(!await page.locator('#to-answers').isVisible(), 'a telephone has no Alt+R');
    await page.context().close();
  });

  it('parts the days, each once, and knows that today becomes yesterday', async () => {
    const page = await openWire();
    await write(page, request);
    await page.locator('button[data-option="oui"]').waitFor();
    const ago = (days) => new Date().setDate(new Date().getDate() - days);
    const said = { 1: ago(3), 2: ago(1) };
    page.alter = (frame) => (said[frame.seq] ? { ...frame, at: said[frame.seq] } : frame);
    const days = () => page.locator('.day').allTextContents();
    const dayBefore = (selector) => page.locator(selector).first().evaluate((turn) => turn.previousElementSibling.textContent);
    const long = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' }).format(ago(3));
    await page.reload();
    await page.locator('button[data-option="oui"]').waitFor();
    assert.deepEqual(await days(), [long, 'Hier', 'Aujourd’hui']);
    assert.equal(await dayBefore('.turn.you'), 'Hier');
    assert.equal(await dayBefore('.turn.you + .day + .turn.bot'), 'Aujourd’hui');
    // Our clock passes midnight; the server's, a little behind, has not.
    await page.clock.setFixedTime(ago(-1));
    await write(page, 'pourquoi ?');
    await page.locator('.turn.you').nth(1).waitFor();
    await page.locator('.turn.you + .turn.bot').waitFor();
    assert.deepEqual((await days()).slice(-2), ['Hier', 'Aujourd’hui']);
    assert.equal((await days()).length, 4);
    await page.context().close();
  });

  it('spaces French marks so that none begins a line', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, 'mon chèque est revenu impayé');
    const shown = await page.evaluate(() => document.body.innerText + document.querySelector('guichet-chat').shadowRoot.getElementById('panel').innerText);
    assert.match(shown, /[\u202f\u00a0]\?/);
    assert.doesNotMatch(shown, / [?!;:»%€]|« /);
    await page.context().close();
  });
});

// A page whose frames the test sees pass and may lose: `lose(frame, toServer)` says which. `alter(frame)`
// is what the page gets of one.
async function openWire(options = {}) {
  const context = await stage.browser.newContext({ viewport: { width: 1000, height: 800 }, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  page.sent = [];
  page.lose = () => false;
  page.alter = (frame) => frame;
  await page.routeWebSocket(/\/ws$/, (person) => {
    const there = person.connectToServer();
    person.onMessage((data) => {
      const frame = JSON.parse(data);
      page.sent.push(frame);
      if (!page.lose(frame, true)) there.send(data);
    });
    there.onMessage((data) => {
      const frame = JSON.parse(data);
      if (!page.lose(frame, false)) person.send(JSON.stringify(page.alter(frame)));
    });
  });
  await page.goto(stage.server.origin);
  await page.getByRole('button', { name: 'Une question ?' }).click();
  await presence(page, 'Connecté');
  return page;
}

const presence = (page, text) => page.locator('#presence', { hasText: text }).waitFor();
const write = async (page, text) => {
  await page.locator('#text').fill(text);
  await page.keyboard.press('Enter');
};
const saidOnce = async (page, text) => {
  await page.locator('.said', { hasText: text }).locator('time').waitFor();
  assert.equal(await page.locator('.said', { hasText: text }).count(), 1);
};

describe('the network', () => {
  it('says when it is connecting', async () => {
    const page = await openPage({ url: 'about:blank', ...phone });
    await page.routeWebSocket(/\/ws$/, () => {});  // nobody answers
    await page.goto(stage.server.origin);
    await page.getByRole('button', { name: 'Une question ?' }).click();
    await presence(page, 'Connexion en cours');
    assert.ok(await page.locator('#skeleton').isVisible());
    await picture(page, 'connexion');
    await page.context().close();
  });

  it('notices a dead link within 15 seconds; what is sent meanwhile arrives, once', async () => {
    const page = await openWire();
    page.lose = () => true;
    const since = Date.now();
    await presence(page, 'Connexion interrompue');
    assert.ok(Date.now() - since < 15_000, `${Date.now() - since} ms`);
    await write(page, request);
    await page.getByText('gardés ici').waitFor();
    page.lose = () => false;
    await presence(page, 'Connecté');
    await saidOnce(page, request);
    await page.context().close();
  });

  it('tells that a message is not acknowledged, and sends it again under its id', async () => {
    const page = await openWire();
    page.lose = (frame, toServer) => toServer && frame.t === 'say';
    await write(page, request);
    await page.getByText('Toujours pas arrivé').waitFor();
    page.lose = () => false;
    await saidOnce(page, request);
    const ids = page.sent.filter(({ t }) => t === 'say').map(({ id }) => id);
    assert.ok(ids.length > 1 && new Set(ids).size === 1, String(ids));
    await page.context().close();
  });

  // A frame that is lost once on its way to the page: the first that `is` it.
  const loseOnce = (page, is) => {
    page.lose = (frame, toServer) => {
      const lost = !toServer && is(frame);
      if (lost) page.lose = () => false;
      return lost;
    };
  };

  it('notices a hole in the lines, and asks for what is missing', async () => {
    const page = await openWire();
    loseOnce(page, ({ t }) => t === 'you');
    await write(page, request);
    await saidOnce(page, request);
    await page.locator('button[data-option="oui"]').waitFor();
    assert.deepEqual(page.sent.filter(({ t }) => t === 'hello').map(({ lastSeq }) => lastSeq), [0, 1]);
    assert.deepEqual(await page.locator('.turn').evaluateAll((turns) => turns.map(({ className }) => className)),
      ['turn bot', 'turn you', 'turn bot']);
    await page.context().close();
  });

  it('notices that the last line is missing', async () => {
    const page = await openWire();
    loseOnce(page, ({ t, id }) => t === 'bot' && id);
    await write(page, request);
    await page.locator('button[data-option="oui"]').waitFor();
    assert.equal(page.sent.filter(({ t }) => t === 'hello').at(-1).lastSeq, 2);
    await saidOnce(page, request);
    await page.context().close();
  });

  it('listens to the device: offline at once, and back', async () => {
    const page = await openPage();
    await openChat(page);
    await page.context().setOffline(true);
    await presence(page, 'Connexion interrompue');
    await page.context().setOffline(false);
    await presence(page, 'Connecté');
    await page.context().close();
  });

  it('shows what has not arrived after what has, also once the page is loaded again', async () => {
    const page = await openWire();
    await write(page, request);
    await page.locator('button[data-option="oui"]').waitFor();
    page.lose = (frame, toServer) => toServer && frame.t !== 'hello';
    await write(page, 'pourquoi ?');
    await page.getByText('Envoi en cours').waitFor();
    await page.reload();
    await page.getByText('Envoi en cours').waitFor();
    const order = () => page.locator('.said').evaluateAll((lines) => lines.map((line) => line.querySelector('p').lastChild.textContent));
    await page.locator('button[data-option="oui"]').waitFor();
    assert.equal((await order()).at(-1).replace(/\s/, ' '), 'pourquoi ?');
    assert.equal(await page.locator('.turn.bot + .turn.you').last().locator('.said').count(), 1);
    page.lose = () => false;
    await saidOnce(page, request);
    await saidOnce(page, 'pourquoi');
    assert.equal(await page.locator('.turn').last().getAttribute('class'), 'turn bot');
    await page.context().close();
  });

  it('tells that messages come too fast, and they all arrive, once', async () => {
    const page = await openWire();
    const texts = Array.from({ length: 14 }, (_, i) => `message numéro ${i + 1}.`);
    await page.locator('#text').evaluate((box, all) => {
      for (const text of all) {
        box.value = text;
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
      }
    }, texts);
    await page.getByText('Vous envoyez beaucoup de messages').waitFor();
    for (const text of texts) await saidOnce(page, text);
    await page.context().close();
  });

  it('keeps what is being written when the conversation is erased', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, request);
    await type(page, 'supprimez mes données');
    await page.locator('#text').fill('encore une chose');
    await page.locator('.options').last().getByRole('button').first().click();
    await page.locator('.said', { hasText: request }).waitFor({ state: 'detached' });
    assert.equal(await page.locator('#text').inputValue(), 'encore une chose');
    assert.ok((await log(page).textContent()).trim(), 'what happened is said');
    await page.context().close();
  });

  it('gives back what did not arrive when the conversation is no more, and says so', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, request);
    await page.context().setOffline(true);
    await presence(page, 'Connexion interrompue');
    await page.evaluate(() => sessionStorage.setItem('guichet.token', 'of-no-conversation'));
    await write(page, 'Durandeau');
    await page.locator('#text').fill('je vous écris');
    await page.context().setOffline(false);
    await page.getByText('Cette conversation n’est plus disponible').waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'Durandeau\nje vous écris');
    await page.locator('.said', { hasText: 'Non envoyé' }).waitFor();
    page.bots.length = 0;  // a new conversation counts anew
    await nextBot(page, () => page.keyboard.press('Enter'));
    await saidOnce(page, 'je vous écris');
    await page.context().close();
  });
});

describe('writing', () => {
  it('sends nothing and closes nothing while a word is being composed', async () => {
    const page = await openWire();
    const devtools = await page.context().newCDPSession(page);
    await page.locator('#text').focus();
    await devtools.send('Input.imeSetComposition', { text: 'dette', selectionStart: 5, selectionEnd: 5 });
    for (const [key, windowsVirtualKeyCode] of [['Enter', 13], ['Escape', 27]]) {
      await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode });
    }
    // Safari ends the composition first, and tells by the number of the key what ended it.
    for (const key of ['Enter', 'Escape']) {
      await page.locator('#text').evaluate((box, name) => box.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, keyCode: 229, bubbles: true, composed: true, cancelable: true })), key);
    }
    assert.ok(await page.locator('#panel').isVisible());
    assert.equal(await page.locator('#text').inputValue(), 'dette');
    assert.equal(page.sent.filter(({ t }) => t === 'say').length, 0);
    await devtools.send('Input.insertText', { text: 'dettes' });
    await page.keyboard.press('Enter');
    await saidOnce(page, 'dettes');
    await page.context().close();
  });

  it('gives each kind of field its keyboard', async () => {
    const page = await openWire();
    const keyboards = { nom: 'text/family-name', prenom: 'text/given-name', telephone: 'tel/tel', email: 'email/email',
      montant: 'decimal/off', rcs: 'numeric/off', 'numero-cheque': 'numeric/off', reference: 'text/off' };
    for (const [type, keyboard] of Object.entries(keyboards)) {
      page.alter = (frame) => (frame.t === 'bot' ? { ...frame, field: { type, index: 1, count: type.length } } : frame);
      await write(page, `${type}.`);
      await page.getByRole('textbox', { name: `Votre réponse : question 1 sur ${type.length}` }).waitFor();
      assert.equal(await page.locator('#text').evaluate(({ inputMode, autocomplete }) => `${inputMode}/${autocomplete}`), keyboard, type);
    }
    await page.context().close();
  });

  it('grows to five lines, counts near the limit, keeps its draft over a reload', async () => {
    const page = await openPage();
    await openChat(page);
    const height = () => page.locator('#text').evaluate((box) => box.clientHeight);
    const one = await height();
    await page.keyboard.type('un');
    for (const line of ['deux', 'trois', 'quatre', 'cinq']) {
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type(line);
    }
    const five = await height();
    assert.ok(five > 2.5 * one, `${one} then ${five}`);
    await page.keyboard.press('Shift+Enter');
    assert.ok(await height() <= five + 2);
    await page.reload();
    await page.locator('#text').waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'un\ndeux\ntrois\nquatre\ncinq\n');
    await page.locator('#text').fill('a'.repeat(1990));
    await page.getByText('Caractères restants : 10').waitFor();
    await page.locator('#text').fill('a'.repeat(2003));
    await page.getByText('Caractères en trop : 3').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#text').getAttribute('aria-invalid'), 'true');
    const described = await page.locator('#text').evaluate((box) => box.getAttribute('aria-describedby').split(' ')
      .map((id) => box.getRootNode().getElementById(id).textContent));
    assert.match(described[0], /dépasse 2000 caractères/);
    assert.equal(await page.locator('.said').count(), 0);
    await page.context().close();
  });

  it('takes a birth date in three boxes or as typed, and reads both alike', async () => {
    const page = await openPage(phone);
    await openChat(page);
    const atBirthDate = async () => {
      await type(page, request);
      await finish(page, (bot) => bot.field?.type === 'date-naissance');
    };
    const read = async () => {
      await finish(page, (bot) => bot.asks === 'confirmation');
      return page.getByRole('row', { name: /^Date de naissance/ }).last().getByRole('cell').first().textContent();
    };
    await atBirthDate();
    await picture(page, 'date-de-naissance');
    const [day, month, year] = ['Jour', 'Mois', 'Année'].map((name) => page.getByRole('textbox', { name }));
    assert.equal(await year.getAttribute('autocomplete'), 'bday-year');
    await day.fill('7');
    await page.keyboard.press('Enter');
    await page.getByText('Il manque le jour, le mois ou l’année.').waitFor();
    assert.equal(await focused(page), 'month');
    await month.fill('3');
    await year.fill('1985');
    await nextBot(page, () => page.keyboard.press('Enter'));
    assert.equal(await page.locator('.line.you').last().textContent(), 'Vous\u00a0: 7/3/1985');
    const inBoxes = await read();
    assert.equal(inBoxes, '07/03/1985');

    // Digits in a row fill one box after the other, and so does what is pasted.
    await nextBot(page, () => page.getByRole('button', { name: 'Modifier : Date de naissance' }).last().click());
    await page.keyboard.type('07031985');
    assert.deepEqual(await Promise.all([day, month, year].map((one) => one.inputValue())), ['07', '03', '1985']);
    await page.reload();
    await year.waitFor();
    assert.equal(await year.inputValue(), '1985');
    await day.fill('07.03.85');
    assert.deepEqual(await Promise.all([day, month, year].map((one) => one.inputValue())), ['07', '03', '85']);

    // A letter goes on in the box for text.
    await Promise.all([month.fill(''), year.fill('')]);
    await day.fill('');
    await page.keyboard.type('7 mars 1985');
    assert.equal(await page.locator('#text').inputValue(), '7 mars 1985');
    await nextBot(page, () => page.keyboard.press('Enter'));
    assert.equal(await read(), inBoxes);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('gives a past answer anew from the log, while the request is open and after it was sent', async () => {
    const desk = await new Desk(stage.server, { consumer: 'corrections' }).connect();
    const page = await openPage(phone);
    await openChat(page);
    await type(page, request);
    await finish(page, (bot) => bot.asks === 'reference-dossier');
    await type(page, 'pourquoi ?');
    assert.equal(await page.getByRole('button', { name: 'Corriger : pourquoi ?' }).count(), 0);
    await nextBot(page, () => page.getByRole('button', { name: 'Corriger : Durandeau' }).click());
    assert.equal(page.bots.at(-1).asks, 'nom');
    await page.getByText('Modifier : Nom').waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'Durandeau');
    assert.equal((await type(page, 'Durandal')).asks, 'reference-dossier');
    const first = await finish(page);
    await page.reload();
    await nextBot(page, () => page.getByRole('button', { name: 'Corriger : Églantine' }).click());
    assert.equal((await type(page, 'Odile')).asks, 'confirmation');
    const second = await finish(page);
    assert.ok(await desk.until(() => desk.tickets.some((ticket) => ticket.reference === second)));
    const { amends, fields } = desk.tickets.find((ticket) => ticket.reference === second);
    assert.equal(amends.reference, first);
    assert.deepEqual(fields.slice(0, 2).map(({ value }) => value), ['Durandal', 'Odile']);
    assert.deepEqual(page.faults, []);
    await desk.close();
    await page.context().close();
  });

  it('a double tap sends once; a finger raises no keyboard', async () => {
    const page = await openWire({ ...phone, hasTouch: true });
    const option = page.locator('button[data-option="mes-paiements"]');
    await option.waitFor();
    await page.evaluate(() => document.querySelector('guichet-chat').shadowRoot.activeElement?.blur());
    const { x, y } = await option.boundingBox();
    await page.touchscreen.tap(x + 20, y + 20);
    await option.dispatchEvent('click');
    await page.locator('.said time').waitFor();
    assert.equal(page.sent.filter(({ t }) => t === 'choose').length, 1);
    assert.notEqual(await focused(page), 'text');
    await page.context().close();
  });

  it('asks before a new conversation takes the place of this one', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, request);
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('button', { name: 'Nouvelle conversation' }).click();
    await page.getByRole('button', { name: 'Garder celle-ci' }).click();
    await saidOnce(page, request);
    await page.context().close();
  });

  it('prints the conversation alone', async () => {
    const page = await openPage();
    await page.context().addInitScript(() => {
      window.print = () => { window.top.printed = document.body.innerText; };
    });
    await page.reload();
    await openChat(page);
    await type(page, request);
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('button', { name: 'Imprimer la conversation' }).click();
    const printed = await page.evaluate(() => window.printed);
    assert.ok(printed.includes(request) && !printed.includes('Nous informer'), printed);
    await page.context().close();
  });
});

describe('looks', () => {
  it('gives a finger 44 pixels for whatever it may touch', async () => {
    const page = await openPage(phone);
    const assertTargets = async () => {
      const small = await page.evaluate(() => [...document.querySelector('guichet-chat').shadowRoot.querySelectorAll('button, a, textarea, input')]
        .filter((one) => one.getClientRects().length > 0)
        .map((one) => ({ name: one.textContent || one.id || one.title, ...one.getBoundingClientRect().toJSON() }))
        .filter(({ width, height }) => Math.min(width, height) < 44).map(({ name, width, height }) => `${name}: ${width} x ${height}`));
      assert.deepEqual(small, []);
    };
    await openChat(page);
    await page.getByRole('button', { name: 'Options' }).click();
    await assertTargets();
    await page.keyboard.press('Escape');
    await type(page, request);
    await finish(page, async (bot) => { await assertTargets(); return bot.reference; });
    await page.context().close();
  });

  it('names who speaks, shows a summary in rows, one way forward, and a card of what was sent', async () => {
    const page = await openPage(phone);
    await openChat(page);
    await page.locator('#identity', { hasText: /Assistant automatique\s*Connecté/ }).waitFor();
    await page.getByRole('heading', { name: 'Vos démarches' }).waitFor();
    await type(page, request);
    await finish(page, (bot) => bot.asks === 'confirmation');
    const rows = page.bots.at(-1).replies.flatMap(({ checklist }) => checklist).length;
    assert.equal(await page.getByRole('row').count(), rows);
    assert.equal(await page.getByRole('button', { name: /^Modifier : / }).count(), rows);
    const group = page.locator('.options').last();
    const filled = (button) => button.evaluate((one) => getComputedStyle(one).backgroundColor);
    const colours = await Promise.all((await group.getByRole('button').all()).map(filled));
    assert.equal(colours.filter((colour) => colour === 'rgb(29, 79, 156)').length, 1);
    const [first, second] = await group.getByRole('button').all();
    const boxes = [await first.boundingBox(), await second.boundingBox()];
    assert.ok(boxes[1].y > boxes[0].y && boxes[0].width > 240, 'stacked, full width');
    const reference = await finish(page);
    await page.locator('.card', { hasText: reference }).getByRole('button', { name: 'Imprimer' }).waitFor();
    await page.context().close();
  });

  it('shows links as buttons that leave the page where it is, and no link that is a script', async () => {
    const page = await openWire(phone);
    const links = [{ label: 'Payer en ligne', url: 'https://paiement.example/' }, { label: 'Piège', url: 'javascript:alert(1)' }];
    page.alter = (frame) => (frame.t === 'bot' ? { ...frame, replies: frame.replies.map((reply) => ({ ...reply, links })) } : frame);
    await write(page, request);
    const link = page.getByRole('link', { name: 'Payer en ligne' }).first();
    await link.waitFor();
    assert.equal(await page.getByText('Piège').count(), 0);
    assert.deepEqual(await link.evaluate(({ target, rel }) => [target, rel]), ['_blank', 'noopener noreferrer']);
    const { width, height } = await link.boundingBox();
    assert.ok(height >= 44 && width > 200, `${width} x ${height}`);
    assert.notEqual(await link.evaluate((one) => getComputedStyle(one).borderTopStyle), 'none');
    await page.context().close();
  });

  it('shows which answer was chosen also where colours are forced', async () => {
    const page = await openPage({ forcedColors: 'active' });
    await openChat(page);
    await type(page, request);
    await pick(page, 'non');
    const edges = await page.locator('.options').last().getByRole('button').evaluateAll((buttons) => buttons.map(
      (one) => [one.dataset.option, getComputedStyle(one).borderTopWidth, getComputedStyle(one, '::before').content]));
    assert.deepEqual(edges, [['oui', '1px', 'none'], ['non', '3px', '"✓"']]);
    await page.context().close();
  });

  it('prints, with its page, what was said to its end and nothing to press, black on white', async () => {
    const page = await openPage({ ...phone, colorScheme: 'dark' });
    await openChat(page);
    await type(page, request);
    await finish(page, (bot) => bot.asks === 'confirmation');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    const printed = await page.evaluate(() => {
      const chat = document.querySelector('guichet-chat');
      const shown = [...chat.shadowRoot.querySelectorAll('*')].filter((one) => one.getClientRects().length > 0);
      const lines = chat.shadowRoot.getElementById('log');
      return {
        pressed: shown.filter((one) => one.matches('button, input, textarea')).map((one) => one.title || one.textContent),
        colours: [...new Set(shown.filter((one) => one.matches('h2, p, th, td, time')).map((one) => getComputedStyle(one).color))],
        text: chat.shadowRoot.getElementById('panel').innerText,
        hidden: lines.scrollHeight - lines.clientHeight,
        afterPage: chat.getBoundingClientRect().top - document.querySelector('main').getBoundingClientRect().bottom,
      };
    });
    assert.deepEqual(printed.pressed, []);
    assert.deepEqual(printed.colours, ['rgb(0, 0, 0)']);
    assert.ok(printed.hidden <= 0 && printed.afterPage >= 0, JSON.stringify(printed));
    for (const words of [request, 'Durandeau', '12/03/1985']) assert.ok(printed.text.includes(words), words);
    assert.doesNotMatch(printed.text, /Connecté.*Votre message/s);
    await page.evaluate(() => document.querySelector('guichet-chat').close());
    assert.equal(await page.locator('guichet-chat').evaluate((chat) => chat.getBoundingClientRect().height), 0);
    await page.context().close();
  });

  it('the menu lies over the log and Escape closes one layer at a time', async () => {
    const page = await openPage();
    await openChat(page);
    const height = () => page.locator('#log').evaluate((lines) => lines.clientHeight);
    const before = await height();
    await page.getByRole('button', { name: 'Options' }).click();
    assert.equal(await height(), before);
    await page.keyboard.press('Escape');
    await page.locator('#menu').waitFor({ state: 'hidden' });
    assert.ok(await page.locator('#panel').isVisible());
    await page.keyboard.press('Escape');
    await page.locator('#panel').waitFor({ state: 'hidden' });
    await page.context().close();
  });
});

describe('a screen of 320 x 256, as one has at 400%', () => {
  // Whatever can be pressed or read is on the screen or can be scrolled to, and the text has two lines of room.
  const assertNoLoss = async (page, where, within = '#panel') => {
    const lost = await page.evaluate((selector) => {
      const root = document.querySelector('guichet-chat').shadowRoot;
      const found = [];
      const lines = root.getElementById('log');
      const panel = root.getElementById('panel');
      if (panel.scrollHeight > panel.clientHeight) found.push(`the panel is ${panel.scrollHeight} px high`);
      if (lines.clientHeight < 48) found.push(`the log has ${lines.clientHeight} px`);
      for (const scroller of [lines, root.getElementById('menu'), root.querySelector('.footer')]) {
        if (scroller.scrollWidth > scroller.clientWidth) found.push(`${scroller.id || scroller.className} is too wide`);
      }
      for (const one of root.querySelector(selector).querySelectorAll('button, input, textarea, p, h2, td')) {
        if (one.getClientRects().length === 0 || one.closest('#newer') || one.offsetHeight === 0) continue;
        one.scrollIntoView({ block: 'nearest' });
        const { top, bottom, left, right, height } = one.getBoundingClientRect();
        const room = (one.closest('#log, #menu, .footer') || panel).getBoundingClientRect();
        const middle = root.elementFromPoint((left + right) / 2, (Math.max(room.top, top) + Math.min(room.bottom, bottom)) / 2);
        const seen = middle && (one.contains(middle) || middle.contains(one) || middle.closest('#newer'));
        const whole = height > room.height || (top >= -0.5 && bottom <= innerHeight + 0.5);
        if (!seen || !whole || left < -0.5 || right > innerWidth + 0.5) found.push(`${one.tagName} ${one.id || one.title || one.textContent}`);
      }
      return found;
    }, within);
    assert.deepEqual(lost, [], where);
  };

  it('loses nothing, in any state', async () => {
    const page = await openPage({ viewport: { width: 320, height: 256 } });
    await openChat(page);
    await assertNoLoss(page, 'open');
    await page.getByRole('button', { name: 'Options' }).click();
    await assertNoLoss(page, 'menu', '#menu');
    await page.keyboard.press('Escape');
    await type(page, request);
    await page.locator('#text').fill(`${'ligne\n'.repeat(7)}${'a'.repeat(1960)}`);
    await page.keyboard.press('Enter');
    await page.getByText('Caractères en trop').waitFor();
    await assertNoLoss(page, 'a message that is too long');
    await page.locator('#text').fill('');
    await finish(page, (bot) => bot.field?.type === 'date-naissance');
    await page.locator('#day').fill('7');
    await page.keyboard.press('Enter');
    await assertNoLoss(page, 'a birth date that is not whole');
    await page.locator('#day').fill('');
    await finish(page, (bot) => bot.asks === 'confirmation');
    await assertNoLoss(page, 'the summary');
    await page.context().setOffline(true);
    await presence(page, 'Connexion interrompue');
    await assertNoLoss(page, 'interrupted');
    await picture(page, 'zoom-400');
    await page.context().setOffline(false);
    await presence(page, 'Connecté');
    await finish(page);
    await assertNoLoss(page, 'the card');
    await page.context().close();
  });
});

describe('the pages that embed it', () => {
  it('no rule of the page reaches in or moves it', async () => {
    const page = await openPage();
    const place = () => page.locator('guichet-chat').evaluate((chat) => {
      const { width, height, right, bottom } = chat.shadowRoot.getElementById('panel').getBoundingClientRect();
      return { width, height, right, bottom, size: getComputedStyle(chat.shadowRoot.getElementById('text')).fontSize };
    });
    await openChat(page);
    const before = await place();
    // The page's own policy allows no style tag.
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    }, `html { font-size: 62.5%; } * { all: unset !important; }
      div, section, p, button, guichet-chat { position: static !important; margin: 40px !important; font-size: 40px !important; display: inline !important; }`);
    assert.deepEqual(await place(), before);
    await page.context().close();
  });

  it('mount and unmount it as they like: nothing is left behind, and it goes on where it was', async () => {
    const page = await openPage();
    await openChat(page);
    await type(page, request);
    for (let i = 0; i < 50; i += 1) {
      await page.evaluate(() => { window.guichet.unmount(); window.guichet.mount(); window.guichet.mount(); });
    }
    assert.equal(await page.locator('guichet-chat').count(), 1);
    await saidOnce(page, request);
    await page.evaluate(() => window.guichet.close());
    await page.locator('#panel').waitFor({ state: 'hidden' });
    await nextBot(page, () => page.evaluate(() => window.guichet.send('merci')));
    await page.evaluate(() => window.guichet.unmount());
    assert.equal(await page.locator('guichet-chat').count(), 0);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('hear of each message once, also after a reload', async () => {
    const page = await openPage();
    await page.context().addInitScript(() => {
      window.heard = [];
      for (const name of ['message', 'ticket']) {
        addEventListener(`guichet-${name}`, ({ detail }) => window.heard.push(detail.from ?? detail.reference));
      }
    });
    await page.reload();
    await openChat(page);
    await type(page, request);
    await finish(page);
    assert.ok((await page.evaluate(() => window.heard)).includes(page.bots.at(-1).reference));
    await page.reload();
    await page.locator('.card').waitFor();
    assert.deepEqual(await page.evaluate(() => window.heard), []);
    await page.evaluate(() => window.guichet.close());
    await page.reload();
    await page.locator('.card').waitFor({ state: 'attached' });
    assert.ok(!await page.locator('#badge').isVisible(), 'what was read is counted again');
    await page.context().close();
  });

  it('are out of reach while the chat fills the screen, and back after', async () => {
    const page = await openPage(phone);
    await openChat(page);
    assert.ok(await page.locator('main').evaluate((main) => main.inert));
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press('Tab');
      assert.match(await page.evaluate(() => document.activeElement.tagName), /^(GUICHET-CHAT|BODY)$/);  // body: the browser's own
    }
    await page.evaluate(() => document.querySelector('guichet-chat').close());
    assert.ok(!await page.locator('main').evaluate((main) => main.inert));
    await page.context().close();
  });

  // A page of another origin with nothing but the script tag, under a strict policy.
  async function serveHost(use) {
    const host = createServer((_, response) => {
      response.setHeader('Content-Security-Policy',
        `default-src 'none'; script-src ${stage.server.origin}; connect-src ${stage.server.chatUrl.replace('/ws', '')}`);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="fr"><title>Ailleurs</title><main><h1>Ailleurs</h1></main>
        <script src="${stage.server.origin}/widget.js"></script>`);
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
      await state(refused, 'L’assistant ne répond pas').waitFor();
      assert.equal(refused.bots.length, 0);
      await refused.context().close();

      const settings = join(newFolder(), 'settings.yaml');
      writeFileSync(settings, `origins: ["${origin}"]\n`);
      await stage.server.stopAndClean();
      stage.server = await Server.start({ args: ['--config', settings], port: stage.server.port });
      const page = await openPage({ url: origin });
      await openChat(page);
      await type(page, request);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  });

  it('load it once, small, compressed, and ask whether it changed', async () => {
    const plain = await fetch(`${stage.server.origin}/widget.js`, { headers: { 'accept-encoding': 'identity' } });
    const source = await plain.text();
    const sent = gzipSync(source, { level: 9 }).length;
    assert.ok(sent < 20_000, `${sent} bytes`);
    assert.equal(plain.headers.get('cross-origin-resource-policy'), 'cross-origin');
    const zipped = await fetch(`${stage.server.origin}/widget.js`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(zipped.headers.get('content-encoding'), 'gzip');
    assert.equal(await zipped.text(), source);
    const again = await fetch(`${stage.server.origin}/widget.js`, { headers: { 'if-none-match': plain.headers.get('etag') } });
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
    await page.locator('#identity', { hasText: /Assistant automatique\s*Connecté/ }).waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
    await other.stopAndClean();
    rmSync(folder, { recursive: true });
  });
});
