# Les mots de la demande de recours. Les clés viennent des codes tels qu’ils sont inscrits :
# `item-IDENTITY_DOCUMENT`, `step-check-file`, `event-inquiry-lodged`. Le libellé d’un champ est
# `field-<étape>-<clé>` s’il existe, sinon `field-<clé>`. `event-…-officer` n’existe que si les
# agents lisent autre chose.

mechanism-inquiry = Demande de recours

# ---- étapes ------------------------------------------------------------------------------------

step-check-file = Vérifier le dossier
step-ask-components = Consulter d’autres services
step-record-answer = Noter la réponse d’un service
step-request-documents = Demander des pièces
step-answer-request = Répondre à notre demande
step-close-request = Continuer sans la réponse
step-propose-decision = Rédiger le projet de décision
step-sign = Signer comme deuxième agent
step-send-back = Renvoyer le projet
step-confirm-correction = Confirmer une correction
step-issue-decision = Rendre la décision
step-return-out-of-scope = Retourner : le bon recours est ailleurs
step-transfer-out = Transférer à un autre organisme
step-mark-duplicate = Signaler un doublon
step-withdraw = Retirer la demande
step-close-incomplete = Fermer sans l’achever
step-come-back = Revenir à une demande fermée
step-reopen = Rouvrir
step-report-recurrence = Nous dire que c’est arrivé de nouveau
step-report-crossing = Nous dire comment s’est passé le passage suivant
step-ask-urgency = Demander une réponse plus rapide
step-answer-urgency = Répondre à la demande d’urgence
step-record-control-number = Noter le numéro de contrôle officiel
step-elapse = Une date est arrivée

# ---- raisons des étapes, pour les agents -------------------------------------------------------

basis-check-file = Seul un dossier complet est mis à l’étude (DHS TRIP, étape 3).
basis-ask-components = Les services qui ont les dossiers sont consultés (avis du DHS de 2015).
basis-record-answer = Les services examinent leurs dossiers et les mettent à jour (DHS TRIP, étape 3).
basis-request-documents = D’autres renseignements peuvent être demandés, selon la plainte (DHS TRIP, étape 3).
basis-answer-request = D’autres renseignements ont été demandés (DHS TRIP, étape 3).
basis-close-request = Pratique de ce bureau : continuer sans la réponse.
basis-propose-decision = Une seule lettre finale, quand tous les services ont répondu (DHS TRIP, étape 3).
basis-sign = Un deuxième agent signe ce qui est défavorable, et un échantillon du reste.
basis-send-back = Un deuxième agent signe ce qui est défavorable, et un échantillon du reste.
basis-confirm-correction = Aucune lettre ne peut dire que c’est réglé avant que ce le soit.
basis-issue-decision = La lettre finale (DHS TRIP, étape 3).
basis-return-out-of-scope = Ce n’est pas l’objet d’une demande; on nomme le bon recours (DHS TRIP, étape 1).
basis-transfer-out = Un autre organisme s’en charge.
basis-mark-duplicate = Une seule demande par personne.
basis-withdraw = Personne n’est obligé de donner ses renseignements.
basis-close-incomplete = Les pièces ne sont pas venues. Une personne ferme le dossier, jamais le délai.
basis-come-back = Un retour possible après une fermeture sans suite.
basis-reopen = Un fait nouveau est apparu.
basis-report-recurrence = C’est arrivé de nouveau : le même numéro continue.
basis-report-crossing = Le passage suivant montre si cela a servi.
basis-ask-urgency = Certaines personnes ne peuvent pas attendre.
basis-answer-urgency = Certaines personnes ne peuvent pas attendre.
basis-record-control-number = Le programme donne son propre numéro; on le garde avec le nôtre.

# ---- champs ------------------------------------------------------------------------------------

