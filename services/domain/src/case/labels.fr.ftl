# Les mots du dossier dans son ensemble et de ce que tous les mécanismes partagent. Les clés
# viennent des codes inscrits. `event-…-officer` n’existe que si les agents lisent autre chose.

# ---- étapes et champs --------------------------------------------------------------------------

step-open = Présenter une demande
step-add-note = Ajouter une note
step-send-message = Nous écrire
step-reply-to-traveller = Écrire à la personne
step-assign = Confier
step-add-document = Remettre une pièce
step-check-document = Vérifier une pièce
step-identify-originator = Dire d’où vient la décision
step-change-person = Changer le nom ou l’adresse

field-add-note-text = Note au dossier du bureau
field-send-message-text = Votre message
field-reply-to-traveller-text = Message à la personne
field-assign-staff = Qui s’en occupe?
field-assign-reason = Pourquoi changer de mains?
field-add-document-item = Qu’est-ce que c’est?
field-check-document-document = Quelle pièce?
field-check-document-result = Qu’avez-vous constaté?
field-identify-originator-decision = Quelle décision?
field-identify-originator-unit = De quelle unité vient-elle?
field-identify-originator-officer = Quel agent, s’il est de ce bureau?

# ---- raisons des étapes, pour les agents -------------------------------------------------------

basis-add-note = Pour le dossier du bureau.
basis-send-message = Les remarques sont reçues et ont une réponse (engagement du CBP).
basis-reply-to-traveller = Les remarques sont reçues et ont une réponse (engagement du CBP).
basis-assign = Quelqu’un porte le dossier.
basis-add-document = Des copies seulement, avec un reçu pour chacune (DHS TRIP, étape 2).
basis-check-document = On doit pouvoir le lire.
basis-identify-originator = Personne ne peut juger son propre acte.
basis-change-person = La boîte de courriel n’est pas la personne.

# ---- qui, pourquoi, comment --------------------------------------------------------------------

jurisdiction-ca = Canada
jurisdiction-us = États-Unis

role-traveller = Voyageur
role-representative = Personne qui aide
role-officer = Agent
role-supervisor = Superviseur
role-analyst = Analyste
role-administrator = Administrateur
role-client = Système partenaire
role-system = Ce système

standing-US_CITIZEN = Citoyen des États-Unis
standing-US_RESIDENT = Résident permanent légal des États-Unis
standing-CA_CITIZEN = Citoyen du Canada
standing-CA_RESIDENT = Résident permanent du Canada
standing-OTHER = Citoyen d’un autre pays

authority-GUARDIAN = Parent ou tuteur
authority-FORM_590 = Formulaire 590 signé

checked-ACCEPTED = Se lit et est bien ce qui est dit
checked-UNREADABLE = Ne se lit pas
checked-NOT_WHAT_IT_SAYS = Est autre chose
checked-EXPIRED = N’est plus valide

purpose-not_business = Pas pour affaires
purpose-business_visitor = Visite d’affaires
purpose-professional = Travail de professionnel
purpose-intra_company = Mutation dans une société
purpose-trader_investor = Négociant ou investisseur
purpose-after_sales = Service après-vente
purpose-after_lease = Service après location
purpose-specialised_repair = Entretien ou réparation de spécialiste
purpose-trusted_traveller = Voyageur autorisé (NEXUS et autres)
purpose-unknown = Inconnu

mode-land = Par voie terrestre
mode-preclearance = À un aéroport de précontrôle
mode-air = À un autre aéroport ou par avion
mode-ferry_rail = Par traversier, bateau ou train

channel-web = Web
channel-phone = Téléphone
channel-paper = Papier
channel-api = Système partenaire

language-en = Anglais
language-fr = Français

# ---- fil des événements ------------------------------------------------------------------------

