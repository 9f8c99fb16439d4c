# Les pages du personnel : ouverture de session, files, page d'un dossier.

staff-room = Personnel
staff-title = Ouvrir une session
staff-lead = Pour les membres du bureau. Il vous faut votre mot de passe et l’application qui affiche vos codes à usage unique.
staff-email = Adresse courriel
staff-password = Mot de passe
staff-button = Continuer
staff-code-title = Entrez votre code à usage unique
staff-code-lead = Ouvrez l’application de votre téléphone qui affiche vos codes.
staff-code = Code à usage unique
staff-code-hint = Six chiffres. Chaque code sert une seule fois.
staff-wrong = Ce n’est pas exact. Vérifiez ce que vous avez tapé et essayez encore.
staff-wait =
    { $count ->
        [one] Trop d’essais. Attendez 1 minute, puis essayez encore.
       *[other] Trop d’essais. Attendez { $count } minutes, puis essayez encore.
    }
staff-other = Recommencer
staff-not-staff = Je ne suis pas membre du personnel

# ---- autour de chaque page ---------------------------------------------------------------------

desk-nav-queue = Dossiers
desk-nav-tasks = Tâches
desk-nav-failed = Courriels en échec
desk-nav-post = Lettres par la poste
desk-nav-file = Présenter pour quelqu’un
desk-nav-figures = Chiffres
desk-nav-admin = Cette installation
desk-search = Chercher
desk-search-label = Trouver un dossier par numéro, nom, courriel, téléphone ou numéro de contrôle
desk-search-hint = Numéro, nom, courriel, téléphone…
desk-out = Fermer la session
desk-as-of = En date du { $date }
desk-yes = Oui
desk-no = Non
desk-erased = (effacé)
desk-this-case = Ce dossier : { $name }, date de naissance : { $born }
desk-other-case = L’autre dossier : { $name }, date de naissance : { $born }
desk-held = Pas dans la liste, parce que nous l’avons et l’avons trouvé bon : { $items }. Pour le demander de nouveau, notez d’abord ce qui ne va pas : choisissez « Vérifier une pièce ».
desk-nobody = Personne
desk-at = { $label } : { $text }
desk-optional = { $label } (facultatif)

# ---- files -------------------------------------------------------------------------------------

desk-queue-my = Mes dossiers
desk-queue-team = Mon équipe
desk-queue-unassigned = À personne
desk-queue-sign = À signer
desk-queue-all = Tous les dossiers
desk-queue-empty = Rien n’attend ici.
desk-queue-waiting = En attente de la personne
desk-closed = Fermés
desk-col-case = Dossier
desk-col-left = Temps restant
desk-col-due = Agir au plus tard le
desk-col-stage = Stade
desk-col-marks = À noter
desk-col-letter = Lettre
desk-col-since = Depuis
desk-col-why = Pourquoi
desk-col-posted = Postée?
desk-next-page = Page suivante
desk-view-is-address = L’adresse de cette page est la vue : gardez-la en signet ou envoyez-la à un collègue.
desk-late-count =
    { $count ->
        [one] 1 dossier en retard
       *[other] { $count } dossiers en retard
    }
desk-days-left =
    { $count ->
        [0] Pour aujourd’hui
        [one] Il reste 1 jour
       *[other] Il reste { $count } jours
    }
desk-days-late =
    { $count ->
        [one] 1 jour de retard
       *[other] { $count } jours de retard
    }
