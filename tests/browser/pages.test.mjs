// Every page that a traveller can open without a case, every page of the desk, of the figures and
// of the demonstration, in both languages: nothing serious for those who read with other senses,
// nothing written for machines, nothing wider than a small phone, and a first page that is light.
import test from 'node:test';
import assert from 'node:assert/strict';
import { look, openBrowser, visitor } from './house/browser.mjs';
import { installation } from './house/installation.mjs';
import { Officer } from './house/officer.mjs';
import { plainWords } from './house/words.mjs';

const PUBLIC = {
  en: ['/en', '/en/papers/us', '/en/papers/ca', '/en/papers/unsure', '/en/first-day-sheet/us', '/en/first-day-sheet/ca', '/en/right-door', '/en/whose-system', '/en/privacy', '/en/accessibility', '/en/cookies', '/en/languages', '/en/file', '/en/file/come-back', '/en/track'],
  fr: ['/fr', '/fr/papiers/us', '/fr/papiers/ca', '/fr/papiers/unsure', '/fr/fiche-premier-jour/us', '/fr/fiche-premier-jour/ca', '/fr/bon-recours', '/fr/qui-sommes-nous', '/fr/confidentialite', '/fr/accessibilite', '/fr/temoins', '/fr/langues', '/fr/deposer', '/fr/deposer/revenir', '/fr/suivre'],
};
const DESK = ['/desk?queue=all', '/desk?queue=my', '/desk?queue=all&closed=yes', '/desk/tasks', '/desk/failed-mail', '/desk/post', '/desk/file', '/desk/search?q=a'];
const DEMO = ['/demo/mailbox', '/demo/clock'];
const LIGHT = 60_000;
/// What the packaged reader of the interface's description is known to lack. The description
/// itself is at /api/v1/openapi.json for any other reader.
const READER = ['button-name', 'color-contrast', 'label', 'nested-interactive', 'select-name'];

const name = (path) => `page-${path.replace(/^\//, '').replace(/[/?=&.]+/g, '-')}`;

/// Opens a page and finds nothing wrong with it. Without `seen` it is read, but not photographed:
/// a form in the other language has the same build.
async function inspect(page, url, path, language, { seen = name(path), status = 200 } = {}) {
  const answer = await page.goto(url + path);
  assert.equal(answer.status(), status, path);
  assert.equal(await page.locator('html').getAttribute('lang'), language, { seen: `${path}: the language is said` });
  assert.equal(await page.locator('h1:not(.d-letter h1)').count(), 1, `${path}: one heading says what it is`);
  const html = await page.content();
  assert.ok(!/[\u2066-\u2069]/.test(html), `${path}: an invisible mark of direction`);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${path}: ${wide} pixels wide on a phone of 320`);
  await page.setViewportSize({ width: 1280, height: 900 });
  if (language === 'fr') assert.ok(!html.includes('(secondary)'), `${path}: a source in the other language`);
  plainWords(await page.locator('main').innerText(), path);
  if (seen) await look(page, seen);
}

test('every page', { timeout: 900_000 }, async (t) => {
  const where = await installation();
  t.after(() => where.stop());
  const browser = await openBrowser();
  t.after(() => browser.close());

  for (const language of ['en', 'fr']) {
    await t.test(`what travellers can open, ${language}`, async () => {
      const { page, context } = await visitor(browser, { language });
      for (const path of PUBLIC[language]) await inspect(page, where.url, path, language);
      const doors = new Set();
      for (const papers of PUBLIC[language].slice(1, 3)) {
        await page.goto(where.url + papers);
        for (const link of await page.locator('.r-card a').all()) doors.add(await link.getAttribute('href'));
      }
      assert.ok(doors.size >= 10, 'there are papers to choose from');
      for (const path of doors) await inspect(page, where.url, path, language);
      await inspect(page, where.url, `/${language}/nowhere`, language, { seen: `page-${language}-not-found`, status: 404 });
      for (const path of DEMO) await inspect(page, where.url, path, language, { seen: `${name(path)}-${language}` });
      await page.goto(`${where.url}/demo/mailbox`);
      const mail = await page.locator('main a[href^="/demo/mailbox/"]').first().getAttribute('href');
      await inspect(page, where.url, mail, language, { seen: `page-demo-mail-${language}` });
      await context.close();
    });

    await t.test(`what officers can open, ${language}`, async () => {
      const officer = await new Officer(browser, where, where.staffed('officer'), { language, seen: `page-${language}-officer` }).signsIn();
      for (const path of DESK) await inspect(officer.page, where.url, path, language, { seen: `${name(path)}-${language}` });
      await officer.page.goto(`${where.url}/desk?queue=all&closed=yes`);
      const cases = await officer.page.locator('tbody a.d-ref').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
      await inspect(officer.page, where.url, cases[0], language, { seen: `page-desk-case-${language}` });
      const letter = await officer.page.locator('a[href*="/letters/"]').first().getAttribute('href');
      await inspect(officer.page, where.url, letter, language, { seen: `page-desk-letter-${language}` });
      await officer.page.goto(`${where.url}/desk?queue=all`);
      const open = await officer.page.locator('tbody a.d-ref').first().getAttribute('href');
      await officer.page.goto(where.url + open);
      const steps = await officer.page.locator('.d-steps a').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
      for (const step of steps) {
        const key = new URL(step, where.url).searchParams.get('step');
        await inspect(officer.page, where.url, step.replace('#do', ''), language, { seen: language === 'en' && `page-desk-step-${key}` });
      }
      await officer.leaves();
    });

    await t.test(`what supervisors, analysts and administrators can open, ${language}`, async () => {
      for (const [role, path] of [['supervisor', '/desk?queue=team'], ['analyst', '/insight'], ['administrator', '/admin']]) {
        const one = await new Officer(browser, where, where.staffed(role), { language, seen: `page-${language}-${role}` }).signsIn(path);
        await inspect(one.page, where.url, path, language, { seen: `${name(path)}-${language}` });
        await one.leaves();
      }
    });
  }

  await t.test('what programs are told', async () => {
    const { page, context } = await visitor(browser);
    const answer = await page.goto(`${where.url}/docs`);
    assert.equal(answer.status(), 200);
    await page.locator('.opblock').first().waitFor();
    await look(page, 'page-docs', READER);
    const elsewhere = await page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name).filter((n) => !n.startsWith(location.origin)));
    assert.deepEqual(elsewhere, [], 'the description needs no other site');
    await context.close();
  });

  for (const scripts of [true, false]) {
    await t.test(`the first page is light, scripts ${scripts ? 'on' : 'off'}`, async () => {
      const { page, context } = await visitor(browser, { scripts });
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      let bytes = 0;
      session.on('Network.loadingFinished', (one) => { bytes += one.encodedDataLength; });
      await page.goto(`${where.url}/en`, { waitUntil: 'networkidle' });
      assert.ok(bytes > 2_000 && bytes < LIGHT, `${bytes} bytes over the wire`);
      assert.ok((await page.locator('main').innerText()).includes('Whose officers stopped you?'));
      t.diagnostic(`first page, scripts ${scripts ? 'on' : 'off'}: ${bytes} bytes over the wire`);
      await context.close();
    });
  }
});
