// What a story is played on: a real mail server, an installation that writes through it, and a
// browser. All of it is gone when the test ends.
import { openBrowser } from './browser.mjs';
import { installation } from './installation.mjs';
import { mailServer } from './mail.mjs';

export async function stage(t) {
  const mail = await mailServer();
  t.after(() => mail.stop());
  const where = await installation({ smtp: mail.url });
  t.after(() => where.stop());
  const browser = await openBrowser();
  t.after(() => browser.close());
  return { mail, where, browser };
}
