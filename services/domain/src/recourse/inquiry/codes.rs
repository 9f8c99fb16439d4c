//! Codes of the traveller-redress inquiry. Complaint, outcome, root-cause and component codes
//! follow the list of DHS's own "should I use" pages and the notes on it (\[STEP1\], \[STEP1-2008\]);
//! codes marked there as design inference carry no claim about an agency.

use crate::purpose::codes;

codes!(
    /// What the person complains of.
    Complaint {
        /// Could not print a boarding pass.
        BpPrint = "BP_PRINT",
        /// Boarding denied.
        BoardDenied = "BOARD_DENIED",
        /// Boarding delayed.
        BoardDelayed = "BOARD_DELAYED",
        /// The ticket agent telephoned before issuing the pass.
        AgentCall = "AGENT_CALL",
        /// Told that fingerprints are wrong or of poor quality.
        FpQuality = "FP_QUALITY",
        /// Told that the photo does not match the document.
        PhotoMismatch = "PHOTO_MISMATCH",
        /// Told that personal data is incomplete or inaccurate.
        DataInaccurate = "DATA_INACCURATE",
        /// Told of being on the No Fly List.
        ToldNofly = "TOLD_NOFLY",
        /// Overstay on record because the I-94 was not handed in.
        OverstayI94 = "OVERSTAY_I94",
        /// Wants the biometric record removed.
        BiometricRemove = "BIOMETRIC_REMOVE",
        /// Believes to have been detained unfairly.
        UnfairDetention = "UNFAIR_DETENTION",
        /// Believes to have been refused entry unfairly.
        EntryRefused = "ENTRY_REFUSED",
        /// Believes that the record of personal data is wrong.
        RecordWrong = "RECORD_WRONG",
        /// Discrimination by an officer.
        Discrimination = "DISCRIMINATION",
        /// Misuse of personal data.
        DataMisuse = "DATA_MISUSE",
        /// Sent to secondary inspection again and again.
        RepeatSecondary = "REPEAT_SECONDARY",
        /// Trusted-traveller membership denied.
        TtpDenied = "TTP_DENIED",
        /// Trusted-traveller membership revoked.
        TtpRevoked = "TTP_REVOKED",
        /// Professional (TN) refused.
        TnRefused = "TN_REFUSED",
        /// Intra-company transfer (L-1) refused.
        L1Refused = "L1_REFUSED",
        /// Visa refused.
        VisaRefused = "VISA_REFUSED",
        /// Conduct of an officer.
        OfficerConduct = "OFFICER_CONDUCT",
        /// Marked because of a companion.
        AssociationMark = "ASSOCIATION_MARK",
    }
);

codes!(
    /// What was decided on one contested decision.
    Outcome {
        /// Corrected, and the correction was confirmed effective.
        CorrectedVerified = "CORRECTED_VERIFIED",
        /// Corrected, effect not confirmed. Not favourable.
        CorrectedUnverified = "CORRECTED_UNVERIFIED",
        /// Not the listed person.
        Distinguished = "DISTINGUISHED",
        /// The decision was reversed.
        DecisionReversed = "DECISION_REVERSED",
        /// The decision was upheld.
        DecisionUpheld = "DECISION_UPHELD",
        /// No record was found.
        NoRecordFound = "NO_RECORD_FOUND",
        /// Nothing changes.
        NoChange = "NO_CHANGE",
        /// Belongs to another body.
        Referred = "REFERRED",
        /// Partly in the person's favour.
        Partly = "PARTLY",
    }
);

codes!(
    /// Public group of an outcome: what letters, counts and the traveller's page may show.
    Group {
        /// In the person's favour.
        Favourable = "favourable",
        /// Partly.
        Partly = "partly",
        /// The decision stands.
        Maintained = "maintained",
        /// Nothing was found.
        NoRecord = "no_record",
        /// Another body.
        Referred = "referred",
    }
);

impl Outcome {
    /// Public group, as counted.
    pub const fn group(self) -> Group {
        match self {
            Self::CorrectedVerified | Self::Distinguished | Self::DecisionReversed => {
                Group::Favourable
            }
            Self::Partly => Group::Partly,
            Self::CorrectedUnverified | Self::DecisionUpheld | Self::NoChange => Group::Maintained,
            Self::NoRecordFound => Group::NoRecord,
            Self::Referred => Group::Referred,
        }
    }

