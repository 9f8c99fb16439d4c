// A look round a demonstration, without a mail server: its own mailbox shows the codes that it
// sends. For pictures of pages; the tests read real mail.
import { until } from './mail.mjs';

const TRACK = { en: '/en/track', fr: '/fr/suivre' };

/// The newest code that the mailbox holds for an address, with the mail that it came in.
async function newestCode(page, url, email) {
  const html = await (await page.request.get(`${url}/demo/mailbox`)).text();
  for (const [, path] of html.matchAll(/href="(\/demo\/mailbox\/[^"?]+)"/g)) {
    const mail = await (await page.request.get(url + path)).text();
    const code = mail.includes(email) && /\b\d{8}\b/.exec(mail.slice(mail.indexOf('<main')));
    if (code) return { path, code: code[0] };
  }
  return null;
}

/// Opens a case as its traveller does: with its number and the code that was mailed.
export async function opensAsTraveller(page, where, { language = 'en', reference, email }) {
  await where.later({ minutes: 2 });
  const old = await newestCode(page, where.url, email);
  await page.goto(where.url + TRACK[language]);
  await page.fill('[name="reference"]', reference);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForLoadState();
  const fresh = await until(async () => {
    const found = await newestCode(page, where.url, email);
    return found && found.path !== old?.path && found;
  }, `a code for ${reference}`);
  await page.fill('[name="code"]', fresh.code);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForLoadState();
}

/// The mail address of a case's traveller, as the case's page on the desk has it.
export async function addressOf(page) {
  return /[\w.+-]+@[\w.-]+/.exec(await page.locator('section[aria-labelledby="person-title"]').innerText())?.[0];
}
