// An analyst: signs in, reads the page of figures, and takes a figure from it as a program would
// with the same session.
import assert from 'node:assert/strict';
import { Officer } from './officer.mjs';

export class Analyst extends Officer {
  async readsFigures() {
    await this.page.goto(`${this.where.url}/insight`);
    return this.sees('insight');
  }

  /// The exact count of a measure over everything, as the file of the page has it.
  async counts(measure) {
    const rows = await this.file(measure);
    const figure = rows.find((row) => row.line === 'figure');
    assert.match(figure?.numerator ?? '', /^\d+$/, `${measure} is shown exactly`);
    return Number(figure.numerator);
  }

  /// The same count as people read it on the page that is open.
  async reads(measure) {
    const words = await this.page.locator(`#${measure} .i-big`).first().innerText();
    assert.match(words, /^\d+$/, `${measure} is on the page`);
    return Number(words);
  }

  /// What the story changes, on the page and in its files.
  async figures() {
    await this.readsFigures();
    const counts = { received: await this.counts('received'), closed: await this.counts('closed-by-kind') };
    const page = { received: await this.reads('received'), closed: await this.reads('closed-by-kind') };
    assert.deepEqual(page, counts, 'page and file are one');
    return page;
  }

  async file(measure, query = 'by=none') {
    const answer = await this.page.request.get(`${this.where.url}/insight/${measure}.csv?${query}`);
    assert.equal(answer.status(), 200, `${measure}.csv`);
    const [heads, ...lines] = (await answer.text()).trim().split('\r\n').map(cells);
    return lines.map((line) => Object.fromEntries(line.map((cell, at) => [heads[at], cell])));
  }
}

function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => (quoted === undefined ? plain : quoted.replaceAll('""', '"')));
}
