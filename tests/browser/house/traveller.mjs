// A traveller as a person: fills in pages, reads mail, comes back. Fields are found by their
// names, which are the same in both languages; what the person reads is checked by the stories.
import assert from 'node:assert/strict';
import { look, visitor } from './browser.mjs';
import { plainWords } from './words.mjs';

const CODE = /\b\d{8}\b/;
const SEEN = new Set();

/// Addresses of the pages that a traveller types or finds in a mail.
const PATHS = {
  en: { start: '/en', check: '/en/right-door', file: '/en/file', resume: '/en/file/come-back', documents: '/en/file/documents', review: '/en/file/check', track: '/en/track', case: '/en/case', papers: '/en/case/documents', step: '/en/case/do/' },
  fr: { start: '/fr', check: '/fr/bon-recours', file: '/fr/deposer', resume: '/fr/deposer/revenir', documents: '/fr/deposer/documents', review: '/fr/deposer/verifier', track: '/fr/suivre', case: '/fr/dossier', papers: '/fr/dossier/documents', step: '/fr/dossier/faire/' },
};

/// Ticks a radio or a box by its value, as a person does: on its words.
export async function tick(page, name, ...values) {
  for (const value of values) {
    const id = await page.locator(`main input[name="${name}"][value="${value}"]`).getAttribute('id');
    await page.locator(`label[for="${id}"]`).click();
  }
}

/// Types a date in its three parts.
export async function typeDate(page, name, day) {
  const [year, month, date] = day.split('-').map(Number);
  await page.fill(`[name="${name}-day"]`, String(date));
  await page.fill(`[name="${name}-month"]`, String(month));
  await page.fill(`[name="${name}-year"]`, String(year));
}

export class Traveller {
  /// `where` is the installation, `mail` the mail server, `seen` names the screens. With `once`, a
  /// page that another traveller of the same test saw before is not photographed again.
  constructor(browser, where, mail, { language = 'en', phone = false, scripts = true, email, name, seen, once = false }) {
    Object.assign(this, { once, browser, where, mail, language, phone, scripts, email, name, seen, path: PATHS[language], count: 0, read: new Set() });
  }

  async comes() {
    Object.assign(this, await visitor(this.browser, this));
    return this;
  }

  /// Closes the browser and comes back with a new one that knows nothing.
  async leaves() {
    await this.context.close();
  }

  async opens(page) {
    const answer = await this.page.goto(this.where.url + (this.path[page] ?? page));
    assert.equal(answer.status(), 200, `${page} is there`);
  }

  /// Photographs the page and checks it.
  async sees(what) {
    if (this.once && SEEN.has(what)) return this.text();
    SEEN.add(what);
    this.count += 1;
    await look(this.page, `${this.seen}-${String(this.count).padStart(2, '0')}-${what}`);
    return this.text();
  }

  async text() {
    return this.page.locator('main').innerText();
  }

  /// Sends the form of the page and expects another page, without anything to put right.
  async sends(button = 'main form button[type="submit"]') {
    await this.page.locator(button).first().click();
    await this.page.waitForLoadState();
    const trouble = await this.page.locator('.govuk-error-summary').allInnerTexts();
    assert.deepEqual(trouble, [], `${this.page.url()}: there is something to put right`);
  }

  /// The newest mail to this person that passes a test.
  async mailed(test, what) {
    return this.mail.waitFor((mail) => mail.to.includes(this.email) && test(mail), `${what} for ${this.email}`);
  }

  /// Reads the code in a mail that was not read before.
  async readsCode() {
    const mail = await this.mailed((one) => CODE.test(one.text) && this.isNew(one), 'a code');
    return CODE.exec(mail.text)[0];
  }

  /// Takes the codes that came so far for old: the next one is the one that is asked for now.
  async forgetsCodes() {
    for (const mail of await this.mail.all()) if (mail.to.includes(this.email) && CODE.test(mail.text)) this.read.add(mail.id);
  }

  /// Reads the next mail that says that there is a letter. Nothing of the case may be in it.
  async readsNews(what) {
    const mail = await this.mailed((one) => !CODE.test(one.text) && this.isNew(one), what);
    const said = mail.subject + mail.text;
    assert.equal(mail.language, this.language, `${what} is in the language of the traveller`);
    assert.match(mail.headers['auto-submitted'], /^auto-generated$/);
    for (const secret of [this.name, this.reference]) assert.ok(!said.includes(secret), `${what} says nothing of the case`);
    plainWords(said, what);
    return mail;
  }

  isNew(mail) {
    const fresh = !this.read.has(mail.id);
    this.read.add(mail.id);
    return fresh;
  }

  async typesCode() {
    await this.page.fill('[name="code"]', await this.readsCode());
    await this.sends();
  }

  // ---- before filing ----------------------------------------------------------------------------

