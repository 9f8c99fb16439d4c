DROP VIEW IF EXISTS read.matters;
CREATE VIEW read.matters AS SELECT * FROM matters;
DROP VIEW IF EXISTS analytics.recourses;
CREATE VIEW analytics.recourses AS
SELECT
  m.facts ->> 'jurisdiction' AS jurisdiction,
  m.facts ->> 'mechanism' AS mechanism,
  m.facts ->> 'place' AS place,
  m.facts ->> 'mode' AS mode,
  m.facts ->> 'purpose' AS purpose,
  m.facts ->> 'channel' AS channel,
  m.facts ->> 'language' AS language,
  (m.facts ->> 'represented')::boolean AS represented,
  m.synthetic,
  date_trunc('month', (m.facts -> 'spells' -> 0 ->> 'received')::date)::date AS received_month,
  jsonb_array_length(m.facts -> 'spells') AS spells,
  m.facts -> 'spells' -> -1 -> 'ended' ->> 1 AS terminal
FROM matters m;
COMMENT ON VIEW analytics.recourses IS
  'One row a recourse, without actors and raw codes; days are cut to months. / Une ligne par recours, sans acteurs ni codes bruts; les jours sont ramenés au mois.';
COMMENT ON COLUMN analytics.recourses.jurisdiction IS 'Whose officers decided. / Les agents de quel pays ont décidé.';
COMMENT ON COLUMN analytics.recourses.mechanism IS 'Kind of remedy. / Type de recours.';
COMMENT ON COLUMN analytics.recourses.place IS 'Place of the first incident. / Lieu du premier incident.';
COMMENT ON COLUMN analytics.recourses.mode IS 'Mode of travel. / Mode de transport.';
COMMENT ON COLUMN analytics.recourses.purpose IS 'Purpose of travel. / But du voyage.';
COMMENT ON COLUMN analytics.recourses.channel IS 'How it reached us. / Comment la demande nous est parvenue.';
COMMENT ON COLUMN analytics.recourses.language IS 'Language of correspondence. / Langue de correspondance.';
COMMENT ON COLUMN analytics.recourses.represented IS 'Somebody acts for the traveller. / Quelqu''un agit pour le voyageur.';
COMMENT ON COLUMN analytics.recourses.synthetic IS 'Made up for a demonstration. / Données fictives.';
COMMENT ON COLUMN analytics.recourses.received_month IS 'Month of filing. / Mois du dépôt.';
COMMENT ON COLUMN analytics.recourses.spells IS 'Lives of the recourse: one more than it was reopened. / Vies du recours: une de plus que de réouvertures.';
COMMENT ON COLUMN analytics.recourses.terminal IS 'How the last one ended. / Comment la dernière s''est terminée.';
GRANT SELECT ON analytics.recourses TO redress_analyst;
