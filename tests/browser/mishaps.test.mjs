// What goes wrong for people who did nothing wrong: each time a page says what happened and how
// to go on, and what was typed is still there.
import test from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser, visitor } from './house/browser.mjs';
import { fileByProgram, program } from './house/client.mjs';
import { installation } from './house/installation.mjs';
import { mailServer } from './house/mail.mjs';
import { Officer } from './house/officer.mjs';
import { illFiles, pdf } from './house/papers.mjs';
import { Traveller, tick } from './house/traveller.mjs';
import { dayOf } from './house/words.mjs';

const STORY = 'They kept my passport for two hours. I have written this once already.';

/// Sends the form of a page without expecting that all is well.
async function presses(page, button = 'main form button[type="submit"]') {
  await page.locator(button).first().click();
  await page.waitForLoadState();
  return page.locator('main').innerText();
}

test('mishaps', { timeout: 280_000 }, async (t) => {
  const mail = await mailServer();
  t.after(() => mail.stop());
  const where = await installation({ smtp: mail.url });
  t.after(() => where.stop());
  const browser = await openBrowser();
  t.after(() => browser.close());
  const someone = (name, seen) => new Traveller(browser, where, mail, { name, email: `${seen}@mail.example`, seen: `mishap-${seen}`, once: true }).comes();
  const about = { purpose: 'not_business', place: 'us-0901', mode: 'land', complaints: ['REPEAT_SECONDARY'], toldHow: 'IN_PERSON', paper: 'NONE', story: STORY };

  await t.test('files that cannot be taken: each is told apart, and the choice stays', async () => {
    const ana = await someone('Ana', 'files');
    await ana.beginsToFile();
    await ana.opens('documents');
    const says = { large: /larger than 10 MB/, empty: /is empty/, otherKind: /whatever its name says/, renamed: /whatever its name says/, cut: /The end of the file is missing/ };
    for (const [kind, file] of Object.entries(illFiles)) {
      await ana.page.selectOption('[name="item"]', 'BORDER_NOTICE');
      await ana.page.setInputFiles('[name="file"]', file);
      const text = await presses(ana.page, 'main form[enctype] button[type="submit"]');
      assert.match(text, says[kind], kind);
      assert.equal(await ana.page.inputValue('[name="item"]'), 'BORDER_NOTICE', `${kind}: what was chosen is still chosen`);
      await ana.sees(`file-${kind}`);
    }
    await presses(ana.page, 'main form[enctype] button[type="submit"]');
    assert.match(await ana.text(), /Choose a file/);
    await ana.handsIn('BORDER_NOTICE', pdf('paper.pdf'));
    await ana.page.selectOption('[name="item"]', 'OTHER');
    await ana.page.setInputFiles('[name="file"]', pdf('paper.pdf'));
    assert.match(await presses(ana.page, 'main form[enctype] button[type="submit"]'), /already sent this file/);
    await ana.leaves();
  });

  await t.test('a second tab: the older one is told, and keeps what was typed in it', async () => {
    const ben = await someone('Ben', 'tabs');
    await ben.beginsToFile();
    const second = await ben.context.newPage();
    await second.goto(`${where.url}/en/file/name`);
    await ben.page.fill('[name="name"]', 'Ben One');
    await ben.sends();
    await second.fill('[name="name"]', 'Ben Two');
    assert.match(await presses(second), /You changed this page in another tab/);
    assert.equal(await second.inputValue('[name="name"]'), 'Ben Two');
    ben.page = second;
    await ben.sees('second-tab');
    await ben.sends();
    await ben.opens('/en/file/name');
    assert.equal(await ben.page.inputValue('[name="name"]'), 'Ben Two', 'saved at the second time');
    await ben.leaves();
  });

  await t.test('a draft that expired gives back what was typed', async () => {
    const cleo = await someone('Cleo', 'expired');
    await cleo.beginsToFile();
    await cleo.page.fill('[name="name"]', 'Cleo Ångström');
    await where.later({ days: 31 });
    const answer = cleo.page.waitForResponse((one) => one.request().method() === 'POST');
    const text = await presses(cleo.page);
    assert.equal((await answer).status(), 410);
    assert.match(text, /That form was deleted/);
    assert.match(text, /Cleo Ångström/);
    await cleo.sees('expired');
    await cleo.leaves();
  });

  await t.test('a wrong code five times, then a used one', async () => {
    const dan = await someone('Dan', 'codes');
    await dan.opens('file');
    await dan.sends();
    await tick(dan.page, 'filer', 'self');
    await dan.sends();
    await dan.page.fill('[name="email"]', dan.email);
    await dan.sends();
    const code = await dan.readsCode();
    const wrong = code === '11111111' ? '22222222' : '11111111';
    for (const left of [4, 3, 2, 1]) {
      await dan.page.fill('[name="code"]', wrong);
      assert.match(await presses(dan.page), left > 1 ? new RegExp(`try ${left} more times`) : /one more time/);
      assert.equal(await dan.page.inputValue('[name="code"]'), wrong, 'what was typed is still there');
    }
    await dan.page.fill('[name="code"]', wrong);
    assert.match(await presses(dan.page), /does not work any more. Ask for another one/);
    await dan.page.fill('[name="code"]', code);
    assert.match(await presses(dan.page), /does not work any more/, 'the right one died with the fifth try');
    await dan.sees('dead-code');
    await where.later({ minutes: 2 });
    await dan.page.locator('main a', { hasText: 'Send another code' }).click();
    await dan.typesCode();
    await dan.page.fill('[name="name"]', 'Dan');
    await dan.sends();

    const again = await someone('Dan', 'codes');
    again.read = dan.read;
    await where.later({ minutes: 2 });
    await again.opens('resume');
    await again.page.fill('[name="email"]', dan.email);
    await again.sends();
    const once = await again.readsCode();
    await again.page.fill('[name="code"]', once);
    await again.sends();
    await again.leaves();
    const thief = await someone('Eve', 'codes-used');
    await thief.opens('resume');
    await thief.page.fill('[name="email"]', dan.email);
    await thief.sends();
    await thief.page.fill('[name="code"]', once);
    assert.match(await presses(thief.page), /not right, or does not work any more/, 'a code works once');
    await thief.leaves();
    await dan.leaves();
  });

  const api = await program(where);
  const reference = await fileByProgram(api, { name: 'Frida', email: 'frida@mail.example', on: (await dayOf(where)).before(20), narrative: STORY });

  await t.test('a number that nobody has gives the very same page as one that is somebody’s', async () => {
    const pages = [];
    const { page, context } = await visitor(browser);
    for (const number of [reference, await unknownNumber(page, where.url)]) {
      await page.goto(`${where.url}/en/track`);
      await page.fill('[name="reference"]', number);
      await presses(page);
      const seen = (await page.content()).replaceAll(number, 'NUMBER').replace(/name="token" value="[^"]*"/g, 'TOKEN');
      await page.fill('[name="code"]', '12345678');
      await presses(page);
      pages.push([seen, (await page.content()).replaceAll(number, 'NUMBER').replace(/name="token" value="[^"]*"/g, 'TOKEN')]);
    }
    assert.deepEqual(pages[1], pages[0], 'nobody can tell them apart');
    await page.goto(`${where.url}/en/case`);
    assert.equal(new URL(page.url()).pathname, '/en/track', 'the number alone opens nothing');
    await context.close();
  });

  await t.test('two officers decide at once: the second reads what happened and keeps the words', async () => {
    const first = await new Officer(browser, where, where.staffed('officer'), { seen: 'mishap-first' }).signsIn();
    await first.opensCase(reference);
    await first.findsTheFileComplete();
    const second = await new Officer(browser, where, where.staffed('officer', 1), { seen: 'mishap-second' }).signsIn();
    await second.opensCase(reference);
    await second.chooses('propose-decision');
    const words = 'I have looked at it for an hour and I see no error.';
    await second.page.fill('[name="reasons_en"]', words);
    await second.page.fill('[name="reasons_fr"]', 'Je ne vois pas d’erreur.');
    for (const list of await second.page.locator('select[name^="findings-"]').all()) await list.selectOption({ index: 1 });
    await tick(second.page, 'disclosure', 'full');
    await first.opensCase(reference);
    await first.asksOffices('CBP');
    const text = await presses(second.page, 'form[action*="/steps/"][action*="/propose-decision"] button[type="submit"]');
    assert.match(text, /The case changed while you were looking/);
    assert.match(text, new RegExp(`Office asked · ${where.staffed('officer').name}`), 'it says what happened, and who did it');
    assert.equal(await second.page.inputValue('[name="reasons_en"]'), words);
    await second.sees('stale');
    await first.leaves();
    await second.leaves();
  });

  await t.test('a whole filing still goes through after all this', async () => {
    const gil = await someone('Gil', 'last');
    await gil.beginsToFile();
    await gil.saysWho({ born: '1990-01-31', birthplace: 'Halifax', standing: 'CA_CITIZEN', citizenship: 'Canada' });
    await gil.saysWhatHappened({ ...about, on: (await dayOf(where)).before(2) });
    await gil.opens('documents');
    await gil.submits();
    await gil.leaves();
  });
});

/// A number of the right shape that is nobody's. Only one last sign fits the others; the page
/// says of the rest that they are no numbers.
async function unknownNumber(page, url) {
  for (const last of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
    const number = `RDR-N0B0D-YS00${last}`;
    await page.goto(`${url}/en/track`);
    await page.fill('[name="reference"]', number);
    if (!(await presses(page)).includes('not a case number')) return number;
  }
  throw new Error('no number fits');
}
