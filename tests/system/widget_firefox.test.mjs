// The widget in a real Firefox: what a conversation needs.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Desk } from './support/desk.mjs';
import { finish, launchFirefox, openChat, openPage, phone, type } from './support/page.mjs';
import { request } from './support/person.mjs';
import { setStage } from './support/stage.mjs';

const stage = setStage({ browse: launchFirefox });

for (const [name, { viewport }] of Object.entries({ telephone: phone, bureau: { viewport: { width: 1280, height: 800 } } })) {
  it(`leads from a sentence to a ticket, and keeps what was being written over a reload (${name})`, async () => {
    const desk = await new Desk(stage.server, { consumer: name }).connect();
    const page = await openPage(stage.browser, stage.server.origin, { viewport, permissions: [] });
    await openChat(page);
    await type(page, request);
    await finish(page, (bot) => bot.field?.type === 'nom');
    await page.locator('#text').fill('Duran');
    await page.reload();
    await page.locator('.line.you', { hasText: request }).waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'Duran');
    const reference = await finish(page);
    await page.locator('.card', { hasText: reference }).waitFor();
    assert.ok(await desk.until(() => desk.tickets.some((ticket) => ticket.reference === reference)));
    const said = await page.locator('.said .you').allTextContents();
    assert.equal(new Set(said).size, said.length, String(said));
    assert.deepEqual(page.faults, []);
    await desk.close();
    await page.context().close();
  });
}
