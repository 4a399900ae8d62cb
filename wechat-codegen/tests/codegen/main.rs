//! Tests of the generator from outside. What the goldens do when they run is tested where they are
//! compiled, in `fixtures/golden`.

mod api;
mod derive;
mod golden;
