# The words of the inquiry. Keys are made from codes as they are stored: `item-IDENTITY_DOCUMENT`,
# `step-check-file`, `event-inquiry-lodged`. A field's own label is `field-<step>-<key>` where
# there is one, else `field-<key>`. `event-…-officer` stands only where officers read it otherwise.

mechanism-inquiry = Request for redress

# ---- steps -------------------------------------------------------------------------------------

step-check-file = Check the file
step-ask-components = Ask other offices
step-record-answer = Record an office’s answer
step-request-documents = Ask for documents
step-answer-request = Answer our request
step-close-request = Go on without the answer
step-propose-decision = Draft the decision
step-sign = Sign as second officer
step-send-back = Send the draft back
step-confirm-correction = Confirm a correction
step-issue-decision = Issue the decision
step-return-out-of-scope = Send back: another door is the right one
step-transfer-out = Hand over to another body
step-mark-duplicate = Mark as already in hand
step-withdraw = Withdraw the request
step-close-incomplete = Close without completion
step-come-back = Come back to a closed request
step-reopen = Reopen
step-report-recurrence = Tell us that it happened again
step-report-crossing = Tell us how your next crossing went
step-ask-urgency = Ask for a faster answer
step-answer-urgency = Answer the request for speed
step-record-control-number = Record the official control number
step-elapse = A date came due

# ---- why steps exist, as officers read it ------------------------------------------------------

basis-check-file = Only a complete file is taken into work (DHS TRIP, step 3).
basis-ask-components = The offices that hold the records are asked (DHS notice of 2015).
basis-record-answer = Offices look at their records and update them (DHS TRIP, step 3).
basis-request-documents = More information may be asked for; what fits depends on the complaint (DHS TRIP, step 3).
basis-answer-request = More information was asked for (DHS TRIP, step 3).
basis-close-request = This office’s own practice: go on without the answer.
basis-propose-decision = One final letter, once all offices are done (DHS TRIP, step 3).
basis-sign = A second officer signs what goes against the person, and a sample of the rest.
basis-send-back = A second officer signs what goes against the person, and a sample of the rest.
basis-confirm-correction = No letter may say that it is solved before it is.
basis-issue-decision = The final letter (DHS TRIP, step 3).
basis-return-out-of-scope = It is not for an inquiry; the right door is named (DHS TRIP, step 1).
basis-transfer-out = Another body takes it over.
basis-mark-duplicate = One request for each person.
basis-withdraw = Nobody has to give their data.
basis-close-incomplete = The papers did not come. A person closes the file, never the clock.
basis-come-back = A way back after a file was closed without completion.
basis-reopen = A new fact came up.
basis-report-recurrence = It happened again: the same number goes on.
basis-report-crossing = The next crossing shows whether it worked.
basis-ask-urgency = Some cannot wait.
basis-answer-urgency = Some cannot wait.
basis-record-control-number = The program gives a number of its own; it is kept beside ours.

# ---- fields ------------------------------------------------------------------------------------

field-text = What do you want to say?
field-comment = Comment from the office
field-reason = Why?
field-items = What is needed?
field-door = Which door is the right one?
field-check-file-missing = What is missing? Tick nothing if the file is complete.
field-check-file-text = What the traveller should know about it
field-ask-components-components = Which offices?
field-record-answer-task = Which question?
field-record-answer-answer = What did the office answer?
field-record-answer-comment = What the office wrote
field-request-documents-items = What do you ask for?
field-request-documents-text = Why it is needed, in plain words
field-answer-request-text = What do you want to tell us with it?
field-propose-decision-findings = What do you decide on each point?
field-propose-decision-disclosure = How much may the letter say?
field-propose-decision-reasons_en = Reasons in English
field-propose-decision-reasons_fr = Reasons in French
field-propose-decision-corrections = Where must a correction take effect?
field-send-back-reason = What must change in the draft?
field-confirm-correction-correction = Which correction?
field-confirm-correction-proof = How was it seen to work?
field-confirm-correction-effective_on = Day it took effect
field-transfer-out-door = Who takes it over?
field-transfer-out-reference = Their file number
field-mark-duplicate-lead = Number of the case that goes on
field-mark-duplicate-compared = Name or birth date not the same? I compared both files: it is the same person
field-reopen-reason = Why is it reopened?
field-report-recurrence-happened_on = When did it happen again?
field-report-recurrence-text = What happened?
field-report-crossing-result = How did it go?
field-report-crossing-crossed_on = When did you cross?
field-ask-urgency-reason = Why is it urgent?
field-ask-urgency-text = What should we know?
field-answer-urgency-granted = Treat it as urgent?
field-answer-urgency-text = What to tell the traveller
field-record-control-number-number = Official control number

