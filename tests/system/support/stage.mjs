// A server and a browser for a file of tests, and where its pictures go.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { launch } from './page.mjs';
import { newFolder, Server } from './server.mjs';

const pictures = process.env.GUICHET_PICTURES ?? newFolder();

export function setStage({ start = () => Server.start(), browse = launch } = {}) {
  const stage = {};
  before(async () => {
    stage.server = await start();
    stage.browser = await browse();
  });
  after(async () => {
    await stage.browser.close();
    await stage.server.stopAndClean();
  });
  return stage;
}

// Small enough for the documents: Chromium makes WebP, which Playwright does not ask for by itself.
export async function picture(page, name) {
  mkdirSync(pictures, { recursive: true });
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
  await devtools.detach();
  writeFileSync(join(pictures, `${name}.webp`), data, 'base64');
}
