// A browser as a person has it: Debian's Chromium, with or without scripts, on a desk or on a
// phone. Each page that is looked at is photographed and checked with axe.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = process.env.TESTS_SCREENS ?? new URL('../../../target/screens', import.meta.url).pathname;
const SERIOUS = ['serious', 'critical'];

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.TESTS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export async function visitor(browser, { language = 'en', scripts = true, phone = false } = {}) {
  const context = await browser.newContext({
    locale: language === 'fr' ? 'fr-CA' : 'en-CA',
    javaScriptEnabled: scripts,
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    isMobile: phone,
  });
  context.setDefaultTimeout(15_000);
  context.scripts = scripts;
  const page = await context.newPage();
  return { context, page };
}

/// Photographs a page and finds nothing serious on it. Scripts may be off for the visitor: the
/// check then reads the same HTML in a page of its own. `known` names rules that a page may break.
export async function look(page, name, known = []) {
  await mkdir(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
  const all = await (page.context().scripts === false ? beside(page) : violations(page));
  const found = all.filter((one) => !known.includes(one.split(':')[0]));
  assert.deepEqual(found, [], `${name}: axe found something serious`);
}

async function beside(page) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize() });
  try {
    const other = await context.newPage();
    const html = await page.content();
    await other.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await other.goto(page.url());
    return await violations(other);
  } finally {
    await context.close();
  }
}

async function violations(page) {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: `${AXE}; 1`, returnByValue: true });
  assert.equal(result.value, 1, 'axe could be loaded');
  const answer = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'], preload: false }).then((r) => JSON.stringify(r.violations))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  const all = JSON.parse(answer.result.value);
  return all
    .filter((v) => SERIOUS.includes(v.impact))
    .map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/// One-time code of an authenticator (RFC 6238), so that the test signs in as an officer would.
export async function oneTimeCode(secret, instant) {
  const { createHmac } = await import('node:crypto');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(new Date(instant).getTime() / 30_000)));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text) {
  let bits = '';
  for (const c of text.replace(/=+$/, '').toUpperCase()) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