# Parts of one finding.
finding-outcome = Outcome
finding-root-cause = Why it went wrong
finding-cleared-by = What told the person apart
finding-sealed = Security list (sealed)

# ---- what is complained of ---------------------------------------------------------------------

complaint-BP_PRINT = Could not print a boarding pass
complaint-BOARD_DENIED = Was not allowed to board
complaint-BOARD_DELAYED = Boarding was delayed
complaint-AGENT_CALL = The ticket agent had to phone someone first
complaint-FP_QUALITY = Told that fingerprints are wrong or unclear
complaint-PHOTO_MISMATCH = Told that the photo does not match
complaint-DATA_INACCURATE = Told that personal data is wrong or not complete
complaint-TOLD_NOFLY = Told of being on the No Fly List
complaint-OVERSTAY_I94 = An overstay is on record because the I-94 was not handed in
complaint-BIOMETRIC_REMOVE = Wants fingerprints or photo taken off the record
complaint-UNFAIR_DETENTION = Was held and finds it unfair
complaint-ENTRY_REFUSED = Was not let in and finds it unfair
complaint-RECORD_WRONG = Believes that the record is wrong
complaint-DISCRIMINATION = Discrimination by an officer
complaint-DATA_MISUSE = Misuse of personal data
complaint-REPEAT_SECONDARY = Sent for a second check again and again
complaint-TTP_DENIED = Trusted-traveller membership was turned down
complaint-TTP_REVOKED = Trusted-traveller membership was taken away
complaint-TN_REFUSED = TN (professional) was turned down
complaint-L1_REFUSED = L-1 (transfer within a company) was turned down
complaint-VISA_REFUSED = A visa was turned down
complaint-OFFICER_CONDUCT = How an officer behaved
complaint-ASSOCIATION_MARK = Stopped because of someone who came along

# ---- what was decided --------------------------------------------------------------------------

outcome-CORRECTED_VERIFIED = Corrected, and seen to work
outcome-CORRECTED_UNVERIFIED = Corrected, not yet seen to work
outcome-DISTINGUISHED = Told apart from another person
outcome-DECISION_REVERSED = The decision was reversed
outcome-DECISION_UPHELD = The decision stands
outcome-NO_RECORD_FOUND = No record was found
outcome-NO_CHANGE = Nothing changes
outcome-REFERRED = Belongs to another body
outcome-PARTLY = Partly in the person’s favour

group-favourable = In your favour
group-partly = Partly in your favour
group-maintained = Nothing changes
group-no_record = No record was found
group-referred = Another body decides
group-favourable-means = We agree with you on this point.
group-partly-means = We agree with a part of what you say. The reasons say which.
group-maintained-means = The reasons say why.
group-no_record-means = We found nothing on file that could have led to this.
group-referred-means = The reasons say which one.

sealed-fact-LISTING_REMOVED = Was on a list, taken off
sealed-fact-LISTING_KEPT = Is on a list, stays
sealed-fact-TRUE_MATCH_TOLD_APART = Taken for someone on a list
sealed-fact-NOT_LISTED = No list was concerned

