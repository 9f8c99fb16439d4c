# The rooms of the staff: sign-in, queues, the page of a case.

staff-room = Staff
staff-title = Sign in
staff-lead = For members of the office. You need your password and the app that shows your one-time codes.
staff-email = E-mail address
staff-password = Password
staff-button = Continue
staff-code-title = Enter your one-time code
staff-code-lead = Open the app on your phone that shows your codes.
staff-code = One-time code
staff-code-hint = Six digits. Each code works once.
staff-wrong = That is not right. Check what you typed and try again.
staff-wait =
    { $count ->
        [one] Too many tries. Wait 1 minute, then try again.
       *[other] Too many tries. Wait { $count } minutes, then try again.
    }
staff-other = Start again
staff-not-staff = I am a traveller