desk-mark-urgent = Urgent
desk-mark-urgency-asked = Demande la voie d’urgence
desk-mark-unanswered = Message sans réponse
desk-mark-failed = Lettre non reçue
desk-mark-missed = Pièces non reçues
desk-mark-office-late = Un service est en retard
desk-mark-unchecked = Pièce à vérifier
desk-flagged = Un acte n’était pas indépendant
desk-search-title = Recherche
desk-search-none = Rien n’a été trouvé pour « { $query } ». Vérifiez l’orthographe, ou cherchez un seul mot du nom.
desk-search-cut = Il y en a d’autres. Ajoutez un mot pour préciser.
desk-tasks-lead = Ce qui attend dans vos dossiers et dans ceux de personne.
desk-tasks-lead-all = Ce qui attend dans tous les dossiers, même fermés.
desk-tasks-none = Rien n’attend.
desk-tasks-urgency = Quelqu’un demande une réponse plus rapide
desk-tasks-trouble = Le même ennui de nouveau après la fin
desk-tasks-failed = Lettres qui n’ont pas pu être remises
desk-tasks-missed = Pièces qui ne sont pas venues à temps
desk-tasks-office-late = Services en retard
desk-tasks-unanswered = Messages sans réponse
desk-tasks-flagged = Actes qui n’étaient pas indépendants
desk-tasks-unchecked = Documents que personne n’a examinés
desk-failed-lead = Une lettre qui n’arrive pas n’informe personne. Appelez, ou envoyez-la par la poste.
desk-failed-none = Toutes les lettres ont été remises.
desk-post-lead = Ouvrez une lettre pour l’imprimer. Pressez le bouton une fois la lettre postée.
desk-post-none = Aucune lettre n’attend la poste.
desk-was-posted = Elle a été postée

# ---- la page d'un dossier ----------------------------------------------------------------------

desk-saved = Enregistré : { $step }
desk-person = La personne
desk-helper = Agit pour la personne
desk-filing = La demande
desk-incidents = Ce qui s’est passé
desk-papers = Pièces
desk-papers-none = Rien n’a été remis.
desk-open-file = Ouvrir le fichier
desk-close-file = Fermer le fichier
desk-image-alt = Le document { $name }
desk-file = Fichier
desk-file-hint = PDF, JPEG, PNG ou HEIC, jusqu’à 10 Mo.
desk-clocks = Délais
desk-clocks-none = Aucun délai ne court encore.
desk-how = Comment ce calcul a-t-il été fait?
desk-how-trigger = Le point de départ est le { $date }. Ce jour est le jour 0.
desk-how-counted =
    { $count ->
        [one] 1 jour compte, jusqu’au { $date }.
       *[other] { $count } jours comptent, jusqu’au { $date }.
    }
desk-how-paused =
    { $count ->
        [one] 1 jour ne compte pas : nous avons attendu la personne du { $from } au { $to }.
       *[other] { $count } jours ne comptent pas : nous avons attendu la personne du { $from } au { $to }.
    }
desk-how-pausing =
    { $count ->
        [one] Le délai est suspendu depuis le { $date } : 1 jour jusqu’ici.
       *[other] Le délai est suspendu depuis le { $date } : { $count } jours jusqu’ici.
    }
desk-how-due = Le dernier jour est le { $date }.
desk-how-told = La date communiquée à la personne est le { $date }. Elle tient.
desk-how-sum = Jours comptés : { $counted }. Jours suspendus : { $paused }.
desk-rule = Règle { $rule }, version { $version }.
desk-unconfirmed = Cette règle n’a pas pu être confirmée. Aucun dossier n’est fermé et aucune date n’est promise sur elle seule.
desk-clock-running = En cours
desk-clock-paused = Délai suspendu
desk-clock-late = En retard
desk-clock-met = Respecté
desk-clock-missed = Dépassé
desk-clock-stopped = Terminé
desk-coming = Ce qui vient tout seul
desk-coming-reminder = Rappel à la personne
desk-coming-documents-missed = Les pièces sont réputées manquantes
desk-coming-warning = Alerte sur notre objectif
desk-coming-breach = Notre objectif est dépassé
desk-coming-status = Nouvelles régulières à la personne
desk-coming-crossing = Question sur le prochain passage
desk-coming-component-overdue = La réponse d’un service est en retard
desk-in-days =
    { $count ->
        [0] { $date } (aujourd’hui)
        [one] { $date } (dans 1 jour)
       *[other] { $date } (dans { $count } jours)
    }