root-cause-NAME_SIMILAR = Similar name
root-cause-DOB_NEAR = Near date of birth
root-cause-DOC_LOST_STOLEN = Lost or stolen document
root-cause-STALE_RECORD = Old record that was not updated
root-cause-DATA_ENTRY = Typing error
root-cause-WRONG_PERSON_MERGED = Two people were mixed up
root-cause-OVERSTAY_FALSE = Overstay on record that did not happen
root-cause-LOOKOUT_UNSUPPORTED = Alert without support
root-cause-LOOKOUT_EXPIRED_NOT_REMOVED = Alert that had ended and was not removed
root-cause-COMPANION_ASSOCIATION = Link to a companion
root-cause-BIOMETRIC_QUALITY = Poor fingerprint or photo
root-cause-RULE_MISAPPLIED = A rule was applied wrongly
root-cause-POLICY_CHANGE = A policy changed
root-cause-RANDOM_SELECTION = Chosen at random
root-cause-NO_ERROR_FOUND = No error was found
root-cause-CANNOT_DISCLOSE = Cannot be told

disclosure-full = Reasons in full
disclosure-limited = Reasons limited by law
disclosure-neither_confirm_nor_deny = Neither confirm nor deny

cleared-by-DATE_OF_BIRTH = Date of birth
cleared-by-BIRTHPLACE = Place of birth
cleared-by-PASSPORT = Passport
cleared-by-BIOMETRIC = Fingerprint or photo
cleared-by-HEIGHT = Height
cleared-by-NOT_APPLICABLE = Not a matter of mistaken identity

# ---- offices and corrections -------------------------------------------------------------------

component-CBP = Customs and Border Protection (CBP)
component-TSA = Transportation Security Administration (TSA)
component-ICE = Immigration and Customs Enforcement (ICE)
component-USCIS = Citizenship and Immigration Services (USCIS)
component-STATE = Department of State
component-CRCL = Office for Civil Rights and Civil Liberties (CRCL)

answer-NO_RECORD = Nothing on file
answer-CORRECTED = A record was found and corrected
answer-RECORD_STANDS = A record was found and stands
answer-NOT_SAME_PERSON = The person is not the one on file
answer-NOT_OURS = Not this office’s matter
answer-NEEDS_MORE = Needs more from the traveller

downstream-TSA_CLEARED = Cleared record that airlines check (TSA)
downstream-CBP_OVERRIDE = Record that officers see at the border (CBP)
downstream-CONSULAR_LOOKOUT = Record that visa officers see
downstream-ARRIVAL_DEPARTURE = Record of arrivals and departures
downstream-CARRIER = The airline’s or carrier’s own record
downstream-TRUSTED_TRAVELLER = Trusted-traveller profile
downstream-limited = A record

proof-TEST_QUERY = A test search
proof-NEXT_CROSSING = The traveller’s next crossing
proof-CONFIRMATION = The office confirmed it in writing

# ---- what a file needs -------------------------------------------------------------------------

item-IDENTITY_DOCUMENT = Copy of an identity document (such as the photo page of a passport)
item-MINOR_IDENTITY = The child’s birth certificate or passport
item-AUTHORISATION = Signed form 590, which lets us talk to your helper
item-DEPARTURE_PROOF = I-94 record or other proof that you left
item-MEMBERSHIP_LETTER = Letter about your trusted-traveller membership
item-BORDER_NOTICE = The paper that you were given at the border
item-TRAVEL_DETAILS = Flight or booking details
item-CLEARER_COPY = A clearer copy of something you sent
item-OTHER = Another paper

# ---- urgency, doors, reopening, crossing -------------------------------------------------------

urgency-STRANDED = Stuck far from home
urgency-MEDICAL = A medical reason
urgency-IMMINENT_TRAVEL = Travel is very near
urgency-KEY_PERSON = A plant stands still without this person

