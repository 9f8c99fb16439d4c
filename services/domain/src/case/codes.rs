//! Codes of a case as a whole.

use crate::purpose::codes;

codes!(
    /// Who the person is in the law of the country that decided.
    Standing {
        /// Citizen of the United States.
        UsCitizen = "US_CITIZEN",
        /// Lawful permanent resident of the United States.
        UsResident = "US_RESIDENT",
        /// Citizen of Canada.
        CaCitizen = "CA_CITIZEN",
        /// Permanent resident of Canada.
        CaResident = "CA_RESIDENT",
        /// Citizen of another country.
        Other = "OTHER",
    }
);

codes!(
    /// By what right somebody acts for a traveller (\[TRIP-HOME\], \[TIF-CHANGES\]).
    Authority {
        /// Parent or guardian of a minor.
        Guardian = "GUARDIAN",
        /// Signed authorisation to release information (DHS form 590).
        Form590 = "FORM_590",
    }
);

codes!(
    /// What was found when a file was looked at. A later look may find otherwise: only then is
    /// the same document asked for again.
    Checked {
        /// Can be read and is what it says.
        Accepted = "ACCEPTED",
        /// Cannot be read.
        Unreadable = "UNREADABLE",
        /// Is something else.
        NotWhatItSays = "NOT_WHAT_IT_SAYS",
        /// Was good once and no longer is.
        Expired = "EXPIRED",
    }
);
