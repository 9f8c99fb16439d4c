//! Purpose of travel: asked at intake and a dimension of every figure from the first day,
//! because it cannot be back-filled.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant),+
        }
        impl $name {
            /// Every code, in the order of the source.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The codes as text, for step tables.
            pub const CODES: &'static [&'static str] = &[$($code),+];
            /// Stored and published code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// The value of a code, if there is one.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes!(
    /// Why the person was travelling.
    Purpose {
        /// Tourism, family, transit and the like.
        NotBusiness = "not_business",
        /// Meetings, sales, conferences.
        BusinessVisitor = "business_visitor",
        /// Professional under the trade agreement (TN, CUSMA professional).
        Professional = "professional",
        /// Intra-company transferee.
        IntraCompany = "intra_company",
        /// Trader or investor.
        TraderInvestor = "trader_investor",
        /// After-sales service.
        AfterSales = "after_sales",
        /// After-lease service.
        AfterLease = "after_lease",
        /// Specialised maintenance and repair personnel.
        SpecialisedRepair = "specialised_repair",
        /// A trusted-traveller matter (NEXUS and others).
        TrustedTraveller = "trusted_traveller",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// How a filing reached us.
    Channel {
        /// The traveller's own pages.
        Web = "web",
        /// Taken down by staff on the telephone.
        Phone = "phone",
        /// On paper.
        Paper = "paper",
        /// By a registered program.
        Api = "api",
    }
);

codes!(
    /// Language of correspondence; belongs to each recipient.
    Language {
        /// English.
        En = "en",
        /// French.
        Fr = "fr",
    }
);