    /// Whether a second officer must sign: adverse and partly adverse outcomes.
    pub const fn adverse(self) -> bool {
        matches!(self.group(), Group::Maintained | Group::NoRecord | Group::Partly)
    }

    /// Whether the outcome says that a correction took effect.
    pub const fn needs_confirmation(self) -> bool {
        matches!(self, Self::CorrectedVerified)
    }
}

codes!(
    /// What a security list had to do with it. Lives in sealed matter only, is mapped to a
    /// public outcome before it is written down, and so reaches no count, letter or status.
    SealedFact {
        /// The person was on a list and was taken off.
        ListingRemoved = "LISTING_REMOVED",
        /// The person is on a list and stays.
        ListingKept = "LISTING_KEPT",
        /// The person was taken for somebody who is on a list.
        TrueMatchToldApart = "TRUE_MATCH_TOLD_APART",
        /// No list was concerned.
        NotListed = "NOT_LISTED",
    }
);

codes!(
    /// Why it went wrong; mandatory at closing.
    RootCause {
        /// Similar name.
        NameSimilar = "NAME_SIMILAR",
        /// Near date of birth.
        DobNear = "DOB_NEAR",
        /// Lost or stolen document.
        DocLostStolen = "DOC_LOST_STOLEN",
        /// Stale record.
        StaleRecord = "STALE_RECORD",
        /// Data entry.
        DataEntry = "DATA_ENTRY",
        /// Two persons merged.
        WrongPersonMerged = "WRONG_PERSON_MERGED",
        /// Overstay recorded falsely.
        OverstayFalse = "OVERSTAY_FALSE",
        /// Lookout without support.
        LookoutUnsupported = "LOOKOUT_UNSUPPORTED",
        /// Lookout expired and not removed.
        LookoutExpired = "LOOKOUT_EXPIRED_NOT_REMOVED",
        /// Association with a companion.
        Companion = "COMPANION_ASSOCIATION",
        /// Quality of a biometric.
        BiometricQuality = "BIOMETRIC_QUALITY",
        /// Rule misapplied.
        RuleMisapplied = "RULE_MISAPPLIED",
        /// Policy changed.
        PolicyChange = "POLICY_CHANGE",
        /// Random selection.
        RandomSelection = "RANDOM_SELECTION",
        /// No error found.
        NoErrorFound = "NO_ERROR_FOUND",
        /// Cannot be disclosed.
        CannotDisclose = "CANNOT_DISCLOSE",
    }
);

codes!(
    /// How much the letter may say.
    Disclosure {
        /// Reasons in full.
        Full = "full",
        /// Reasons limited by law.
        Limited = "limited",
        /// Neither confirm nor deny.
        NeitherConfirmNorDeny = "neither_confirm_nor_deny",
    }
);

codes!(
    /// Offices asked for their part (\[ICR2015\], \[PIA002\], \[CRCL\]).
    Component {
        /// Customs and Border Protection.
        Cbp = "CBP",
        /// Transportation Security Administration.
        Tsa = "TSA",
        /// Immigration and Customs Enforcement.
        Ice = "ICE",
        /// Citizenship and Immigration Services.
        Uscis = "USCIS",
        /// Department of State.
        State = "STATE",
        /// Civil Rights and Civil Liberties.
        Crcl = "CRCL",
    }
);

codes!(
    /// What an office answered.
    Answer {
        /// Nothing on file.
        NoRecord = "NO_RECORD",
        /// A record was found and corrected.
        Corrected = "CORRECTED",
        /// A record was found and stands.
        RecordStands = "RECORD_STANDS",
        /// The person is not the one on file.
        NotSamePerson = "NOT_SAME_PERSON",
        /// Not this office's matter.
        NotOurs = "NOT_OURS",
        /// Needs more from the traveller.
        NeedsMore = "NEEDS_MORE",
    }
);

codes!(
    /// Items that a file may need (\[STEP2\], \[SNOWBIRDS\]).
    Item {
        /// Copy of an identity document.
        IdentityDocument = "IDENTITY_DOCUMENT",
        /// Birth certificate or passport of a minor.
        MinorIdentity = "MINOR_IDENTITY",
        /// Signed authorisation to release information (form 590).
        Authorisation = "AUTHORISATION",
        /// Arrival or departure record (I-94) or proof of departure.
        DepartureProof = "DEPARTURE_PROOF",
        /// Trusted-traveller letter.
        MembershipLetter = "MEMBERSHIP_LETTER",
        /// Notice or form handed over at the border.
        BorderNotice = "BORDER_NOTICE",
        /// Flight or booking details.
        TravelDetails = "TRAVEL_DETAILS",
        /// A clearer copy of something already sent.
        ClearerCopy = "CLEARER_COPY",
        /// Something else, said in the message.
        Other = "OTHER",
    }
);

