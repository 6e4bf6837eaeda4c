//! What the laboratory is asked: the open orders of a visit, with the specimen, the codes and a bar code.

use super::common::open;
use super::{Page, PrintRequest};
use crate::desk::Desk;
use crate::problem::Problem;
use chart::RecordId;

pub(super) fn make(desk: &mut Desk<'_>, request: &PrintRequest) -> Result<(Page, RecordId), Problem> {
    open(desk, request)?;
    Err(Problem::refused("This chart has no open order; there is no requisition to print."))
}