desk-next = Prochaines étapes
desk-basis = Pourquoi : { $basis }
desk-barred = Vous ne pouvez pas faire cela.
desk-barred-case = Vous ne pouvez pas décider dans ce dossier.
desk-barred-next = Confiez le dossier à un collègue qui n’y est pas lié.
desk-decision-note = Vous décidez sur ce que vous voyez ici. Si le dossier change entre-temps, vous verrez d’abord ce qui est nouveau.
desk-readers-traveller = La personne lira ceci. Écrivez simplement.
desk-readers-office = Les agents de ce bureau liront ceci. La personne peut demander à le voir.
desk-whose = Le nom et l’adresse de qui?
desk-draft = Le projet
desk-preview = Voir la lettre dans les deux langues
desk-preview-title = Lettre pour { $reference }
desk-preview-lead = Voici ce qu’elle dirait si elle partait maintenant. Rien n’a été envoyé.
desk-preview-trouble = La lettre ne peut pas encore être écrite : il manque un fait au projet.
desk-wording-version = Version du texte : { $version }
desk-wording-changed = Cette lettre est partie dans la version { $version } du libellé, qui a changé depuis.
desk-signature-adverse = Nécessaire : pas en faveur de la personne
desk-signature-sampled = Nécessaire : tiré dans l’échantillon
desk-signature-not-needed = Pas nécessaire
desk-by-on = { $who }, { $date }
desk-offices = Autres services
desk-corrections = Corrections
desk-asked = Demandé le { $date }
desk-ordered = Ordonné le { $date }
desk-late = En retard
desk-done = Fait
desk-messages = Messages
desk-messages-none = Aucun message.
desk-from-traveller = Du côté de la personne
desk-from-office = De ce bureau
desk-notes = Notes du bureau
desk-notes-none = Aucune note.
desk-letters = Lettres
desk-letters-none = Aucune lettre n’a été envoyée.
desk-letter-sent = Envoyée
desk-letter-failed = Non remise
desk-letter-queued = En attente d’envoi
desk-timeline = Ce qui a été fait
desk-recorded = Consigné le { $date }
desk-line-due = pour le { $date }
desk-line-granted = Oui
desk-line-not-granted = Non
desk-unsure = (jour incertain)
desk-unit-unknown = Pas encore connue : tout le point d’entrée est écarté
desk-urgency-asked = Demande la voie d’urgence : { $why }
desk-urgency-granted = Urgent : { $why }
desk-urgency-declined = Voie d’urgence demandée, non accordée : { $why }
desk-by-mail = Par courriel
desk-by-post = Par la poste

desk-fact-name = Nom
desk-fact-other-names = Autres noms
desk-fact-born = Date de naissance
desk-fact-birthplace = Lieu de naissance
desk-fact-citizenship = Citoyenneté
desk-fact-email = Courriel
desk-fact-phone = Téléphone
desk-fact-address = Adresse postale
desk-fact-second-way = Autre façon de joindre
desk-fact-standing = Statut
desk-fact-language = Langue des lettres
desk-fact-minor = Moins de 18 ans
desk-fact-authority = À quel titre
desk-fact-purpose = Motif du voyage
desk-fact-channel = Mode de réception
desk-fact-opened = Ouvert
desk-fact-received = Reçu le
desk-fact-by-post = Les lettres vont
desk-fact-control-number = Numéro de contrôle officiel
desk-fact-mode = Moyen de transport
desk-fact-paper = Document remis
desk-fact-told = Comment la personne l’a su
desk-fact-told-on = Appris le
desk-fact-unit = Unité d’origine
desk-fact-officer = Agent
desk-fact-drafted = Rédigé par
desk-fact-disclosure = La lettre peut dire
desk-fact-signature = Seconde signature
desk-fact-assigned = Confié à
desk-fact-place = Lieu
desk-fact-version = Version
detail-carrier = Transporteur
detail-document_number = Numéro de document
detail-flight = Vol ou réservation
detail-officers = Agents

# ---- quand quelque chose empêche ---------------------------------------------------------------

desk-put-right = Il faut corriger quelque chose dans le formulaire. Ce que vous avez tapé est toujours là.
desk-stale = Le dossier a changé pendant que vous regardiez. Ce que vous avez tapé est toujours là. Lisez ce qui est nouveau, puis décidez de nouveau.
desk-unknown = Nous ne savons pas encore si c’est enregistré. Envoyez encore une fois : cela ne comptera pas double.
desk-busy = Il y a trop d’activité. Envoyez encore une fois dans un instant.
desk-sent-already = Ce formulaire a déjà été envoyé avec d’autres réponses. Rouvrez le dossier pour voir ce qui est enregistré.

