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
staff-not-staff = I am not a member of the staff

# ---- round every page --------------------------------------------------------------------------

desk-nav-queue = Cases
desk-nav-tasks = Tasks
desk-nav-failed = Mail that failed
desk-nav-post = Letters by post
desk-nav-file = File for someone
desk-nav-figures = Figures
desk-nav-admin = This installation
desk-search = Search
desk-search-label = Find a case by number, name, e-mail, phone or control number
desk-search-hint = Number, name, e-mail, phone…
desk-out = Sign out
desk-as-of = As of { $date }
desk-yes = Yes
desk-no = No
desk-erased = (erased)
desk-this-case = This case: { $name }, born { $born }
desk-other-case = The other case: { $name }, born { $born }
desk-held = Not in the list, because we have it and found it good: { $items }. To ask for it again, first write down what is wrong with it: choose “Check a document”.
desk-nobody = Nobody
desk-at = { $label }: { $text }
desk-optional = { $label } (optional)

# ---- queues ------------------------------------------------------------------------------------

desk-queue-my = My cases
desk-queue-team = My team
desk-queue-unassigned = Nobody’s
desk-queue-sign = To sign
desk-queue-all = All cases
desk-queue-empty = Nothing waits here.
desk-queue-waiting = Waiting for the traveller
desk-closed = Closed
desk-col-case = Case
desk-col-left = Time left
desk-col-due = Act by
desk-col-stage = Stage
desk-col-marks = To note
desk-col-letter = Letter
desk-col-since = Since
desk-col-why = Why
desk-col-posted = Posted?
desk-next-page = Next page
desk-view-is-address = The address of this page is the view: keep it as a bookmark or send it to a colleague.
desk-late-count =
    { $count ->
        [one] 1 case late
       *[other] { $count } cases late
    }
desk-days-left =
    { $count ->
        [0] Due today
        [one] 1 day left
       *[other] { $count } days left
    }
desk-days-late =
    { $count ->
        [one] 1 day late
       *[other] { $count } days late
    }
desk-mark-urgent = Urgent
desk-mark-urgency-asked = Asks for speed
desk-mark-unanswered = Message not answered
desk-mark-failed = Letter came back
desk-mark-missed = Papers did not come
desk-mark-office-late = An office is late
desk-mark-unchecked = Document to check
desk-flagged = An act was not independent
desk-search-title = Search
desk-search-none = Nothing was found for “{ $query }”. Check the spelling, or look for one word of the name.
desk-search-cut = There are more. Add a word to narrow it down.
desk-tasks-lead = What waits in your cases and in those of nobody.
desk-tasks-lead-all = What waits in all cases, ended ones too.
desk-tasks-none = Nothing waits.
desk-tasks-urgency = Someone asks for a faster answer
desk-tasks-trouble = The same trouble again after the end
desk-tasks-failed = Letters that could not be delivered
desk-tasks-missed = Papers that did not come in time
desk-tasks-office-late = Offices that are late
desk-tasks-unanswered = Messages without an answer
desk-tasks-flagged = Acts that were not independent
desk-tasks-unchecked = Documents that nobody has looked at
desk-failed-lead = A letter that did not arrive tells nobody anything. Call, or send it by post.
desk-failed-none = Every letter was delivered.
desk-post-lead = Open a letter to print it. Press the button once it is in the post.
desk-post-none = No letter waits for the post.
desk-was-posted = It was posted

# ---- the page of a case ------------------------------------------------------------------------

desk-saved = Saved: { $step }
desk-person = The traveller
desk-helper = Acts for the traveller
desk-filing = The filing
desk-incidents = What happened
desk-papers = Evidence
desk-papers-none = Nothing was handed in.
desk-open-file = Open the file
desk-close-file = Close the file
desk-image-alt = The document { $name }
desk-file = File
desk-file-hint = PDF, JPEG, PNG or HEIC, up to 10 MB.
desk-clocks = Clocks
desk-clocks-none = No clock runs yet.
desk-how = How was this worked out?
desk-how-trigger = It starts on { $date }. That day is day 0.
desk-how-counted =
    { $count ->
        [one] 1 day counts, up to { $date }.
       *[other] { $count } days count, up to { $date }.
    }
