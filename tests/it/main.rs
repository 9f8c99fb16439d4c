//! The acceptance tests, one binary: each file tells one story about the house as it is used from outside,
//! or checks one rule of the house itself.

mod layers;
mod limits;
