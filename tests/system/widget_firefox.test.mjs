// The widget in a real Firefox: what a conversation needs.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Desk } from './support/desk.mjs';
import { finish, launchFirefox, openChat, openPage, phone, type } from './support/page.mjs';
import { request } from './support/person.mjs';
import { newFolder, Server } from './support/server.mjs';

const pictures = process.env.GUICHET_PICTURES ?? newFolder();

let server;
let browser;
before(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await Server.start();
  browser = await launchFirefox();
});
after(async () => {
  await browser.close();
  await server.stopAndClean();
});

for (const [name, { viewport }] of Object.entries({ telephone: phone, bureau: { viewport: { width: 1280, height: 800 } } })) {
  it(`leads from a sentence to a ticket, and keeps what was being written over a reload (${name})`, async () => {
    const desk = await new Desk(server, { consumer: name }).connect();
    const page = await openPage(browser, server.origin, { viewport, permissions: [] });
    await openChat(page);
    await type(page, request);
    await page.screenshot({ path: join(pictures, `firefox-${name}.png`) });
    await finish(page, (bot) => bot.field?.type === 'nom');
    await page.locator('#text').fill('Duran');
    await page.reload();
    await page.locator('.line.you', { hasText: request }).waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'Duran');
    const reference = await finish(page);
    await page.locator('.card', { hasText: reference }).waitFor();
    await page.screenshot({ path: join(pictures, `firefox-${name}-demande.png`) });
    assert.ok(await desk.until(() => desk.tickets.some((ticket) => ticket.reference === reference)));
    const said = await page.locator('.said .you').allTextContents();
    assert.equal(new Set(said).size, said.length, String(said));
    assert.deepEqual(page.faults, []);
    await desk.close();
    await page.context().close();
  });
}