door-DEFERRED_INSPECTION = Deferred inspection site
door-CBP_INFO_CENTER = Complain about how you were treated (CBP INFO Center)
door-REAPPLY = Come back with better papers
door-USCIS_MOTION = Motion or appeal by your employer (Form I-290B)
door-CRCL_COMPLAINT = Complain about how you were treated (CRCL, for unequal treatment)
door-TTP_RECONSIDERATION = Ask CBP to look again at your membership
door-CONSULATE = A consulate
door-CARRIER = The airline or carrier (bags, service)
door-CANADA_SIDE = The Canadian side

reopened-for-NEW_FACT = A new fact
reopened-for-RECURRENCE = It happened again
reopened-for-OUR_ERROR = Our own error
reopened-for-WAY_BACK = You came back to it

crossing-SMOOTH = It went well
crossing-SAME_TROUBLE = You got in, with the same trouble
crossing-NOT_ADMITTED = You were not let in

told-how-IN_PERSON = In person
told-how-BY_MAIL = By letter
told-how-ONLINE = By e-mail or on a site
told-how-BY_CARRIER = By the airline’s or carrier’s staff
told-how-NOT_TOLD = Never told

paper-I-275 = Form I-275 (took back the request to enter)
paper-I-860 = Form I-860 (expedited removal order)
paper-I-546 = Form I-546 (deferred inspection)
paper-OTHER = Another paper
paper-NONE = No paper

# ---- where it stands ---------------------------------------------------------------------------

stage-submitted = Not yet checked
stage-incomplete = Something is missing
stage-in_process = In work
stage-awaiting_traveller = Waiting for the traveller
stage-awaiting_signature = Waiting for a second signature
stage-correcting = Corrections are being made
stage-closed = Closed

terminal-decided = Decided
terminal-withdrawn = Withdrawn
terminal-abandoned = Closed without completion
terminal-returned = Sent back, right door named
terminal-transferred = Handed over
terminal-duplicate = Already in hand

status-SUBMITTED = Received
status-SUBMITTED-means = An officer will check that nothing is missing. You need not do anything now.
status-NO_PAPERWORK = We have no papers yet
status-NO_PAPERWORK-means = Your turn: send the papers that we list. Then an officer checks your file.
status-PENDING_PAPERWORK = Some papers are missing
status-PENDING_PAPERWORK-means = Your turn: send what is still missing. Then an officer checks your file again.
status-IN_PROCESS = In work
status-IN_PROCESS-means = Nothing is missing. We ask the offices that hold records and then decide. You need not do anything now.
status-AWAITING_YOUR_RESPONSE = We wait for your answer
status-AWAITING_YOUR_RESPONSE-means = Your turn: answer what we asked. Our own clock stops until you do. Clocks set by law go on.
status-COMPLETED = Answered
status-COMPLETED-means = We sent our answer. If it happens again, tell us on the same number.
status-REOPENED = In work again
status-REOPENED-means = We have taken your matter up again. You need not do anything now.
status-TRANSFERRED = Handed over
status-TRANSFERRED-means = Another body has your matter now and answers you. We told it on which day you came to us.
status-RETURNED = Sent back
status-RETURNED-means = We cannot decide this. Our letter names the right door.
status-WITHDRAWN = Withdrawn
status-WITHDRAWN-means = You took your request back. You may file again at any time.
status-ABANDONED = Closed, not finished
status-ABANDONED-means = We did not get what was missing. You can come back: send it, and we go on.
status-DUPLICATE = Goes on under another number
status-DUPLICATE-means = We already work on this matter. Follow it under the other number.

