// The whole story, told in English by a traveller whose browser runs no scripts: from the start
// page to a correction that was seen to work, read on the site and counted by the analyst.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Analyst } from './house/analyst.mjs';
import { Officer } from './house/officer.mjs';
import { pdf, png } from './house/papers.mjs';
import { stage } from './house/stage.mjs';
import { Traveller } from './house/traveller.mjs';
import { dayOf, plainWords } from './house/words.mjs';

test('from refusal to answer, in English and without scripts', { timeout: 900_000 }, async (t) => {
  const { mail, where, browser } = await stage(t);
  const traveller = await new Traveller(browser, where, mail, { scripts: false, name: 'Zoë Nguyễn-D’Arcy', email: 'zoe@mail.example', seen: 'en-traveller' }).comes();
  const officer = new Officer(browser, where, where.staffed('officer'), { seen: 'en-officer' });
  const colleague = new Officer(browser, where, where.staffed('officer', 1), { seen: 'en-colleague' });
  const analyst = new Analyst(browser, where, where.staffed('analyst'), { seen: 'en-analyst' });

  await analyst.signsIn('/insight');
  const before = await analyst.figures();

  await traveller.looksForTheDoor({ country: 'us', paper: 'i-275' });
  const door = await traveller.checksTheDoor({ country: 'us', trouble: 'checks', want: 'correct', court: 'no' });
  assert.match(door, /An inquiry is made for this/);

  await traveller.beginsToFile();
  await traveller.saysWho({ born: '1987-03-27', birthplace: 'Huế, Viet Nam', standing: 'CA_CITIZEN', citizenship: 'Canada', phone: '+1 416 555 0123' });
  const today = await dayOf(where);
  await traveller.saysWhatHappened({
    purpose: 'business_visitor', place: 'us-0901', mode: 'land', on: today.before(9), complaints: ['REPEAT_SECONDARY', 'RECORD_WRONG'],
    toldHow: 'IN_PERSON', paper: 'NONE', carrier: 'My own car',
    story: 'At each crossing I am sent for a second check.\nIt takes three hours, and nobody says why.',
  });
  const saved = await traveller.goesOnElsewhere();
  assert.ok(saved.includes(traveller.name) && saved.includes('three hours'), 'what was saved is there');
  await traveller.opens('documents');
  await traveller.sees('documents');
  await traveller.handsIn('IDENTITY_DOCUMENT', pdf('passport.pdf', 'Passport'));
  await traveller.handsIn('TRAVEL_DETAILS', png('boarding card.png'));
  await traveller.sees('documents-sent');
  await traveller.submits();
  await traveller.readsNews('the acknowledgement');

  await officer.signsIn();
  await officer.findsInQueue(traveller.reference);
  await officer.findsTheFileComplete();
  await officer.asksOffices('CBP', 'TSA');
  await officer.asksForDocuments(['TRAVEL_DETAILS'], 'Please send the ticket of your last crossing. It shows us which record to look for.');

  const request = await traveller.readsNews('the request');
  assert.match(request.text, /Something needs your answer by/);
  const asked = await traveller.tracks();
  assert.match(asked, /We wait for your answer/);
  const answered = await traveller.answersWith('TRAVEL_DETAILS', pdf('ticket.pdf', 'Ticket'), 'Here is the ticket.');
  assert.match(answered, /In work/);

  await officer.recordsAnswers(['CORRECTED', 'NO_RECORD']);
  await officer.drafts({
    findings: { outcome: ['CORRECTED_VERIFIED', 'DECISION_UPHELD'], root_cause: ['NAME_SIMILAR', 'NO_ERROR_FOUND'], cleared_by: ['DATE_OF_BIRTH', 'NOT_APPLICABLE'], sealed: 'NOT_LISTED' },
    disclosure: 'full',
    reasons: { en: 'A record of another person with a similar name came up. We told the two of you apart.', fr: 'Le dossier d’une autre personne au nom semblable apparaissait. Nous vous avons distinguées.' },
    corrections: ['CBP_OVERRIDE'],
  });
  const preview = await officer.previews();
  assert.ok(preview.includes('similar name') && preview.includes('nom semblable'));
  assert.ok(!(await officer.isOffered('issue-decision')), 'one point goes against the traveller: nothing goes out without a second hand');
  await officer.refusedToSign();
  await colleague.signsIn();
  await colleague.opensCase(traveller.reference);
  await colleague.sees('draft-to-sign');
  await colleague.signs();
  await officer.confirmsCorrection('TEST_QUERY', (await dayOf(where)).before(0));
  await officer.issues();
  assert.match(await officer.sees('case-closed'), /Closed/);

  await traveller.readsNews('the letter');
  const closed = await traveller.tracks();
  assert.match(closed, /Answered/);
  const letter = await traveller.readsTheLetter();
  assert.match(letter, /similar name/);
  plainWords(closed + letter);

  const after = await analyst.figures();
  assert.deepEqual(after, { received: before.received + 1, closed: before.closed + 1 }, 'the figures count this case');
});
