// Members of the office at their desk: they sign in with a code, find the case and take one step
// after the other from its page.
import assert from 'node:assert/strict';
import { look, oneTimeCode, visitor } from './browser.mjs';
import { tick, typeDate } from './traveller.mjs';

export class Officer {
  constructor(browser, where, sign, { language = 'en', seen }) {
    Object.assign(this, { browser, where, sign, language, seen, count: 0 });
  }

  async signsIn(to = '/desk') {
    Object.assign(this, await visitor(this.browser, this));
    // A one-time code works once: whoever signed in this minute waits for the next.
    await this.where.later({ minutes: 1 });
    await this.page.goto(`${this.where.url}/desk/sign-in?to=${encodeURIComponent(to)}`);
    await this.page.fill('[name="email"]', this.sign.email);
    await this.page.fill('[name="password"]', this.sign.password);
    await this.sees('sign-in');
    await this.presses('main button[type="submit"]');
    await this.page.fill('[name="code"]', await oneTimeCode(this.sign.totp_secret, await this.where.now()));
    await this.sees('sign-in-code');
    await this.presses('main button[type="submit"]');
    assert.equal(new URL(this.page.url()).pathname, to.split('?')[0], `${this.sign.name} is in`);
    return this;
  }

  async sees(what) {
    this.count += 1;
    await look(this.page, `${this.seen}-${String(this.count).padStart(2, '0')}-${what}`);
    return this.text();
  }

  async text() {
    return this.page.locator('main').innerText();
  }

  async presses(button) {
    await this.page.locator(button).first().click();
    await this.page.waitForLoadState();
    const trouble = await this.page.locator('.govuk-error-summary').allInnerTexts();
    assert.deepEqual(trouble, [], `${this.page.url()}: something stands in the way`);
  }

  /// Finds the case in the queue of everything that is open, and opens it there.
  async findsInQueue(reference) {
    await this.page.goto(`${this.where.url}/desk?queue=all`);
    await this.sees('queue');
    await this.page.locator(`a[href$="/${reference}"]`).first().click();
    await this.page.waitForLoadState();
    this.reference = reference;
    return this.sees('case');
  }

  async opensCase(reference) {
    this.reference = reference;
    await this.page.goto(`${this.where.url}/desk/cases/${reference}`);
    return this.text();
  }

  /// Opens the form of a step from the list of next steps.
  async chooses(step) {
    await this.page.goto(`${this.where.url}/desk/cases/${this.reference}`);
    await this.page.locator(`.d-steps a[href*="step=${step}&"], .d-steps a[href*="step=${step}#"], .d-steps a[href$="step=${step}"]`).first().click();
    await this.page.waitForLoadState();
    assert.equal(await this.page.locator(`form[action*="/steps/"][action*="/${step}"]`).count(), 1, `the form of ${step} is open`);
  }

  /// Takes a step: opens its form, fills it in, sends it.
  async takes(step, fill = async () => {}) {
    await this.chooses(step);
    await fill(this.page);
    await this.sees(step);
    await this.presses(`form[action*="/steps/"][action*="/${step}"] button[type="submit"]`);
  }

  async findsTheFileComplete() {
    await this.takes('check-file');
  }

  async asksOffices(...components) {
    await this.takes('ask-components', (page) => tick(page, 'components', ...components));
  }

  async asksForDocuments(items, text) {
    await this.takes('request-documents', async (page) => {
      await tick(page, 'items', ...items);
      await page.fill('form[action*="/request-documents"] [name="text"]', text);
    });
  }

  /// Records an answer for each office that still owes one.
  async recordsAnswers(answers) {
    for (const answer of answers) {
      await this.takes('record-answer', async (page) => {
        await page.selectOption('[name="task"]', { index: 1 });
        await choose(page, 'answer', answer);
      });
    }
  }

  /// A finding may be one for all that is contested, or a list: one for each.
  async drafts({ findings, disclosure, reasons, corrections = [] }) {
    await this.takes('propose-decision', async (page) => {
      for (const [part, value] of Object.entries(findings)) {
        const selects = page.locator(`select[name^="findings-"][name$="-${part}"]`);
        for (let nth = 0; nth < (await selects.count()); nth += 1) await selects.nth(nth).selectOption([value].flat()[nth] ?? [value].flat()[0]);
      }
      await choose(page, 'disclosure', disclosure);
      await page.fill('[name="reasons_en"]', reasons.en);
      await page.fill('[name="reasons_fr"]', reasons.fr);
      await tick(page, 'corrections', ...corrections);
    });
  }

  async previews() {
    await this.opensCase(this.reference);
    await this.page.locator('a[href*="/preview/"]').click();
    await this.page.waitForLoadState();
    const text = await this.sees('preview');
    assert.equal(await this.page.locator('.d-letter').count(), 2, 'English and French side by side');
    return text;
  }

  async confirmsCorrection(proof, on) {
    await this.takes('confirm-correction', async (page) => {
      await page.selectOption('[name="correction"]', { index: 1 });
      await choose(page, 'proof', proof);
      await typeDate(page, 'effective_on', on);
    });
  }

  async signs() {
    await this.takes('sign');
  }

  /// Opens the step of signing one's own draft and reads why it may not be.
  async refusedToSign() {
    await this.opensCase(this.reference);
    await this.page.locator('.d-steps a[href*="step=sign&"]').first().click();
    await this.page.waitForLoadState();
    assert.equal(await this.page.locator('form[action*="/steps/"][action*="/sign"] button.govuk-button').count(), 0, 'there is nothing to press');
    await this.sees('own-draft');
    return this.page.locator('.d-form').innerText();
  }

  async issues() {
    await this.takes('issue-decision');
  }

  /// Whether the page of the case offers a step.
  async isOffered(step) {
    await this.opensCase(this.reference);
    return (await this.page.locator(`.d-steps a[href*="step=${step}"]`).count()) > 0;
  }

  async leaves() {
    await this.context.close();
  }
}

/// Chooses from a list or ticks a radio, whichever the form has.
async function choose(page, name, value) {
  const list = page.locator(`select[name="${name}"]`);
  if (await list.count()) await list.selectOption(value);
  else await tick(page, name, value);
}
