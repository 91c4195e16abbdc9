// The widget where pages put it: other origins, frames, paths behind a proxy, bad networks, pages that
// mount it again and again, readers of a screen.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { Front } from './support/front.mjs';
import { finish, nextBot, openChat, openPage, phone, type, watch } from './support/page.mjs';
import { request } from './support/person.mjs';
import { newFolder, Server } from './support/server.mjs';
import { SlowLink } from './support/slow_link.mjs';
import { setStage } from './support/stage.mjs';

let host;    // a site of another origin: what `page` holds, whatever the path
let page = '';
let script;  // the widget's address
const stage = setStage({ start: async () => {
  host = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>Ailleurs</title>${page}`);
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  host.origin = `http://127.0.0.1:${host.address().port}`;
  const settings = join(newFolder(), 'settings.yaml');
  writeFileSync(settings, `origins: ["${host.origin}"]\n`);
  const server = await Server.start({ args: ['--config', settings] });
  script = `${server.origin}/widget.js`;
  return server;
} });
after(() => host.close());

const visit = (html, options) => { page = html; return openPage(stage.browser, host.origin, options); };

it('ends in a ticket, each answer said once, over a link that loses a fifth and breaks once', async (t) => {
  const link = await new SlowLink({ latency: 20, loss: 0.2, cutAfter: 30 }).open(stage.server.port);
  t.after(() => link.close());
  const chat = await openPage(stage.browser, link.origin, phone);
  await openChat(chat);
  await type(chat, request);
  const reference = await finish(chat);
  await chat.locator('.card', { hasText: reference }).waitFor();
  const said = await chat.locator('.said .you').allTextContents();
  assert.equal(new Set(said).size, said.length, String(said));
  assert.ok(link.lost > 5 && link.cutAfter === Infinity, `${link.lost} of ${link.pieces} lost`);
  assert.deepEqual(chat.faults, []);
  await chat.context().close();
});

it('ends in a ticket on slow 3G', async (t) => {
  const link = await new SlowLink({ latency: 200, rate: 50 }).open(stage.server.port);  // 400 ms there and back, 400 kbit/s
  t.after(() => link.close());
  const chat = await openPage(stage.browser, link.origin, phone);
  await openChat(chat);
  await type(chat, request);
  await finish(chat);
  await chat.locator('.card').waitFor();
  assert.equal(await chat.locator('.note', { hasText: 'Toujours pas arrivé' }).count(), 0);
  await chat.context().close();
});

const writeUnanswered = async (chat) => {
  await chat.getByRole('button', { name: 'Une question ?' }).click();
  await chat.locator('#text').fill(request);
  await chat.keyboard.press('Enter');
  await chat.locator('#text').fill('et autre chose');
  await chat.getByText('L’assistant ne répond pas pour le moment. Vos messages sont gardés ici').waitFor();
};
const assertKept = async (chat) => {
  assert.equal(await chat.locator('#text').inputValue(), 'et autre chose');
  await chat.locator('.said', { hasText: request }).getByText('Envoi en cours').waitFor();
};

it('keeps what is written while a limiter answers 429, says so, and sends it after, once', async (t) => {
  const front = await new Front().open(stage.server.port);
  t.after(() => front.close());
  front.refusal = '429 Too Many Requests';
  const chat = await openPage(stage.browser, front.origin, phone);
  await writeUnanswered(chat);
  await assertKept(chat);
  await chat.reload();
  await assertKept(chat);
  front.refusal = '';
  await nextBot(chat, () => chat.getByRole('button', { name: 'Réessayer maintenant' }).click());
  await chat.locator('.said', { hasText: request }).locator('time').waitFor();
  assert.equal(await chat.locator('.said').count(), 1);
  assert.equal(await chat.locator('#text').inputValue(), 'et autre chose');
  await chat.context().close();
});

it('keeps what is written, and says so, where its origin is refused', async () => {
  page = `<body><script src="${script}"></script>`;
  const chat = await openPage(stage.browser, host.origin.replace('127.0.0.1', 'localhost'), phone);
  await writeUnanswered(chat);
  await assertKept(chat);
  await chat.reload();
  await assertKept(chat);
  assert.equal(chat.bots.length, 0);
  await chat.context().close();
});