# ---- présenter pour quelqu'un ------------------------------------------------------------------

desk-file-title = Présenter pour quelqu’un
desk-file-lead = Pour une personne qui a téléphoné ou écrit sur papier. Gardez ses propres mots. Elle reçoit les mêmes lettres et le même numéro que les autres.
desk-group-came = Comment c’est arrivé
desk-group-happened = Ce qui s’est passé
desk-group-event = Événement { $number }
desk-add-event = Ajouter un autre événement
desk-empty-event = Un événement laissé vide n’est pas déposé.
desk-received-hint = Pour le papier : le jour où il est arrivé au bureau, et non celui de la numérisation.
desk-ask-channel = Comment est-ce arrivé?
desk-ask-received_on = Quand l’avons-nous reçu?
desk-ask-language = Dans quelle langue veut-elle ses lettres?
desk-ask-by_post = Les lettres vont par la poste
desk-ask-household = Numéro de dossier d’une personne du même ménage
desk-ask-standing = Quel est son statut?
desk-ask-minor = Moins de 18 ans
desk-ask-helper-name = Nom de la personne qui aide
desk-ask-helper-email = Courriel de la personne qui aide
desk-ask-helper-phone = Téléphone de la personne qui aide
desk-ask-helper-authority = À quel titre?
desk-ask-helper-language = Langue des lettres de la personne qui aide
desk-ask-purpose = Pourquoi voyageait-elle?
desk-ask-place = Où est-ce arrivé?
desk-ask-mode = Comment voyageait-elle?
desk-ask-on = Quand est-ce arrivé?
desk-ask-unsure = Elle n’est pas sûre du jour
desk-ask-complaints = Que demande-t-elle de revoir?
desk-ask-paper = Quel document a-t-elle reçu?
desk-ask-told_how = Comment l’a-t-elle su?
desk-ask-told_on = Quand l’a-t-elle su?
desk-ask-flight = Numéro de vol ou de réservation
desk-ask-carrier = Compagnie aérienne, autocar, traversier ou train
desk-ask-officers = Noms des agents, s’ils sont connus
desk-ask-narrative = Ce qui s’est passé, dans ses propres mots

# ---- l'installation ----------------------------------------------------------------------------

desk-admin-lead = À lire seulement.
desk-admin-profile = Qui l’exploite
desk-admin-staff = Personnel
desk-admin-roles = Rôles
desk-admin-posts = Postes
desk-admin-above = Relève de
desk-admin-languages = Lit
desk-admin-left = parti le { $date }
desk-admin-units = Unités
desk-admin-unit = Unité
desk-admin-port = Point d’entrée
desk-admin-parent = Sous
desk-post-since = { $unit } depuis le { $date }
desk-post-until = { $unit }, du { $from } au { $to }
desk-profile-name = Exploitant
desk-profile-kind = Genre
desk-profile-decides = Qui décide
desk-profile-email = Courriel
desk-profile-phone = Téléphone
desk-profile-site = Adresse

undelivered-cannot-be-sent = On ne peut pas écrire à cette adresse
undelivered-not-a-party = La personne n’est plus au dossier
undelivered-no-address = Il n’y a pas d’adresse
undelivered-nothing-to-say = Il manque un fait
undelivered-no-wording = Il n’y a pas de texte
undelivered-timeout = Pas de réponse à temps
undelivered-network = Le système de courriel n’a pas pu être joint
undelivered-tls = Pas de connexion sûre
undelivered-smtp-550 = La boîte n’existe pas
undelivered-smtp-551 = La boîte est ailleurs
undelivered-smtp-552 = La boîte est pleine
undelivered-smtp-553 = L’adresse n’est pas permise
undelivered-smtp-554 = Le courriel a été refusé
desk-step-report-recurrence = Noter que c’est arrivé de nouveau
desk-step-report-crossing = Noter le passage suivant
desk-step-ask-urgency = Noter une demande de rapidité
desk-step-add-document = Ajouter une pièce
desk-queue-elsewhere = Voyez les autres files :