  async looksForTheDoor({ country, paper }) {
    await this.opens('start');
    await this.sees('start');
    await this.page.locator(`main a[href$="/${country}"]`).first().click();
    await this.sees('papers');
    await this.page.locator(`main a[href$="/${country}/${paper}"]`).click();
    await this.sees('doors');
  }

  async checksTheDoor(answers) {
    await this.opens('check');
    for (const [name, value] of Object.entries(answers)) await tick(this.page, name, value);
    await this.sees('right-door');
    await this.sends();
    return this.sees('right-door-answer');
  }

  // ---- filing -----------------------------------------------------------------------------------

  async beginsToFile() {
    await this.opens('file');
    await this.sees('file');
    await this.sends();
    await tick(this.page, 'filer', 'self');
    await this.sees('who');
    await this.sends();
    await this.page.fill('[name="email"]', this.email);
    await this.sees('e-mail');
    await this.sends();
    await this.sees('e-mail-code');
    await this.typesCode();
  }

  async saysWho({ born, birthplace, standing, citizenship, phone = '', address = '' }) {
    await this.page.fill('[name="name"]', this.name);
    await this.sees('name');
    await this.sends();
    await typeDate(this.page, 'born', born);
    await this.page.fill('[name="birthplace"]', birthplace);
    await this.sees('birth');
    await this.sends();
    await tick(this.page, 'standing', standing);
    await this.page.fill('[name="citizenship"]', citizenship);
    await this.sees('citizenship');
    await this.sends();
    await this.page.fill('[name="phone"]', phone);
    await this.page.fill('[name="address"]', address);
    await this.sees('reach');
    await this.sends();
  }

  async saysWhatHappened({ purpose, place, mode, on, complaints, toldHow, paper, carrier = '', story }) {
    await tick(this.page, 'purpose', purpose);
    await this.sees('purpose');
    await this.sends();
    await this.page.selectOption('[name="place"]', place);
    await tick(this.page, 'mode', mode);
    await this.sees('where');
    await this.sends();
    await typeDate(this.page, 'on', on);
    await this.sees('when');
    await this.sends();
    await tick(this.page, 'complaints', ...complaints);
    await this.sees('what');
    await this.sends();
    await tick(this.page, 'told_how', toldHow);
    await tick(this.page, 'paper', paper);
    await this.sees('told');
    await this.sends();
    await this.page.fill('[name="carrier"]', carrier);
    await this.sees('details');
    await this.sends();
    await this.page.fill('[name="narrative"]', story);
    await this.sees('story');
    await this.sends();
    await this.sees('events');
    await this.sends('main button[value="go-on"]');
  }

  /// Goes on in another browser with a code from the mailbox.
  async goesOnElsewhere() {
    await this.leaves();
    await this.forgetsCodes();
    await this.where.later({ minutes: 5 });
    await this.comes();
    await this.opens('resume');
    await this.page.fill('[name="email"]', this.email);
    await this.sees('come-back');
    await this.sends();
    await this.sees('come-back-code');
    await this.typesCode();
    return this.sees('what-was-saved');
  }

  /// Sends a file and finds its receipt on the page.
  async handsIn(item, file) {
    await this.page.selectOption('[name="item"]', item);
    await this.page.setInputFiles('[name="file"]', file);
    await this.sends('main form[enctype] button[type="submit"]');
    assert.ok((await this.text()).includes(file.name), `${file.name} has its receipt`);
  }

  async submits() {
    await this.opens('documents');
    await this.sends('main button[value="go-on"]');
    const answers = await this.sees('check-answers');
    assert.ok(answers.includes(this.name), 'the name is as it was typed');
    await tick(this.page, 'declare', 'yes');
    await this.sends();
    const done = await this.sees('received');
    this.reference = /RDR-\w{5}-\w{5}/.exec(done)[0];
    return done;
  }

  // ---- afterwards -------------------------------------------------------------------------------

  /// Opens the case with its number and a fresh code.
  async tracks() {
    await this.forgetsCodes();
    await this.where.later({ minutes: 2 });
    await this.opens('track');
    await this.page.fill('[name="reference"]', this.reference.toLowerCase());
    await this.sees('track');
    await this.sends();
    await this.sees('track-code');
    await this.typesCode();
    return this.sees('case');
  }

  async answersWith(item, file, words) {
    await this.opens('papers');
    await this.sees('case-documents');
    await this.handsIn(item, file);
    await this.sees('case-documents-sent');
    await this.opens(`${this.path.step}answer-request`);
    await this.page.fill('[name="text"]', words);
    await this.sees('answer');
    await this.sends();
    return this.sees('case-answered');
  }

  async readsTheLetter() {
    await this.opens('case');
    await this.page.locator('.r-timeline a.govuk-link').last().click();
    await this.page.waitForLoadState();
    return this.sees('letter');
  }
}
