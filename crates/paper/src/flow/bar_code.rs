//! QR codes as filled squares: sharp at any size, and no picture in the PDF.

use qrcode::{Color as Module, EcLevel, QrCode as Matrix};

use crate::documents::parts::QrCode;
use crate::error::PaperError;
use crate::flow::Role;
use crate::flow::piece::{Item, Mark, Piece};
use crate::look::{INK, RULE};

/// White modules around a code that a camera needs to find it (ISO/IEC 18004, 4 for a QR code).
const QUIET: f32 = 4.0;

/// A code with sides of `side` points, its quiet zone included.
pub(crate) fn lay(code: &QrCode, side: f32) -> Result<Vec<Piece>, PaperError> {
    let matrix = Matrix::with_error_correction_level(&code.payload, EcLevel::M)
        .map_err(|_| PaperError::CodeTooLarge { bytes: code.payload.len() })?;
    let count = matrix.width();
    let module = side / (count as f32 + 2.0 * QUIET);
    let mut rings = Vec::new();
    for (index, row) in matrix.to_colors().chunks(count).enumerate() {
        let (top, bottom) = ((QUIET + index as f32) * module, (QUIET + index as f32 + 1.0) * module);
        let mut start = 0;
        for run in row.chunk_by(|left, right| left == right) {
            let (left, right) =
                ((QUIET + start as f32) * module, (QUIET + (start + run.len()) as f32) * module);
            if run.first() == Some(&Module::Dark) {
                rings.push(vec![(left, top), (right, top), (right, bottom), (left, bottom)]);
            }
            start += run.len();
        }
    }
    let at_corner = |mark| Item::new(Role::Code, 0.0, 0.0, mark);
    // A hair line around the quiet zone, so that the code stands in line with the text above it.
    let edge = vec![(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)];
    let frame = Mark::Stroke { points: edge, width: 0.3, color: RULE, dash: None };
    let items = vec![at_corner(frame), at_corner(Mark::Fill { rings, color: INK })];
    Ok(vec![Piece { height: side, items, ..Piece::default() }])
}
