// The page that shows the widget in several operators' colours: what it says of a window is what the
// window has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { it } from 'node:test';
import { openPage } from './support/page.mjs';
import { root } from './support/server.mjs';
import { picture, setStage } from './support/stage.mjs';

const stage = setStage();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const read = (path) => readFileSync(join(root, 'connectors/web', path), 'utf8');
const rule = (css, selector) => css.split(`${selector} {`)[1].split('}')[0];
const declarations = (block) => Object.fromEntries([...block.matchAll(/(--guichet-[a-z-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]));

async function openWindows(options) {
  const page = await openPage(stage.browser, `${stage.server.origin}/branding.html`, { viewport: { width: 1280, height: 800 }, ...options });
  const windows = [];
  for (const section of await page.locator('.windows section').all()) {
    const code = await section.locator('code').textContent();
    const frame = await (await section.locator('iframe').elementHandle()).contentFrame();
    await frame.locator('.line.bot').first().waitFor();
    windows.push({ section, code, frame, chat: frame.locator('guichet-chat') });
  }
  return { page, windows };
}

it('stands side by side in each operator’s colours, connected, with what the code above it sets and no more', async () => {
  const { page, windows } = await openWindows();
  const boxes = await Promise.all(windows.map(({ section }) => section.locator('iframe').boundingBox()));
  assert.ok(boxes.filter(({ y }) => y === boxes[0].y).length >= 3, JSON.stringify(boxes));
  const headers = new Set();
  for (const { code, frame, chat } of windows) {
    const set = await frame.locator('script').evaluate((script) => ({ ...script.dataset }));
    delete set.open;
    assert.deepEqual(set, Object.fromEntries([...code.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])));
    const theme = await frame.evaluate(() => document.documentElement.className);
    const written = theme ? rule(read('page/branding.css'), `.${theme} guichet-chat`) : '';
    assert.deepEqual(declarations(code), declarations(written));
    for (const [name, value] of Object.entries(declarations(code))) {
      assert.equal(await chat.evaluate((one, property) => getComputedStyle(one).getPropertyValue(property).trim(), name), value, name);
    }
    headers.add(await frame.locator('.header').evaluate((header) => {
      const { backgroundColor, color, fontFamily } = getComputedStyle(header);
      return [backgroundColor, color, fontFamily].join();
    }));
  }
  assert.equal(headers.size, windows.length, [...headers].join('\n'));
  assert.deepEqual(page.faults, []);
  await page.locator('.windows').evaluate((list) => list.scrollIntoView());
  await picture(page, 'marques');
  await page.context().close();
});

it('shows the name, the logo, the corners, the side and the hours an operator gives', async () => {
  const { page, windows: [plain, named, square, corner] } = await openWindows();
  await named.frame.getByRole('heading', { name: 'Société Exemple' }).waitFor();
  assert.ok(await named.frame.locator('.header img').evaluate((logo) => logo.complete && logo.naturalWidth > 0));
  assert.equal(await plain.frame.locator('.header img').count(), 0);
  const corners = (frame) => frame.locator('#text').evaluate((box) => getComputedStyle(box).borderTopLeftRadius);
  assert.deepEqual([await corners(plain.frame), await corners(square.frame)], ['14px', '0px']);
  const { left, width, height } = await corner.chat.evaluate((chat) => chat.shadowRoot.getElementById('panel').getBoundingClientRect().toJSON());
  assert.deepEqual([left, width, height], [16, 21 * 16, 30 * 16]);
  await corner.section.locator('iframe').evaluate((frame) => frame.scrollIntoView({ block: 'center' }));
  await corner.frame.getByRole('button', { name: 'Options' }).click();
  await corner.frame.getByText('Nos conseillers répondent du lundi au vendredi.').waitFor();
  await page.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  it(`can be read in each of them on a ${colorScheme} device`, async () => {
    const { page, windows } = await openWindows({ bypassCSP: true, colorScheme });
    for (const frame of [page.mainFrame(), ...windows.map((one) => one.frame)]) {
      const found = await frame.evaluate(async (source) => {
        (0, eval)(source);
        const { violations } = await window.axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      }, axe);
      assert.deepEqual(found, []);
    }
    await page.context().close();
  });
}

it('lists each property with the value it has of itself', async () => {
  const css = read('widget/widget.css');
  const [light, dark] = [rule(css, ':host'), rule(css, ':host(:not([scheme=light]))')].map(declarations);
  const page = await openPage(stage.browser, `${stage.server.origin}/branding.html`);
  const rows = await page.locator('tbody tr').evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent)));
  assert.deepEqual(Object.fromEntries(rows.map(([name, , value]) => [name, value])), light);
  assert.deepEqual(Object.fromEntries(rows.filter(([, , , value]) => value).map(([name, , , value]) => [name, value])), dark);
  await page.context().close();
});
