// Sixty names as people have them come back as they were written (in NFC, which is the same text):
// from the page of the traveller, from the desk, from the search, from the interface, from the mail,
// where it stands beside the address alone, and from the letter that the mail tells of.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileByProgram, program, staff } from './house/client.mjs';
import { until } from './house/mail.mjs';
import { Officer } from './house/officer.mjs';
import { stage } from './house/stage.mjs';
import { Traveller } from './house/traveller.mjs';
import { dayOf } from './house/words.mjs';

const NAMES = JSON.parse(await readFile(new URL('names.json', import.meta.url), 'utf8'));

test('sixty names', { timeout: 900_000 }, async (t) => {
  const { mail, where, browser } = await stage(t);
  assert.equal(new Set(NAMES).size, 60, 'sixty different names');

  const api = await program(where);
  const on = (await dayOf(where)).before(5);
  const filed = [];
  for (const [nth, name] of NAMES.entries()) {
    filed.push({ name, is: name.normalize('NFC'), email: `n${nth}@names.example`, reference: await fileByProgram(api, { name, email: `n${nth}@names.example`, on }) });
  }

  await t.test('from the interface', async () => {
    const office = await staff(where, where.staffed('supervisor'));
    for (const { is, reference } of filed) {
      const answer = await office.get(`/api/v1/cases/${reference}`);
      assert.equal((await answer.json()).traveller.name, is, `${reference} by the interface`);
    }
  });

  await t.test('from the search and the page of the case', async () => {
    const officer = await new Officer(browser, where, where.staffed('officer'), { seen: 'names-officer' }).signsIn();
    for (const { name, is, reference } of filed) {
      const found = () => searched(officer.page, where.url, name);
      const row = await until(async () => (await found()).find((one) => one.reference === reference), `${name} (${reference}) to be found by its name`);
      assert.equal(row.name, is, `${reference} in the search`);
    }
    await officer.sees('search');
    for (const { is, reference } of filed) {
      const html = await (await officer.page.request.get(`${where.url}/desk/cases/${reference}`)).text();
      assert.equal(unescaped(/<h1[^>]*>.*?<bdi>(.*?)<\/bdi>/s.exec(html)[1]), is, `${reference} on its page`);
      const letter = /href="(\/desk\/cases\/[^"]+\/letters\/[^"]+)"/.exec(html)[1];
      const written = await (await officer.page.request.get(where.url + letter)).text();
      assert.ok(paragraphs(written).includes(is), `${reference} in the letter that the mail tells of`);
    }
    await officer.leaves();
  });

  await t.test('from the mail, beside the address and nowhere else', async () => {
    await until(async () => new Set((await mail.all()).map((one) => one.to)).size >= 60, 'a mail for everybody');
    for (const one of await mail.all()) {
      const of = filed.find((person) => one.to.includes(person.email));
      if (of) assert.equal(one.toName.normalize('NFC'), of.is, `${of.reference} on its mail`);
      if (of && of.is.length > 2) assert.ok(!(one.subject + one.text).normalize('NFC').includes(of.is), `${of.reference}: no name in a mail`);
    }
  });

  await t.test('typed on a page, and shown there again', async () => {
    const typist = await new Traveller(browser, where, mail, { name: 'Sixty', email: 'sixty@names.example', seen: 'names-typed', once: true }).comes();
    await typist.beginsToFile();
    for (const name of NAMES) {
      await typist.opens('/en/file/name');
      await typist.page.fill('[name="name"]', name);
      await typist.sends();
      const read = async (path) => (await typist.page.request.get(where.url + path)).text();
      const kept = /<input[^>]* id="name"[^>]* value="([^"]*)"/.exec(await read('/en/file/name'));
      assert.equal(unescaped(kept[1]), name.normalize('NFC'), 'on the page where it was typed');
      assert.ok(paragraphs(await read('/en/file/check')).includes(name.normalize('NFC')), `${name} among the answers`);
    }
    await typist.leaves();
  });

  for (const nth of [1, 6, 39, 58]) {
    await t.test(`on the pages of the traveller: ${NAMES[nth].slice(0, 30)}`, async () => {
      const { is, email, reference } = filed[nth];
      const person = await new Traveller(browser, where, mail, { name: is, email, seen: `names-${nth}`, once: true }).comes();
      person.reference = reference;
      await person.tracks();
      assert.ok((await person.readsTheLetter()).includes(is), 'the letter begins with the name');
      await person.leaves();
    });
  }
});

async function searched(page, url, query) {
  await page.goto(`${url}/desk/search?q=${encodeURIComponent(query)}`);
  return page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => ({ reference: row.querySelector('a').textContent, name: row.querySelector('bdi')?.textContent })));
}

/// The lines of a page, as they are read.
function paragraphs(html) {
  return html.replace(/<br>/g, '</p>').split(/<[^>]*>/).map((text) => unescaped(text).trim());
}

function unescaped(html) {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
}