desk-how-paused =
    { $count ->
        [one] 1 day does not count: we waited for the traveller from { $from } to { $to }.
       *[other] { $count } days do not count: we waited for the traveller from { $from } to { $to }.
    }
desk-how-pausing =
    { $count ->
        [one] The clock stands still since { $date }: 1 day so far.
       *[other] The clock stands still since { $date }: { $count } days so far.
    }
desk-how-due = The last day is { $date }.
desk-how-told = The traveller was told { $date }. That day holds.
desk-how-sum = Days counted: { $counted }. Days paused: { $paused }.
desk-rule = Rule { $rule }, version { $version }.
desk-unconfirmed = This rule could not be confirmed. No case is closed and no date is promised on it alone.
desk-clock-running = Running
desk-clock-paused = Clock stopped
desk-clock-late = Late
desk-clock-met = Met
desk-clock-missed = Missed
desk-clock-stopped = Ended
desk-coming = What comes by itself
desk-coming-reminder = Reminder to the traveller
desk-coming-documents-missed = Papers count as missed
desk-coming-warning = Warning about our target
desk-coming-breach = Our target has passed
desk-coming-status = Regular news to the traveller
desk-coming-crossing = Question about the next crossing
desk-coming-component-overdue = An office’s answer is late
desk-in-days =
    { $count ->
        [0] { $date } (today)
        [one] { $date } (in 1 day)
       *[other] { $date } (in { $count } days)
    }
desk-next = Next steps
desk-basis = Why: { $basis }
desk-barred = You may not do this.
desk-barred-case = You may not decide on this case.
desk-barred-next = Pass the case to a colleague who is not tied to it.
desk-decision-note = You decide on what you see here. If the case changes in the meantime, you will see what is new first.
desk-readers-traveller = The traveller will read this. Use plain words.
desk-readers-office = Officers of this office will read this. The traveller may ask to see it.
desk-whose = Whose name and address?
desk-draft = The draft
desk-preview = See the letter in both languages
desk-preview-title = Letter for { $reference }
desk-preview-lead = This is how it would read if it were sent now. Nothing has been sent.
desk-preview-trouble = The letter cannot be written yet: a fact is missing from the draft.
desk-wording-version = Version of the wording: { $version }
desk-wording-changed = This letter went out in version { $version } of the wording, which has changed since.
desk-signature-adverse = Needed: not in the traveller’s favour
desk-signature-sampled = Needed: drawn in the sample
desk-signature-not-needed = Not needed
desk-by-on = { $who }, { $date }
desk-offices = Other offices
desk-corrections = Corrections
desk-asked = Asked { $date }
desk-ordered = Ordered { $date }
desk-late = Late
desk-done = Done
desk-messages = Messages
desk-messages-none = No messages.
desk-from-traveller = From the traveller’s side
desk-from-office = From this office
desk-notes = Notes of the office
desk-notes-none = No notes.
desk-letters = Letters
desk-letters-none = No letter has been sent.
desk-letter-sent = Sent
desk-letter-failed = Not delivered
desk-letter-queued = Waiting to go
desk-timeline = What was done
desk-recorded = Written down { $date }
desk-line-due = due { $date }
desk-line-granted = Yes
desk-line-not-granted = No
desk-unsure = (unsure of the day)
desk-unit-unknown = Not known yet: the whole port is barred
desk-urgency-asked = Asks for speed: { $why }
desk-urgency-granted = Urgent: { $why }
desk-urgency-declined = Speed asked for, not granted: { $why }
desk-by-mail = By e-mail
desk-by-post = By post

desk-fact-name = Name
desk-fact-other-names = Other names
desk-fact-born = Date of birth
desk-fact-birthplace = Place of birth
desk-fact-citizenship = Citizenship
desk-fact-email = E-mail
desk-fact-phone = Phone
desk-fact-address = Postal address
desk-fact-second-way = Another way to reach them
desk-fact-standing = Standing
desk-fact-language = Language of letters
desk-fact-minor = Under 18
desk-fact-authority = By what right
desk-fact-purpose = Purpose of travel
desk-fact-channel = How it came
desk-fact-opened = Opened
desk-fact-received = Reached us
desk-fact-by-post = Letters go
desk-fact-control-number = Official control number
desk-fact-mode = How they travelled
desk-fact-paper = Paper given
desk-fact-told = How they were told
desk-fact-told-on = Told on
desk-fact-unit = Unit it came from
desk-fact-officer = Officer
desk-fact-drafted = Drafted by
desk-fact-disclosure = The letter may say
desk-fact-signature = Second signature
desk-fact-assigned = Assigned to
desk-fact-place = Place
desk-fact-version = Version
detail-carrier = Carrier
detail-document_number = Document number
detail-flight = Flight or booking
detail-officers = Officers