it('is checked by its integrity from another origin; one that was tampered with is refused', async () => {
  const source = Buffer.from(await (await fetch(script)).arrayBuffer());
  const tag = (bytes) => `<script src="${script}" crossorigin="anonymous"
    integrity="sha384-${createHash('sha384').update(bytes).digest('base64')}"></script>`;
  const chat = await visit(`<body>${tag(source)}`);
  await openChat(chat);
  assert.deepEqual(chat.faults, []);
  await chat.context().close();
  const tampered = await visit(`<body>${tag('another')}`);
  assert.equal(await tampered.locator('guichet-chat').count(), 0);
  await tampered.context().close();
});

it('comes as a module, twice, from the head or the body: one chat', async () => {
  const chat = await visit(`<script src="${script}"></script><body><script type="module" src="${script}"></script>
    <script src="${script}" async></script>`);
  await openChat(chat);
  assert.equal(await chat.locator('guichet-chat').count(), 1);
  assert.deepEqual(chat.faults, []);
  await chat.context().close();
});

it('finds its server whatever follows its name in the address, also as a module', async () => {
  for (const kind of ['', 'type="module"']) {
    const chat = await visit(`<body><script ${kind} src="${script}?v=3"></script>`);
    await openChat(chat);
    assert.deepEqual(chat.faults, []);
    await chat.context().close();
  }
});

it('takes the focus from nobody when a page is loaded with it open', async () => {
  const chat = await visit(`<body><input id="theirs" autofocus><script src="${script}" data-open></script>`);
  await chat.locator('.line.bot').first().waitFor();
  assert.equal(await chat.evaluate(() => document.activeElement.id), 'theirs');
  await chat.context().close();
});

// What came after Chrome 80 or Safari 14.
const LATER = `
  for (const type of [Element, Document, DocumentFragment]) delete type.prototype.replaceChildren;
  for (const type of [Array, String]) { delete type.prototype.at; delete type.prototype.findLast; delete type.prototype.replaceAll; }
  for (const type of [Document, ShadowRoot]) delete type.prototype.adoptedStyleSheets;
  delete CSSStyleSheet.prototype.replaceSync;
  delete HTMLElement.prototype.inert;
  delete crypto.__proto__.randomUUID;
  delete Object.hasOwn;
  for (const name of ['structuredClone', 'ResizeObserver', 'visualViewport', 'reportError']) delete window[name];`;

it('leads to a ticket in a browser that lacks what came later', async () => {
  page = `<body><script src="${script}"></script>`;
  const context = await stage.browser.newContext({ ...phone, locale: 'fr-FR' });
  await context.addInitScript(LATER);
  const chat = await watch(await context.newPage(), host.origin);
  await openChat(chat);
  await type(chat, request);
  await finish(chat);
  await chat.reload();
  await chat.locator('.card').waitFor();
  assert.deepEqual(chat.faults, []);
  await context.close();
});

it('leaves a link to browsers that cannot run it, and lives where the page puts it', async () => {
  const html = `<body><guichet-chat title="Ailleurs SA"><a href="/contact">Nous contacter</a></guichet-chat>
    <script src="${script}" data-title="Autre"></script>`;
  const plain = await visit(html, { javaScriptEnabled: false });
  assert.ok(await plain.getByRole('link', { name: 'Nous contacter' }).isVisible());
  await plain.context().close();
  const chat = await visit(html);
  await openChat(chat);
  await chat.getByRole('heading', { name: 'Ailleurs SA' }).waitFor();
  assert.equal(await chat.locator('guichet-chat').count(), 1);
  assert.ok(!await chat.getByText('Nous contacter').isVisible());
  await chat.context().close();
});