field-text = Que voulez-vous dire?
field-comment = Commentaire du service
field-reason = Pourquoi?
field-items = Que faut-il?
field-door = Quel est le bon recours?
field-check-file-missing = Que manque-t-il? Ne cochez rien si le dossier est complet.
field-check-file-text = Ce que la personne doit savoir à ce sujet
field-ask-components-components = Quels services?
field-record-answer-task = Quelle question?
field-record-answer-answer = Qu’a répondu le service?
field-record-answer-comment = Ce que le service a écrit
field-request-documents-items = Que demandez-vous?
field-request-documents-text = Pourquoi il le faut, en mots simples
field-answer-request-text = Que voulez-vous nous dire avec cet envoi?
field-propose-decision-findings = Que décidez-vous sur chaque point?
field-propose-decision-disclosure = Que peut dire la lettre?
field-propose-decision-reasons_en = Motifs en anglais
field-propose-decision-reasons_fr = Motifs en français
field-propose-decision-corrections = Où la correction doit-elle prendre effet?
field-send-back-reason = Que faut-il changer dans le projet?
field-confirm-correction-correction = Quelle correction?
field-confirm-correction-proof = Comment a-t-on vu l’effet?
field-confirm-correction-effective_on = Jour de l’effet
field-transfer-out-door = Qui prend le relais?
field-transfer-out-reference = Leur numéro de dossier
field-mark-duplicate-lead = Numéro du dossier qui continue
field-mark-duplicate-compared = Le nom ou le jour de naissance n’est pas le même? J’ai comparé les deux dossiers : c’est la même personne
field-reopen-reason = Pourquoi rouvrir?
field-report-recurrence-happened_on = Quand est-ce arrivé de nouveau?
field-report-recurrence-text = Que s’est-il passé?
field-report-crossing-result = Comment cela s’est-il passé?
field-report-crossing-crossed_on = Quand êtes-vous passé?
field-ask-urgency-reason = Pourquoi est-ce urgent?
field-ask-urgency-text = Que devons-nous savoir?
field-answer-urgency-granted = Traiter en urgence?
field-answer-urgency-text = Ce qu’il faut dire à la personne
field-record-control-number-number = Numéro de contrôle officiel

# Parties d’une conclusion.
finding-outcome = Issue
finding-root-cause = Cause première
finding-cleared-by = Ce qui a permis de distinguer la personne
finding-sealed = Liste de sûreté (sous scellés)

# ---- motifs de la demande ----------------------------------------------------------------------

complaint-BP_PRINT = Carte d’embarquement impossible à imprimer
complaint-BOARD_DENIED = Embarquement refusé
complaint-BOARD_DELAYED = Embarquement retardé
complaint-AGENT_CALL = L’agent de billets a dû d’abord téléphoner
complaint-FP_QUALITY = On a dit que les empreintes sont fausses ou floues
complaint-PHOTO_MISMATCH = On a dit que la photo ne correspond pas
complaint-DATA_INACCURATE = On a dit que des données sont fausses ou incomplètes
complaint-TOLD_NOFLY = On a dit que le nom est sur la liste « No Fly »
complaint-OVERSTAY_I94 = Séjour trop long au dossier, car le I-94 n’a pas été rendu
complaint-BIOMETRIC_REMOVE = Veut faire retirer ses empreintes ou sa photo
complaint-UNFAIR_DETENTION = A été retenu et trouve cela injuste
complaint-ENTRY_REFUSED = N’a pas pu entrer et trouve cela injuste
complaint-RECORD_WRONG = Croit que le dossier est faux
complaint-DISCRIMINATION = Discrimination par un agent
complaint-DATA_MISUSE = Mauvais usage de données
complaint-REPEAT_SECONDARY = Contrôlé une deuxième fois à chaque passage
complaint-TTP_DENIED = Adhésion de voyageur autorisé refusée
complaint-TTP_REVOKED = Adhésion de voyageur autorisé retirée
complaint-TN_REFUSED = Statut TN (professionnel) refusé
complaint-L1_REFUSED = Statut L-1 (mutation dans une société) refusé
complaint-VISA_REFUSED = Visa refusé
complaint-OFFICER_CONDUCT = Conduite d’un agent
complaint-ASSOCIATION_MARK = Arrêté à cause d’une personne qui était là

