//! x
use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::jobs::Stop;
use crate::{Conn, Result, Services, runs};
use futures::future::BoxFuture;
pub struct Customers;
impl Kind for Customers {
    fn apply<'a>(&'a self, _: &'a mut Conn, _: &'a Context, _: &'a Row) -> BoxFuture<'a, Result<Applied>> { unreachable!() }
    fn invert<'a>(&'a self, _: &'a mut Conn, _: &'a Context, _: &'a Row) -> BoxFuture<'a, Result<Inverted>> { unreachable!() }
    fn topics(&self) -> &'static [&'static str] { &[] }
}
pub(crate) async fn run(_: &Services, _: &runs::Row) -> std::result::Result<(), Stop> { Ok(()) }