it('lives in a frame with permissions, and in one without says why it cannot talk', async () => {
  const inside = `<body><script src='${script}'></script>`;
  for (const [sandbox, talks] of [['allow-scripts allow-same-origin', true], ['allow-scripts', false]]) {
    const warnings = [];
    const context = await stage.browser.newContext({ locale: 'fr-FR' });
    const outer = await context.newPage();
    outer.on('console', (message) => { if (message.type() === 'warning') warnings.push(message.text()); });
    page = `<body><iframe title="Aide" width="400" height="600" sandbox="${sandbox}" srcdoc="${inside}"></iframe>`;
    await outer.goto(host.origin);
    const frame = outer.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Une question ?' }).click();
    if (talks) {
      await frame.locator('.line.bot').first().waitFor();
      await frame.locator('#text').fill(request);
      await frame.locator('#text').press('Enter');
      await frame.locator('.said time').waitFor();
    } else {
      await frame.getByText('L’assistant ne répond pas').waitFor();
      assert.match(warnings.join('\n'), /guichet: .* is null among its origins\?/);
    }
    await context.close();
  }
});

it('finds its server beside itself, under a path behind a proxy', async () => {
  const front = await new Front({ under: '/aide/',
    page: '<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>Site</title><body><script src="/aide/widget.js"></script>' }).open(stage.server.port);
  const chat = await openPage(stage.browser, `${front.origin}/compte/dossier`);
  await openChat(chat);
  await type(chat, request);
  assert.deepEqual(chat.faults, []);
  await chat.context().close();
  front.close();
});

it('leaves neither listener nor memory behind over 50 mounts', async () => {
  const chat = await visit(`<body><script src="${script}"></script>`);
  await openChat(chat);
  await type(chat, request);
  const devtools = await chat.context().newCDPSession(chat);
  await devtools.send('Performance.enable');
  const mount = (times) => chat.evaluate(async (count) => {
    for (let i = 0; i < count; i += 1) {
      window.guichet.unmount();
      const { link } = window.guichet.mount();
      while (!link.welcomed) await new Promise((resolve) => { setTimeout(resolve, 5); });
    }
  }, times);
  const measure = async () => {
    await chat.waitForTimeout(200);
    for (let i = 0; i < 3; i += 1) await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  await mount(5);
  const first = await measure();
  await mount(50);
  const last = await measure();
  assert.ok(last.JSEventListeners <= first.JSEventListeners + 5, `${first.JSEventListeners} then ${last.JSEventListeners} listeners`);
  assert.ok(last.Nodes <= first.Nodes + 50, `${first.Nodes} then ${last.Nodes} nodes`);
  assert.ok(last.JSHeapUsedSize < first.JSHeapUsedSize + 500_000, `${first.JSHeapUsedSize} then ${last.JSHeapUsedSize} bytes`);
  await chat.context().close();
});

it('lets a screen reader hear each answer once', async () => {
  const chat = await visit(`<body><script src="${script}"></script>`);
  await openChat(chat);
  await type(chat, request);
  await finish(chat, (bot) => bot.asks === 'confirmation');
  const devtools = await chat.context().newCDPSession(chat);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const property = (node, name) => node.properties?.find((one) => one.name === name)?.value.value;
  // What is read out when it appears: the text of the nearest region that says whether it is live. The
  // tree leaves out "off", which the groups of answers say.
  assert.equal(await chat.locator('[role=group]:not([aria-live=off])').count(), 0);
  const liveOf = (node) => {
    for (let at = node; at; at = byId.get(at.parentId)) {
      const live = at.role?.value === 'group' ? 'off' : property(at, 'live');
      if (live) return live;
    }
    return 'off';
  };
  const own = await chat.locator('.line.you').allTextContents();
  const texts = nodes.filter(({ role, ignored }) => !ignored && role?.value === 'StaticText');
  for (const { replies } of chat.bots) {
    for (const { text, options } of replies) {
      const heard = texts.filter((node) => node.name.value.includes(text.split('\n')[0]) && liveOf(node) !== 'off');
      assert.equal(heard.length, 1, `${heard.length} times: ${text}`);
      assert.equal(liveOf(heard[0]), 'polite');
      // The answers offered are counted in the log, and silent themselves; the person's own words are not.
      for (const { label } of options) {
        const read = texts.filter((node) => node.name.value === label && liveOf(node) !== 'off');
        assert.equal(read.length, own.filter((words) => words.endsWith(`: ${label}`)).length, label);
      }
    }
  }
  await chat.context().close();
});
