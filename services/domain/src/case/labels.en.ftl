# The words of a case as a whole and of what every mechanism shares. Keys are made from codes as
# they are stored. `event-…-officer` stands only where officers read it otherwise.

# ---- steps and fields --------------------------------------------------------------------------

step-open = File a request
step-add-note = Add a note
step-send-message = Write to us
step-reply-to-traveller = Write to the traveller
step-assign = Assign
step-add-document = Hand in a document
step-check-document = Check a document
step-identify-originator = Say where the decision came from
step-change-person = Change name or address

field-add-note-text = Note for the office’s own file
field-send-message-text = Your message
field-reply-to-traveller-text = Message to the traveller
field-assign-staff = Who works on it?
field-assign-reason = Why does it change hands?
field-add-document-item = What is it?
field-check-document-document = Which document?
field-check-document-result = What did you find?
field-identify-originator-decision = Which decision?
field-identify-originator-unit = Which unit did it come from?
field-identify-originator-officer = Which officer, if from this office?

# ---- why steps exist, as officers read it ------------------------------------------------------

basis-add-note = For the office’s own file.
basis-send-message = Comments are taken and answered (CBP pledge to travellers).
basis-reply-to-traveller = Comments are taken and answered (CBP pledge to travellers).
basis-assign = Somebody carries the case.
basis-add-document = Copies only, and a receipt for each (DHS TRIP, step 2).
basis-check-document = It must be possible to read it.
basis-identify-originator = Nobody may judge their own act.
basis-change-person = The mailbox is not the person.

# ---- who, why, how -----------------------------------------------------------------------------

jurisdiction-ca = Canada
jurisdiction-us = United States

role-traveller = Traveller
role-representative = Helper
role-officer = Officer
role-supervisor = Supervisor
role-analyst = Analyst
role-administrator = Administrator
role-client = Partner system
role-system = This system

standing-US_CITIZEN = Citizen of the United States
standing-US_RESIDENT = Lawful permanent resident of the United States
standing-CA_CITIZEN = Citizen of Canada
standing-CA_RESIDENT = Permanent resident of Canada
standing-OTHER = Citizen of another country

authority-GUARDIAN = Parent or guardian
authority-FORM_590 = Signed form 590

checked-ACCEPTED = Can be read and is what it says
checked-UNREADABLE = Cannot be read
checked-NOT_WHAT_IT_SAYS = Is something else
checked-EXPIRED = Is no longer valid

purpose-not_business = Not business
purpose-business_visitor = Business visit
purpose-professional = Professional work
purpose-intra_company = Transfer within a company
purpose-trader_investor = Trader or investor
purpose-after_sales = Service after a sale
purpose-after_lease = Service after a lease
purpose-specialised_repair = Special repair or upkeep
purpose-trusted_traveller = Trusted-traveller matter (NEXUS and others)
purpose-unknown = Not known

mode-land = By land
mode-preclearance = At a preclearance airport
mode-air = At another airport, or by air
mode-ferry_rail = By ferry, boat or train

channel-web = Web
channel-phone = Phone
channel-paper = Paper
channel-api = Partner system

language-en = English
language-fr = French

# ---- timeline ----------------------------------------------------------------------------------

event-case-opened = You filed your request
event-case-opened-officer = Case opened
event-case-incident_recorded = You told us what happened
event-case-incident_recorded-officer = Incident recorded
event-case-decision_contested = You told us what you ask us to look at
event-case-decision_contested-officer = Contested decision recorded
event-case-originator_identified = We learned where the decision came from
event-case-originator_identified-officer = Originator identified
event-case-independence_flagged = We check again that nobody judged their own act
event-case-independence_flagged-officer = An earlier act was not independent
event-case-document_received = We received a document
event-case-document_received-officer = Document received
event-case-document_checked = We looked at a document
event-case-document_checked-officer = Document checked
event-case-note_added = Note added
event-case-message_received = You wrote to us
event-case-message_received-officer = Message from the traveller’s side
event-case-message_sent = We wrote to you
event-case-message_sent-officer = Message to the traveller
event-case-assigned = An officer has your matter
event-case-assigned-officer = Assigned
event-case-person_changed = Name or address was changed
event-case-notice_sent = We told you that there is a letter
event-case-notice_sent-officer = Letter sent
event-case-notice_failed = Our mail did not reach you
event-case-notice_failed-officer = Letter could not be delivered: find another way

letter-contact-changed = Change of contact details
letter-message = Message from the office

# ---- when a rule does not allow a step: each says how to go on ---------------------------------

violation-not-your-step = This step is for someone else. Ask the person whose turn it is.
violation-wrong-stage = This step cannot be taken at this point. Load the page again to see where the matter stands.
violation-not-independent = You may not act here, because you are tied to the decision. Pass the case to a colleague from another unit.
violation-same-hand = You wrote this draft. Ask another officer to sign it.
violation-draft-tied = The draft was written or signed by someone who is tied to the decision. Send it back, so that a colleague can write it again.
violation-corrections-open = Some corrections have not been seen to work. Confirm each one, then issue the decision.
violation-bad-field = Something in the form must be changed. Look at the answer that is marked.
violation-no-such = We cannot find that part of the case. Load the page again and choose from the list.
violation-case-state = This case is open already, or is not there yet. Check the number.
violation-request-open = A request to the traveller is still open. Wait for the answer or close it first.
violation-needs-supervisor = This is the third request or more. Ask a supervisor to send it.
violation-tasks-open = Some offices have not answered yet. Record their answers first.
violation-rule-missing = A rule is missing from the rule book. Tell the person who runs this system.
violation-not-in-time = It is not the time for this step. Look at the dates of the case.

tie-originator = You made the decision yourself.
tie-same-unit = You serve, or served, in the unit that made it.
tie-chain-of-command = You stand above it in the reporting line.
tie-same-port = The officer is not known, and you serve at the port.

bad-field-missing = Give an answer here.
bad-field-unknown-code = Choose from the list.
bad-field-in-future = Give a day that is not in the future.
bad-field-before-incident = Give a day on or after the day it happened.
bad-field-before-filing = Give a day on or after the day of filing.
bad-field-guardian-needed = A parent or guardian must file for a person under 18.
bad-field-one-for-each-contested-decision = Say what you decide on each point, once.
bad-field-not-a-reference = This is not a case number. Check each sign of it.
bad-field-already-held = We have this document and found it good. If it must be sent again, first write down why: choose “Check a document”.
bad-field-itself = This is the number of this very case. Give the other one.

# ---- the supervisors' daily figures ------------------------------------------------------------

digest-open = Open
digest-unassigned = Nobody’s yet
digest-signature = Waiting for a second signature
digest-late = Past our target
