// Somebody with a signed authority files on a phone, in French, for a traveller who reads English and
// has a mailbox: the traveller passes on a code, and then each is written to in their own language.
import test from 'node:test';
import assert from 'node:assert/strict';
import { pdf } from './house/papers.mjs';
import { stage } from './house/stage.mjs';
import { Traveller, tick } from './house/traveller.mjs';
import { dayOf, plainWords } from './house/words.mjs';

test('a representative files, and the traveller reads alone', { timeout: 600_000 }, async (t) => {
  const { mail, where, browser } = await stage(t);
  const helper = await new Traveller(browser, where, mail, { language: 'fr', phone: true, name: 'Ana Sørensen', email: 'aide@mail.example', seen: 'represented-fr' }).comes();
  const traveller = new Traveller(browser, where, mail, { language: 'en', scripts: false, name: helper.name, email: 'ana@mail.example', seen: 'represented-en' });

  await helper.opens('file');
  await helper.sends();
  await tick(helper.page, 'filer', 'representative');
  await helper.sends();
  await helper.page.fill('[name="helper_name"]', 'Étienne Roy');
  await tick(helper.page, 'helper_language', 'fr');
  await helper.sees('helper');
  await helper.sends();
  await helper.page.fill('[name="email"]', helper.email);
  await helper.sends();
  await helper.typesCode();
  await helper.page.fill('[name="name"]', helper.name);
  await helper.sends();
  for (const [part, value] of [['day', '4'], ['month', '5'], ['year', '1988']]) await helper.page.fill(`[name="born-${part}"]`, value);
  await helper.page.fill('[name="birthplace"]', 'Aarhus');
  await helper.sends();
  await tick(helper.page, 'standing', 'OTHER');
  await helper.sends();
  await tick(helper.page, 'language', 'en');
  await helper.sends();
  await helper.page.fill('[name="own_email"]', traveller.email);
  plainWords(await helper.sees('traveller-address'), 'the page that asks for the traveller’s address');
  await helper.sends();
  plainWords(await helper.sees('traveller-code'), 'the page that asks for the traveller’s code');
  const passedOn = await traveller.mailed((one) => /\b\d{8}\b/.test(one.text), 'a code');
  assert.match(passedOn.text, /says that they act for you/);
  assert.equal(passedOn.language, 'en', 'in the language of the traveller');
  await helper.page.fill('[name="code"]', /\b\d{8}\b/.exec(passedOn.text)[0]);
  await helper.sends();
  await helper.saysWhatHappened({ purpose: 'not_business', place: 'us-0901', mode: 'land', on: (await dayOf(where)).before(4), complaints: ['REPEAT_SECONDARY'], toldHow: 'IN_PERSON', paper: 'NONE', story: 'On l’a gardée deux heures.' });
  await helper.opens('documents');
  await helper.handsIn('AUTHORISATION', pdf('590.pdf', 'DHS Form 590'));
  await helper.submits();

  traveller.reference = helper.reference;
  traveller.read.add(passedOn.id);
  await helper.readsNews('the helper’s copy');
  await traveller.readsNews('the traveller’s own');
  await helper.tracks();
  await traveller.comes();
  const own = await traveller.tracks();
  assert.match(own, /You filed your request/);
});