event-case-opened = Vous avez présenté votre demande
event-case-opened-officer = Dossier ouvert
event-case-incident_recorded = Vous nous avez dit ce qui s’est passé
event-case-incident_recorded-officer = Incident inscrit
event-case-decision_contested = Vous nous avez dit ce que nous devons revoir
event-case-decision_contested-officer = Décision contestée inscrite
event-case-originator_identified = Nous avons appris d’où vient la décision
event-case-originator_identified-officer = Auteur de la décision connu
event-case-independence_flagged = Nous vérifions encore que nul n’a jugé son propre acte
event-case-independence_flagged-officer = Un acte passé n’était pas indépendant
event-case-document_received = Nous avons reçu une pièce
event-case-document_received-officer = Pièce reçue
event-case-document_checked = Nous avons regardé une pièce
event-case-document_checked-officer = Pièce vérifiée
event-case-note_added = Note ajoutée
event-case-message_received = Vous nous avez écrit
event-case-message_received-officer = Message de la personne ou de qui l’aide
event-case-message_sent = Nous vous avons écrit
event-case-message_sent-officer = Message à la personne
event-case-assigned = Un agent s’occupe de votre demande
event-case-assigned-officer = Dossier confié
event-case-person_changed = Le nom ou l’adresse a changé
event-case-notice_sent = Nous vous avons dit qu’il y a une lettre
event-case-notice_sent-officer = Lettre envoyée
event-case-notice_failed = Notre envoi ne vous est pas parvenu
event-case-notice_failed-officer = Lettre non livrée : trouver un autre moyen

letter-contact-changed = Changement de coordonnées
letter-message = Message du bureau

# ---- quand une règle ne permet pas une étape : dire comment continuer --------------------------

violation-not-your-step = Cette étape revient à une autre personne. Voyez avec celle dont c’est le tour.
violation-wrong-stage = Cette étape n’est pas possible en ce moment. Rechargez la page pour voir où en est la demande.
violation-not-independent = Vous ne pouvez pas agir ici, car vous avez un lien avec la décision. Confiez le dossier à un collègue d’une autre unité.
violation-same-hand = Vous avez écrit ce projet. Demandez à un autre agent de le signer.
violation-draft-tied = Ce projet a été écrit ou signé par une personne liée à la décision. Renvoyez-le, pour qu’un collègue l’écrive de nouveau.
violation-corrections-open = L’effet de certaines corrections n’a pas été vu. Confirmez-les, puis rendez la décision.
violation-bad-field = Il faut changer quelque chose dans le formulaire. Voyez la réponse marquée.
violation-no-such = Nous ne trouvons pas cette partie du dossier. Rechargez la page et choisissez dans la liste.
violation-case-state = Ce dossier est déjà ouvert, ou n’existe pas encore. Vérifiez le numéro.
violation-request-open = Une demande à la personne est encore ouverte. Attendez la réponse ou fermez-la d’abord.
violation-needs-supervisor = C’est au moins la troisième demande. Un superviseur doit l’envoyer.
violation-tasks-open = Des services n’ont pas encore répondu. Notez d’abord leurs réponses.
violation-rule-missing = Il manque une règle au recueil. Dites-le à la personne qui gère ce système.
violation-not-in-time = Ce n’est pas le moment de cette étape. Voyez les dates du dossier.

tie-originator = Vous avez pris la décision vous-même.
tie-same-unit = Vous servez ou avez servi dans l’unité qui l’a prise.
tie-chain-of-command = Vous êtes au-dessus d’elle dans la ligne de commandement.
tie-same-port = L’agent n’est pas connu et vous servez à ce point d’entrée.

bad-field-missing = Répondez à cette question.
bad-field-unknown-code = Choisissez dans la liste.
bad-field-in-future = Donnez un jour qui n’est pas à venir.
bad-field-before-incident = Donnez un jour qui n’est pas avant les faits.
bad-field-before-filing = Donnez un jour qui n’est pas avant la demande.
bad-field-guardian-needed = Un parent ou un tuteur doit faire la demande pour une personne de moins de 18 ans.
bad-field-one-for-each-contested-decision = Dites une seule fois ce que vous décidez sur chaque point.
bad-field-not-a-reference = Ce n’est pas un numéro de dossier. Vérifiez chaque signe.
bad-field-already-held = Nous avons cette pièce et l’avons trouvée bonne. S’il faut l’envoyer de nouveau, notez d’abord pourquoi : choisissez « Vérifier une pièce ».
bad-field-itself = C’est le numéro de ce même dossier. Donnez l’autre.

# ---- chiffres du jour des superviseurs ---------------------------------------------------------

digest-open = Ouvertes
digest-unassigned = Encore à personne
digest-signature = En attente d’une deuxième signature
digest-late = Au-delà de notre objectif
