// La même histoire, racontée en français sur un téléphone : the same path in French on a phone
// of 390 pixels, to an answer that goes against the traveller and that a second officer signs.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Analyst } from './house/analyst.mjs';
import { Officer } from './house/officer.mjs';
import { pdf, png } from './house/papers.mjs';
import { stage } from './house/stage.mjs';
import { Traveller } from './house/traveller.mjs';
import { dayOf, plainWords } from './house/words.mjs';

test('du refus à la réponse, en français et sur un téléphone', { timeout: 900_000 }, async (t) => {
  const { mail, where, browser } = await stage(t);
  const traveller = await new Traveller(browser, where, mail, { language: 'fr', phone: true, name: 'Anne-Sophie L’Écuyer', email: 'annesophie@mail.example', seen: 'fr-traveller' }).comes();
  const officer = new Officer(browser, where, where.staffed('officer', 1), { language: 'fr', seen: 'fr-officer' });
  const colleague = new Officer(browser, where, where.staffed('officer'), { seen: 'fr-colleague' });
  const analyst = new Analyst(browser, where, where.staffed('analyst'), { language: 'fr', seen: 'fr-analyst' });

  await analyst.signsIn('/insight');
  const before = await analyst.figures();

  await traveller.looksForTheDoor({ country: 'us', paper: 'i-275' });
  const door = await traveller.checksTheDoor({ country: 'us', trouble: 'refused', want: 'reasons', court: 'no' });
  plainWords(door);

  await traveller.beginsToFile();
  await traveller.saysWho({ born: '1979-11-02', birthplace: 'Trois-Rivières, Canada', standing: 'CA_CITIZEN', citizenship: 'Canada' });
  const today = await dayOf(where);
  await traveller.saysWhatHappened({
    purpose: 'after_sales', place: 'us-3801', mode: 'land', on: today.before(3), complaints: ['ENTRY_REFUSED', 'RECORD_WRONG'],
    toldHow: 'IN_PERSON', paper: 'I-275',
    story: 'L’agent m’a dit que mon contrat ne suffisait pas.\nJe devais réparer une machine à Détroit.',
  });
  const saved = await traveller.goesOnElsewhere();
  assert.ok(saved.includes(traveller.name) && saved.includes('Détroit'), 'ce qui était enregistré est là');
  await traveller.opens('documents');
  await traveller.handsIn('IDENTITY_DOCUMENT', png('passeport.png'));
  await traveller.handsIn('BORDER_NOTICE', pdf('avis de l’agent.pdf', 'I-275'));
  await traveller.sees('documents');
  await traveller.submits();
  await traveller.readsNews('l’accusé de réception');

  await officer.signsIn();
  await officer.findsInQueue(traveller.reference);
  await officer.findsTheFileComplete();
  await officer.asksOffices('CBP');
  await officer.asksForDocuments(['OTHER'], 'Veuillez envoyer le contrat de vente. Il montre quel service était prévu.');

  const request = await traveller.readsNews('la demande');
  assert.match(request.text, /décembre|janvier/);
  const asked = await traveller.tracks();
  plainWords(asked, 'le dossier');
  await traveller.answersWith('OTHER', pdf('contrat.pdf', 'Contrat'), 'Voici le contrat.');

  await officer.recordsAnswers(['RECORD_STANDS']);
  await officer.drafts({
    findings: { outcome: 'DECISION_UPHELD', root_cause: 'NO_ERROR_FOUND', cleared_by: 'NOT_APPLICABLE', sealed: 'NOT_LISTED' },
    disclosure: 'full',
    reasons: { en: 'The contract does not name the service.', fr: 'Le contrat ne nomme pas le service.' },
  });
  const preview = await officer.previews();
  assert.ok(preview.includes('does not name') && preview.includes('ne nomme pas'));
  assert.ok(!(await officer.isOffered('issue-decision')), 'nothing goes out without a second hand');
  assert.match(await officer.refusedToSign(), /autre agent|collègue|brouillon|ébauche/i);
  await colleague.signsIn();
  await colleague.opensCase(traveller.reference);
  await colleague.sees('draft-to-sign');
  await colleague.signs();
  await officer.issues();
  await officer.sees('case-closed');

  await traveller.readsNews('la lettre');
  const closed = await traveller.tracks();
  assert.match(closed, /N’a pas pu entrer et trouve cela injuste\s: Rien ne change/, 'each point is named');
  const letter = await traveller.readsTheLetter();
  assert.match(letter, /ne nomme pas le service/);
  assert.ok(!letter.includes('does not name'), 'the letter is in French alone');
  plainWords(closed + letter, 'la lettre');

  const after = await analyst.figures();
  assert.deepEqual(after, { received: before.received + 1, closed: before.closed + 1 }, 'les chiffres comptent ce dossier');
});
