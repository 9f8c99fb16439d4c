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
staff-not-staff = Je suis en voyage