# ---- when something stands in the way ----------------------------------------------------------

desk-put-right = Something in the form must be put right. What you typed is still there.
desk-stale = The case changed while you were looking. What you typed is still there. Read what is new, then decide again.
desk-unknown = We do not know yet if that was saved. Send it once more: it will not count twice.
desk-busy = Too much is going on. Send it once more in a moment.
desk-sent-already = This form was sent before with other answers. Open the case again to see what was saved.

# ---- filing for somebody -----------------------------------------------------------------------

desk-file-title = File for someone
desk-file-lead = For a person who called or wrote on paper. Use their own words. They get the same letters and the same number as anyone else.
desk-group-came = How it came
desk-group-happened = What happened
desk-group-event = Event { $number }
desk-add-event = Add another event
desk-empty-event = An event that is left empty is not filed.
desk-received-hint = For paper: the day it reached the office, not the day of scanning.
desk-ask-channel = How did it come?
desk-ask-received_on = When did it reach us?
desk-ask-language = In which language do they want letters?
desk-ask-by_post = Letters go by post
desk-ask-household = Case number of someone in the same household
desk-ask-standing = What is their standing?
desk-ask-minor = Under 18
desk-ask-helper-name = Name of the helper
desk-ask-helper-email = E-mail of the helper
desk-ask-helper-phone = Phone of the helper
desk-ask-helper-authority = By what right?
desk-ask-helper-language = Language of the helper’s letters
desk-ask-purpose = Why were they travelling?
desk-ask-place = Where did it happen?
desk-ask-mode = How were they travelling?
desk-ask-on = When did it happen?
desk-ask-unsure = They are not sure of the day
desk-ask-complaints = What do they ask us to look at?
desk-ask-paper = Which paper were they given?
desk-ask-told_how = How were they told?
desk-ask-told_on = When were they told?
desk-ask-flight = Flight or booking number
desk-ask-carrier = Airline, bus, ferry or railway
desk-ask-officers = Names of officers, if known
desk-ask-narrative = What happened, in their own words

# ---- the installation --------------------------------------------------------------------------

desk-admin-lead = To read only.
desk-admin-profile = Who runs it
desk-admin-staff = Staff
desk-admin-roles = Roles
desk-admin-posts = Posts
desk-admin-above = Reports to
desk-admin-languages = Reads
desk-admin-left = left { $date }
desk-admin-units = Units
desk-admin-unit = Unit
desk-admin-port = Port
desk-admin-parent = Under
desk-post-since = { $unit } since { $date }
desk-post-until = { $unit }, { $from } to { $to }
desk-profile-name = Operator
desk-profile-kind = Kind
desk-profile-decides = Who decides
desk-profile-email = E-mail
desk-profile-phone = Phone
desk-profile-site = Address

undelivered-cannot-be-sent = The address cannot be written to
undelivered-not-a-party = The person is not on this case any more
undelivered-no-address = There is no address
undelivered-nothing-to-say = A fact is missing
undelivered-no-wording = There is no wording
undelivered-timeout = No answer in time
undelivered-network = The mail system could not be reached
undelivered-tls = No safe connection
undelivered-smtp-550 = The mailbox does not exist
undelivered-smtp-551 = The mailbox is elsewhere
undelivered-smtp-552 = The mailbox is full
undelivered-smtp-553 = The address is not allowed
undelivered-smtp-554 = The mail was turned away
desk-step-report-recurrence = Record that it happened again
desk-step-report-crossing = Record the next crossing
desk-step-ask-urgency = Record a request for speed
desk-step-add-document = Add a document
desk-queue-elsewhere = Look in the other queues:
