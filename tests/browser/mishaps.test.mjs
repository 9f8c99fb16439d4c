// What goes wrong for people who did nothing wrong: each time a page says what happened and how
// to go on, and what was typed is still there.
import test from 'node:test';
import assert from 'node:assert/strict';
import { visitor } from './house/browser.mjs';
import { fileByProgram, program } from './house/client.mjs';
import { Officer } from './house/officer.mjs';
import { illFiles, pdf, wronglyNamed } from './house/papers.mjs';
import { stage } from './house/stage.mjs';
import { Traveller, tick } from './house/traveller.mjs';
import { dayOf } from './house/words.mjs';

const PROPOSE = 'form[action*="/steps/"][action*="/propose-decision"] button[type="submit"]';
const STORY = 'They kept my passport for two hours. I have written this once already.';

/// Sends the form of a page without expecting that all is well.
async function presses(page, button = 'main form button[type="submit"]') {
  await page.locator(button).first().click();
  await page.waitForLoadState();
  return page.locator('main').innerText();
}

test('mishaps', { timeout: 900_000 }, async (t) => {
  const { mail, where, browser } = await stage(t);
  const someone = (name, seen) => new Traveller(browser, where, mail, { name, email: `${seen}@mail.example`, seen: `mishap-${seen}`, once: true }).comes();
  const about = { purpose: 'not_business', place: 'us-0901', mode: 'land', complaints: ['REPEAT_SECONDARY'], toldHow: 'IN_PERSON', paper: 'NONE', story: STORY };

  await t.test('files that cannot be taken: each is told apart, and the choice stays', async () => {
    const ana = await someone('Ana', 'files');
    await ana.beginsToFile();
    await ana.opens('documents');
    const [kind, end] = [/whatever its name says/, /The end of the file is missing/];
    const says = { large: /larger than 10 MB/, empty: /is empty/, otherKind: kind, renamed: kind, renamedPhoto: kind, cut: end, cutPhoto: end, broken: /damaged/, locked: /asks for a password/ };
    for (const [kind, file] of Object.entries(illFiles)) {
      assert.ok(says[kind], `${kind} is expected to be told apart`);
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
    await ana.handsIn('IDENTITY_DOCUMENT', wronglyNamed.photo);
    await ana.handsIn('TRAVEL_DETAILS', wronglyNamed.paper);
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
    await dan.page.locator('main button', { hasText: 'Send another code' }).click();
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
    await thief.sees('used-code');
    await thief.leaves();
    await dan.leaves();
  });

  await t.test('a code that is too old says so, and the next one works', async () => {
    const ida = await someone('Ida', 'old-code');
    await ida.opens('file');
    await ida.sends();
    await tick(ida.page, 'filer', 'self');
    await ida.sends();
    await ida.page.fill('[name="email"]', ida.email);
    await ida.sends();
    const code = await ida.readsCode();
    await where.later({ minutes: 31 });
    await ida.page.fill('[name="code"]', code);
    assert.match(await presses(ida.page), /does not work any more. Ask for another one/);
    await ida.page.locator('main button', { hasText: 'Send another code' }).click();
    await ida.typesCode();
    await ida.leaves();
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
    const words = 'I have looked at it for an hour and I see no error.';
    await second.chooses('propose-decision');
    const fill = async (page, reasons) => {
      await page.fill('[name="reasons_en"]', reasons);
      await page.fill('[name="reasons_fr"]', 'Je ne vois pas d’erreur.');
      const decided = { outcome: 'DECISION_UPHELD', root_cause: 'NO_ERROR_FOUND', cleared_by: 'NOT_APPLICABLE', sealed: 'NOT_LISTED' };
      for (const [part, value] of Object.entries(decided)) await page.locator(`select[name^="findings-"][name$="-${part}"]`).first().selectOption(value);
      await tick(page, 'disclosure', 'full');
    };
    await fill(second.page, words);
    await first.opensCase(reference);
    await first.asksOffices('CBP');
    await first.recordsAnswers(['RECORD_STANDS']);
    await first.chooses('propose-decision');
    await fill(first.page, 'The record is right.');
    await first.presses(PROPOSE);
    const text = await presses(second.page, PROPOSE);
    assert.match(text, /The case changed while you were looking/);
    assert.match(text, new RegExp(`Decision drafted · ${where.staffed('officer').name}`), 'it says what happened, and who did it');
    assert.ok(text.includes(words), 'the words are still there, although nobody can draft any more');
    await second.sees('stale');

    const third = await new Officer(browser, where, where.staffed('supervisor'), { seen: 'mishap-third' }).signsIn();
    for (const one of [second, third]) {
      await one.opensCase(reference);
      await one.chooses('sign');
    }
    const sign = 'form[action*="/steps/"][action*="/sign"] button[type="submit"]';
    await second.presses(sign);
    assert.match(await presses(third.page, sign), /The case changed while you were looking/, 'a second signature is not put twice');
    for (const one of [first, second, third]) await one.leaves();
  });

  await t.test('an officer away for too long gets the words back, and the way to the same step', async () => {
    const officer = await new Officer(browser, where, where.staffed('officer'), { seen: 'mishap-away' }).signsIn();
    await officer.opensCase(reference);
    await officer.chooses('add-note');
    await officer.page.fill('form[action*="/add-note"] [name="text"]', 'Half an hour of thought.');
    await where.later({ minutes: 16 });
    const text = await presses(officer.page, 'form[action*="/add-note"] button[type="submit"]');
    assert.match(text, /You were signed out/);
    assert.match(text, /Half an hour of thought/);
    await officer.sees('signed-out');
    const again = await officer.page.locator('main a').getAttribute('href');
    assert.match(decodeURIComponent(again), new RegExp(`/desk/cases/${reference}\\?step=add-note`));
    await officer.leaves();
  });

  await t.test('a traveller away for too long, or in two tabs, gets the words back', async () => {
    const fay = await someone('Frida', 'frida');
    fay.reference = reference;
    await fay.tracks();
    await fay.opens(`${fay.path.step}send-message`);
    await fay.page.fill('[name="text"]', STORY);
    await where.later({ minutes: 31 });
    const ended = await presses(fay.page);
    assert.match(ended, /We closed your case on this screen/);
    assert.ok(ended.includes(STORY), 'what was typed is there');
    await fay.sees('ended');
    await fay.tracks();
    await where.later({ minutes: 31 });
    await fay.opens('case');
    assert.match(await fay.text(), /We closed your case on this screen/, 'the way in says why');
    await fay.sees('ended-way-in');
    await fay.tracks();
    await fay.opens('papers');
    await fay.page.selectOption('[name="item"]', 'OTHER');
    await fay.page.setInputFiles('[name="file"]', illFiles.large);
    assert.match(await presses(fay.page), /larger than 10 MB/);
    assert.equal(await fay.page.inputValue('[name="item"]'), 'OTHER', 'what was chosen is still chosen');
    await fay.page.setInputFiles('[name="file"]', pdf('late.pdf'));
    await where.later({ minutes: 31 });
    assert.match(await presses(fay.page), /did not reach us/, 'a file that came too late is not taken for received');
    await fay.tracks();
    const second = await fay.context.newPage();
    await second.goto(`${where.url}/en/case/do/ask-urgency`);
    await tick(second, 'reason', 'MEDICAL');
    await second.fill('[name="text"]', STORY);
    await fay.opens(`${fay.path.step}withdraw`);
    await fay.sends();
    const moved = await presses(second);
    assert.match(moved, /The case changed while this page was open/);
    assert.ok(moved.includes(STORY), 'what was typed is there');
    fay.page = second;
    await fay.sees('moved-on');
    await fay.leaves();
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