codes!(
    /// Downstream systems in which a correction must take effect.
    Downstream {
        /// TSA cleared record.
        TsaCleared = "TSA_CLEARED",
        /// CBP lookout override.
        CbpOverride = "CBP_OVERRIDE",
        /// Consular lookout.
        ConsularLookout = "CONSULAR_LOOKOUT",
        /// Arrival and departure record.
        ArrivalDeparture = "ARRIVAL_DEPARTURE",
        /// Carrier.
        Carrier = "CARRIER",
        /// Trusted-traveller profile.
        TrustedTraveller = "TRUSTED_TRAVELLER",
    }
);

codes!(
    /// How a correction was seen to work.
    Proof {
        /// A test query.
        TestQuery = "TEST_QUERY",
        /// The traveller's next crossing.
        NextCrossing = "NEXT_CROSSING",
        /// Written confirmation by the office.
        Confirmation = "CONFIRMATION",
    }
);

codes!(
    /// What told the person apart.
    ClearedBy {
        /// Date of birth.
        DateOfBirth = "DATE_OF_BIRTH",
        /// Place of birth.
        Birthplace = "BIRTHPLACE",
        /// Passport.
        Passport = "PASSPORT",
        /// Biometric.
        Biometric = "BIOMETRIC",
        /// Height.
        Height = "HEIGHT",
        /// Not a matter of mistaken identity.
        NotApplicable = "NOT_APPLICABLE",
    }
);

codes!(
    /// Why somebody is in a hurry.
    Urgency {
        /// Stranded abroad.
        Stranded = "STRANDED",
        /// Medical.
        Medical = "MEDICAL",
        /// Imminent travel.
        ImminentTravel = "IMMINENT_TRAVEL",
        /// A key person for a stopped plant.
        KeyPerson = "KEY_PERSON",
    }
);

codes!(
    /// Bodies that a matter may be sent to.
    OtherDoor {
        /// Deferred inspection site (wrong I-94).
        DeferredInspection = "DEFERRED_INSPECTION",
        /// CBP Information Center.
        CbpInfoCenter = "CBP_INFO_CENTER",
        /// Re-application at a port.
        Reapply = "REAPPLY",
        /// USCIS motion or appeal, by the petitioner.
        UscisMotion = "USCIS_MOTION",
        /// Civil rights complaint.
        CrclComplaint = "CRCL_COMPLAINT",
        /// Trusted-traveller reconsideration.
        TtpReconsideration = "TTP_RECONSIDERATION",
        /// A consular office.
        Consulate = "CONSULATE",
        /// The carrier (baggage, service).
        Carrier = "CARRIER",
        /// Canada's side.
        CanadaSide = "CANADA_SIDE",
    }
);

codes!(
    /// Why a matter came back.
    ReopenedFor {
        /// A new fact.
        NewFact = "NEW_FACT",
        /// It happened again.
        Recurrence = "RECURRENCE",
        /// Our own error.
        OurError = "OUR_ERROR",
        /// Documents came after closing for want of them.
        WayBack = "WAY_BACK",
    }
);

codes!(
    /// How the next crossing went, as reported.
    Crossing {
        /// Admitted without the same trouble.
        Smooth = "SMOOTH",
        /// Admitted, with the same trouble.
        SameTrouble = "SAME_TROUBLE",
        /// Not admitted.
        NotAdmitted = "NOT_ADMITTED",
    }
);

codes!(
    /// How the person learned of the decision.
    ToldHow {
        /// In person.
        InPerson = "IN_PERSON",
        /// By letter.
        ByMail = "BY_MAIL",
        /// By e-mail or on a site.
        Online = "ONLINE",
        /// By a carrier's staff.
        ByCarrier = "BY_CARRIER",
        /// Never told.
        NotTold = "NOT_TOLD",
    }
);

codes!(
    /// Paper handed over.
    Paper {
        /// Withdrawal of application for admission.
        I275 = "I-275",
        /// Expedited removal order.
        I860 = "I-860",
        /// Deferred inspection.
        I546 = "I-546",
        /// Another notice.
        Other = "OTHER",
        /// No paper.
        None = "NONE",
    }
);
