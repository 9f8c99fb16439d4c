// The three pictures of the README, taken from a demonstration with a few hundred made-up cases:
//   node pictures.mjs
// Each shows the page as its reader has it, and the banner that says that nobody on it is real.
import { mkdir, writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { openBrowser, visitor } from './house/browser.mjs';
import { addressOf, opensAsTraveller } from './house/demo.mjs';
import { withFewerColours } from './house/fewer.mjs';
import { installation } from './house/installation.mjs';
import { Officer } from './house/officer.mjs';

const CASES = Number(process.env.PICTURES_CASES ?? 240);
const FOLDER = process.env.PICTURES_FOLDER ?? new URL('../../docs/screens', import.meta.url).pathname;
const SIZE = { width: 1280, height: 1200 };
const MOST = 150_000;

const where = await installation({ cases: CASES, folder: process.env.PICTURES_DATA });
const browser = await openBrowser();
// Pages of the site run no code that is not theirs: pixels are read on a page of their own.
const { page: pixels } = await visitor(browser);
await mkdir(FOLDER, { recursive: true });
try {
  const officer = await signedIn('officer', '/desk?queue=all');
  const asked = await firstCase(officer, '/desk?queue=all&stage=incomplete');
  await takes(officer.page, 'officer', await firstCase(officer, '/desk?queue=all&stage=in_process'));
  await officer.page.goto(where.url + asked);
  const email = await addressOf(officer.page);
  const reference = asked.split('/').pop();
  const { page } = await visitor(browser);
  await page.setViewportSize(SIZE);
  await opensAsTraveller(page, where, { reference, email });
  await takes(page, 'traveller', '/en/case');
  const analyst = await signedIn('analyst', '/insight');
  await takes(analyst.page, 'analyst', '/insight');
} finally {
  await browser.close();
  await where.stop({ keep: Boolean(process.env.PICTURES_DATA) });
}

async function signedIn(role, to) {
  const one = new Officer(browser, where, where.staffed(role), { seen: `picture-${role}` });
  one.sees = () => one.text();
  await one.signsIn(to);
  await one.page.setViewportSize(SIZE);
  return one;
}

/// The address of the first case of a queue.
async function firstCase({ page }, queue) {
  await page.goto(where.url + queue);
  return page.locator('tbody a.d-ref').first().getAttribute('href');
}

async function takes(page, name, path) {
  await page.goto(where.url + path);
  assert.ok(await page.locator('.r-synthetic').isVisible(), `${name}: the banner is in the picture`);
  const picture = await withFewerColours(pixels, await page.screenshot());
  assert.ok(picture.length < MOST, `${name}: ${picture.length} bytes are too many`);
  await writeFile(`${FOLDER}/${name}.png`, picture);
  process.stdout.write(`${name}: ${picture.length} bytes\n`);
}