# What comes next and who acts, told by stage. Stages after a draft exists read alike, so that
# nobody learns the answer before it is sent.
next-submitted = An officer checks that nothing is missing.
next-incomplete = An officer checks your file again once you have sent what is missing.
next-in_process = We wait for the offices that hold records. Then an officer decides.
next-awaiting_traveller = We go on once you have answered.
next-awaiting_signature = We finish our answer and send it.
next-correcting = We finish our answer and send it.
next-closed = Nothing, unless you write to us.
who-office = this office
who-traveller = you
who-component = other offices that we asked

# ---- timeline ----------------------------------------------------------------------------------

event-inquiry-lodged = We received your request
event-inquiry-lodged-officer = Request received
event-inquiry-found_incomplete = We looked at your file and something is missing
event-inquiry-found_incomplete-officer = File checked: items missing
event-inquiry-found_complete = Your file is complete
event-inquiry-found_complete-officer = File checked: complete
event-inquiry-component_asked = We asked another office
event-inquiry-component_asked-officer = Office asked
event-inquiry-component_answered = Another office answered us
event-inquiry-component_answered-officer = Office answered
event-inquiry-documents_requested = We asked you for something
event-inquiry-documents_requested-officer = Documents asked for
event-inquiry-request_answered = You answered
event-inquiry-request_answered-officer = Traveller answered
event-inquiry-request_closed = We went on without your answer
event-inquiry-request_closed-officer = Request closed without an answer
event-inquiry-proposed = An answer was drafted
event-inquiry-proposed-officer = Decision drafted
event-inquiry-signed = A second officer agreed to the draft
event-inquiry-signed-officer = Second signature given
event-inquiry-sent_back = A second officer asked for changes
event-inquiry-sent_back-officer = Draft sent back
event-inquiry-correction_confirmed = A change was seen to work
event-inquiry-correction_confirmed-officer = Correction confirmed
event-inquiry-decided = We sent our answer
event-inquiry-decided-officer = Decision issued
event-inquiry-returned = We sent it back and named the right door
event-inquiry-returned-officer = Sent back as out of scope
event-inquiry-transferred = Another body took it over
event-inquiry-transferred-officer = Handed over to another body
event-inquiry-marked_duplicate = It goes on under another number
event-inquiry-marked_duplicate-officer = Marked as already in hand
event-inquiry-withdrawn = You took your request back
event-inquiry-withdrawn-officer = Withdrawn
event-inquiry-abandoned = We closed it because papers were missing
event-inquiry-abandoned-officer = Closed without completion
event-inquiry-reopened = We took your matter up again
event-inquiry-reopened-officer = Reopened
event-inquiry-recurrence_reported = You told us that it happened again
event-inquiry-recurrence_reported-officer = Recurrence reported
event-inquiry-crossing_reported = You told us how your crossing went
event-inquiry-crossing_reported-officer = Next crossing reported
event-inquiry-urgency_asked = You asked for a faster answer
event-inquiry-urgency_asked-officer = Urgency asked for
event-inquiry-urgency_answered = We answered your request for speed
event-inquiry-urgency_answered-officer = Urgency answered
event-inquiry-control_number_recorded = The official control number was recorded
event-inquiry-elapsed = A date came due

timer-reminder = Reminder sent
timer-documents-missed = The day for sending papers has passed
timer-warning = Most of our target time is used
timer-breach = We are late against our own target
timer-status = Regular news sent
timer-crossing = Question about the next crossing sent
timer-component-overdue = An office’s answer is late

# ---- letters -----------------------------------------------------------------------------------

letter-acknowledgement = We have your request
letter-missing-items = What is missing
letter-document-request = What we ask you for
letter-reminder = Reminder
letter-status = News of your request
letter-decision = Our answer
letter-decision-neither-confirm-nor-deny = Our answer
letter-returned = Sent back, right door named
letter-transferred = Handed over
letter-duplicate = Goes on under another number
letter-withdrawn = Withdrawn
letter-closed-incomplete = Closed, not finished
letter-reopened = Taken up again
letter-urgency-answered = Your request for speed
letter-next-crossing = How did your next crossing go?