# ---- ce qui a été décidé -----------------------------------------------------------------------

outcome-CORRECTED_VERIFIED = Corrigé, et l’effet a été vu
outcome-CORRECTED_UNVERIFIED = Corrigé, l’effet n’a pas encore été vu
outcome-DISTINGUISHED = Distingué d’une autre personne
outcome-DECISION_REVERSED = La décision a été annulée
outcome-DECISION_UPHELD = La décision est maintenue
outcome-NO_RECORD_FOUND = Aucun dossier trouvé
outcome-NO_CHANGE = Rien ne change
outcome-REFERRED = Relève d’un autre organisme
outcome-PARTLY = En partie en faveur de la personne

group-favourable = En votre faveur
group-partly = En partie en votre faveur
group-maintained = Rien ne change
group-no_record = Aucun dossier trouvé
group-referred = Un autre organisme décide
group-favourable-means = Nous sommes d’accord avec vous sur ce point.
group-partly-means = Nous sommes d’accord avec une partie de ce que vous dites. Les motifs disent laquelle.
group-maintained-means = Les motifs disent pourquoi.
group-no_record-means = Nous n’avons rien trouvé au dossier qui ait pu mener à cela.
group-referred-means = Les motifs disent lequel.

sealed-fact-LISTING_REMOVED = Était sur une liste, en a été retiré
sealed-fact-LISTING_KEPT = Est sur une liste et y reste
sealed-fact-TRUE_MATCH_TOLD_APART = Pris pour une personne d’une liste
sealed-fact-NOT_LISTED = Aucune liste en cause

root-cause-NAME_SIMILAR = Nom semblable
root-cause-DOB_NEAR = Date de naissance proche
root-cause-DOC_LOST_STOLEN = Document perdu ou volé
root-cause-STALE_RECORD = Vieux dossier non mis à jour
root-cause-DATA_ENTRY = Erreur de saisie
root-cause-WRONG_PERSON_MERGED = Deux personnes confondues
root-cause-OVERSTAY_FALSE = Séjour trop long inscrit à tort
root-cause-LOOKOUT_UNSUPPORTED = Alerte sans appui
root-cause-LOOKOUT_EXPIRED_NOT_REMOVED = Alerte échue qui n’a pas été retirée
root-cause-COMPANION_ASSOCIATION = Lien avec une autre personne
root-cause-BIOMETRIC_QUALITY = Empreinte ou photo de mauvaise qualité
root-cause-RULE_MISAPPLIED = Règle mal appliquée
root-cause-POLICY_CHANGE = Une politique a changé
root-cause-RANDOM_SELECTION = Choix au hasard
root-cause-NO_ERROR_FOUND = Aucune erreur trouvée
root-cause-CANNOT_DISCLOSE = Ne peut être dit

disclosure-full = Tous les motifs
disclosure-limited = Motifs limités par la loi
disclosure-neither_confirm_nor_deny = Ni confirmer ni nier

cleared-by-DATE_OF_BIRTH = Date de naissance
cleared-by-BIRTHPLACE = Lieu de naissance
cleared-by-PASSPORT = Passeport
cleared-by-BIOMETRIC = Empreinte ou photo
cleared-by-HEIGHT = Taille
cleared-by-NOT_APPLICABLE = Ce n’est pas une erreur sur la personne

# ---- services et corrections -------------------------------------------------------------------

component-CBP = Douanes et protection des frontières des États-Unis (CBP)
component-TSA = Sûreté des transports des États-Unis (TSA)
component-ICE = Immigration et douanes des États-Unis (ICE)
component-USCIS = Citoyenneté et immigration des États-Unis (USCIS)
component-STATE = Département d’État
component-CRCL = Bureau des droits et libertés civils (CRCL)

answer-NO_RECORD = Rien au dossier
answer-CORRECTED = Un dossier a été trouvé et corrigé
answer-RECORD_STANDS = Un dossier a été trouvé et reste tel quel
answer-NOT_SAME_PERSON = Ce n’est pas la personne du dossier
answer-NOT_OURS = Ne relève pas de ce service
answer-NEEDS_MORE = Il faut autre chose de la personne

downstream-TSA_CLEARED = Fiche que consultent les compagnies aériennes (TSA)
downstream-CBP_OVERRIDE = Fiche que voient les agents à la frontière (CBP)
downstream-CONSULAR_LOOKOUT = Fiche que voient les agents des visas
downstream-ARRIVAL_DEPARTURE = Registre des arrivées et des départs
downstream-CARRIER = Registre du transporteur
downstream-TRUSTED_TRAVELLER = Profil de voyageur autorisé
downstream-limited = Un dossier

proof-TEST_QUERY = Une recherche d’essai
proof-NEXT_CROSSING = Le passage suivant de la personne
proof-CONFIRMATION = Le service l’a confirmé par écrit

# ---- pièces ------------------------------------------------------------------------------------

item-IDENTITY_DOCUMENT = Copie d’une pièce d’identité (comme la page photo du passeport)
item-MINOR_IDENTITY = L’acte de naissance ou le passeport de l’enfant
item-AUTHORISATION = Le formulaire 590 signé, qui nous permet de parler à la personne qui vous aide
item-DEPARTURE_PROOF = Le I-94 ou une autre preuve de votre départ
item-MEMBERSHIP_LETTER = La lettre au sujet de votre adhésion de voyageur autorisé
item-BORDER_NOTICE = Le papier qu’on vous a remis à la frontière
item-TRAVEL_DETAILS = Les détails du vol ou de la réservation
item-CLEARER_COPY = Une copie plus claire de ce que vous avez envoyé
item-OTHER = Un autre papier

# ---- urgence, recours, réouverture, passage ----------------------------------------------------

urgency-STRANDED = Bloqué loin de chez soi
urgency-MEDICAL = Raison médicale
urgency-IMMINENT_TRAVEL = Voyage très proche
urgency-KEY_PERSON = Une usine est à l’arrêt sans cette personne

door-DEFERRED_INSPECTION = Bureau d’inspection différée
door-CBP_INFO_CENTER = Se plaindre du traitement reçu (CBP INFO Center)
door-REAPPLY = Revenir avec un meilleur dossier
door-USCIS_MOTION = Requête ou appel par votre employeur (formulaire I-290B)
door-CRCL_COMPLAINT = Se plaindre du traitement reçu (CRCL, en cas de traitement inégal)
door-TTP_RECONSIDERATION = Demander à CBP de réexaminer votre adhésion
door-CONSULATE = Un consulat
door-CARRIER = Le transporteur (bagages, service)
door-CANADA_SIDE = Le côté canadien

reopened-for-NEW_FACT = Un fait nouveau
reopened-for-RECURRENCE = C’est arrivé de nouveau
reopened-for-OUR_ERROR = Notre propre erreur
reopened-for-WAY_BACK = Vous y êtes revenu

crossing-SMOOTH = Cela s’est bien passé
crossing-SAME_TROUBLE = Vous êtes entré, avec le même ennui
crossing-NOT_ADMITTED = Vous n’avez pas pu entrer

told-how-IN_PERSON = En personne
told-how-BY_MAIL = Par lettre
told-how-ONLINE = Par courriel ou sur un site
told-how-BY_CARRIER = Par le personnel du transporteur
told-how-NOT_TOLD = Jamais informé

paper-I-275 = Formulaire I-275 (retrait de la demande d’entrée)
paper-I-860 = Formulaire I-860 (ordre de renvoi accéléré)
paper-I-546 = Formulaire I-546 (contrôle différé)
paper-OTHER = Un autre papier
paper-NONE = Aucun papier

# ---- où en est la demande ----------------------------------------------------------------------

stage-submitted = Pas encore vérifié
stage-incomplete = Il manque quelque chose
stage-in_process = À l’étude
stage-awaiting_traveller = En attente de la personne
stage-awaiting_signature = En attente d’une deuxième signature
stage-correcting = Corrections en cours
stage-closed = Fermé

terminal-decided = Décidé
terminal-withdrawn = Retiré
terminal-abandoned = Fermé sans être achevé
terminal-returned = Retourné, bon recours indiqué
terminal-transferred = Transféré
terminal-duplicate = Déjà en cours

status-SUBMITTED = Reçue
status-SUBMITTED-means = Un agent va vérifier qu’il ne manque rien. Vous n’avez rien à faire.
status-NO_PAPERWORK = Nous n’avons pas encore de pièces
status-NO_PAPERWORK-means = À vous d’agir : envoyez les pièces de la liste. Un agent vérifie ensuite le dossier.
status-PENDING_PAPERWORK = Il manque des pièces
status-PENDING_PAPERWORK-means = À vous d’agir : envoyez ce qui manque encore. Un agent vérifie ensuite le dossier.
status-IN_PROCESS = À l’étude
status-IN_PROCESS-means = Il ne manque rien. Nous consultons les services qui ont des dossiers, puis nous décidons. Vous n’avez rien à faire.
status-AWAITING_YOUR_RESPONSE = Nous attendons votre réponse
status-AWAITING_YOUR_RESPONSE-means = À vous d’agir : répondez à ce qui vous est demandé. Notre délai s’arrête d’ici là. Les délais de la loi courent toujours.
status-COMPLETED = Réponse donnée
status-COMPLETED-means = Nous avons envoyé notre réponse. Si cela arrive de nouveau, dites-le sous le même numéro.
status-REOPENED = De nouveau à l’étude
status-REOPENED-means = Nous avons repris votre demande. Vous n’avez rien à faire.
status-TRANSFERRED = Transférée
status-TRANSFERRED-means = Un autre organisme a votre demande et vous répondra. Nous lui avons dit quel jour vous vous êtes adressé à nous.
status-RETURNED = Retournée
status-RETURNED-means = Nous ne pouvons pas en décider. Notre lettre nomme le bon recours.
status-WITHDRAWN = Retirée
status-WITHDRAWN-means = Vous avez retiré votre demande. Vous pouvez en faire une autre quand vous voulez.
status-ABANDONED = Fermée sans être achevée
status-ABANDONED-means = Ce qui manquait n’est pas venu. Vous pouvez revenir : envoyez-le et nous continuons.
status-DUPLICATE = Suit son cours sous un autre numéro
status-DUPLICATE-means = Nous étudions déjà cette affaire. Suivez-la sous l’autre numéro.

# Ce qui vient ensuite et qui doit agir, selon le stade. Les stades après le projet se lisent de la
# même façon : nul n’apprend la réponse avant qu’elle soit envoyée.
next-submitted = Un agent vérifie qu’il ne manque rien.
next-incomplete = Un agent vérifie le dossier quand vous avez envoyé ce qui manque.
next-in_process = Nous attendons les services qui ont des dossiers. Un agent décide ensuite.
next-awaiting_traveller = Nous continuons dès que vous avez répondu.
next-awaiting_signature = Nous achevons notre réponse et nous l’envoyons.
next-correcting = Nous achevons notre réponse et nous l’envoyons.
next-closed = Rien, sauf si vous nous écrivez.
who-office = ce bureau
who-traveller = vous
who-component = les autres services consultés

# ---- fil des événements ------------------------------------------------------------------------

event-inquiry-lodged = Nous avons reçu votre demande
event-inquiry-lodged-officer = Demande reçue
event-inquiry-found_incomplete = Nous avons vu votre dossier et il manque quelque chose
event-inquiry-found_incomplete-officer = Dossier vérifié : pièces manquantes
event-inquiry-found_complete = Votre dossier est complet
event-inquiry-found_complete-officer = Dossier vérifié : complet
event-inquiry-component_asked = Nous avons consulté un autre service
event-inquiry-component_asked-officer = Service consulté
event-inquiry-component_answered = Un autre service nous a répondu
event-inquiry-component_answered-officer = Réponse d’un service
event-inquiry-documents_requested = Nous vous avons demandé quelque chose
event-inquiry-documents_requested-officer = Pièces demandées
event-inquiry-request_answered = Vous avez répondu
event-inquiry-request_answered-officer = La personne a répondu
event-inquiry-request_closed = Nous avons continué sans votre réponse
event-inquiry-request_closed-officer = Demande close sans réponse
event-inquiry-proposed = Un projet de réponse a été rédigé
event-inquiry-proposed-officer = Projet de décision rédigé
event-inquiry-signed = Un deuxième agent a approuvé le projet
event-inquiry-signed-officer = Deuxième signature donnée
event-inquiry-sent_back = Un deuxième agent a demandé des changements
event-inquiry-sent_back-officer = Projet renvoyé
event-inquiry-correction_confirmed = Un changement a pris effet
event-inquiry-correction_confirmed-officer = Correction confirmée
event-inquiry-decided = Nous avons envoyé notre réponse
event-inquiry-decided-officer = Décision rendue
event-inquiry-returned = Nous l’avons retournée en nommant le bon recours
event-inquiry-returned-officer = Retournée, hors de notre compétence
event-inquiry-transferred = Un autre organisme a pris le relais
event-inquiry-transferred-officer = Transférée à un autre organisme
event-inquiry-marked_duplicate = Elle suit son cours sous un autre numéro
event-inquiry-marked_duplicate-officer = Signalée comme doublon
event-inquiry-withdrawn = Vous avez retiré votre demande
event-inquiry-withdrawn-officer = Retirée
event-inquiry-abandoned = Nous l’avons fermée, car il manquait des pièces
event-inquiry-abandoned-officer = Fermée sans être achevée
event-inquiry-reopened = Nous avons repris votre demande
event-inquiry-reopened-officer = Rouverte
event-inquiry-recurrence_reported = Vous nous avez dit que c’est arrivé de nouveau
event-inquiry-recurrence_reported-officer = Récidive signalée
event-inquiry-crossing_reported = Vous nous avez dit comment s’est passé votre passage
event-inquiry-crossing_reported-officer = Passage suivant signalé
event-inquiry-urgency_asked = Vous avez demandé une réponse plus rapide
event-inquiry-urgency_asked-officer = Urgence demandée
event-inquiry-urgency_answered = Nous avons répondu à votre demande d’urgence
event-inquiry-urgency_answered-officer = Réponse à la demande d’urgence
event-inquiry-control_number_recorded = Le numéro de contrôle officiel a été noté
event-inquiry-elapsed = Une date est arrivée

timer-reminder = Rappel envoyé
timer-documents-missed = Le jour pour envoyer les pièces est passé
timer-warning = La plus grande part de notre délai est passée
timer-breach = Nous sommes en retard sur notre objectif
timer-status = Nouvelles régulières envoyées
timer-crossing = Question sur le passage suivant envoyée
timer-component-overdue = La réponse d’un service est en retard

# ---- lettres -----------------------------------------------------------------------------------

letter-acknowledgement = Nous avons votre demande
letter-missing-items = Ce qui manque
letter-document-request = Ce que nous vous demandons
letter-reminder = Rappel
letter-status = Des nouvelles de votre demande
letter-decision = Notre réponse
letter-decision-neither-confirm-nor-deny = Notre réponse
letter-returned = Retournée, bon recours indiqué
letter-transferred = Transférée
letter-duplicate = Suit son cours sous un autre numéro
letter-withdrawn = Retirée
letter-closed-incomplete = Fermée sans être achevée
letter-reopened = Reprise
letter-urgency-answered = Votre demande d’urgence
letter-next-crossing = Comment s’est passé votre passage suivant?
