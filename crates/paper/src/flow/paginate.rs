//! Places pieces on pages.

use crate::flow::Role;
use crate::flow::piece::{Frame, FrameId, Item, Mark, Piece};
use crate::look::{PALE, mm};

/// The part of a sheet that the flow may fill.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(crate) left: f32,
    pub(crate) width: f32,
    /// Top on the first page, and on the others, which carry a running head.
    pub(crate) first_top: f32,
    pub(crate) next_top: f32,
    pub(crate) bottom: f32,
}

/// What the flow is made of.
pub(crate) struct Flow {
    pub(crate) pieces: Vec<Piece>,
    /// What stands at the bottom of the last page, together with the last group of pieces above it.
    pub(crate) foot: Vec<Piece>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) repeats: Vec<Vec<Piece>>,
    /// Strike through the space that is left, so that nothing can be written in.
    pub(crate) strike: bool,
}

/// Space smaller than this is not struck: nobody could write a line into it.
const WRITABLE: f32 = 26.0;

pub(crate) fn paginate(flow: Flow, body: Body) -> Vec<Vec<Item>> {
    let Flow { pieces, foot, frames, repeats, strike } = flow;
    let mut placing = Placing {
        body,
        frames,
        repeats,
        pages: vec![Vec::new()],
        y: body.first_top,
        open: Vec::new(),
        strike,
    };
    let foot_height = height(&foot);
    let mut rest = pieces.into_iter();
    while !rest.as_slice().is_empty() {
        let length = rest
            .as_slice()
            .iter()
            .position(|piece| !piece.keep_with_next)
            .map_or(rest.len(), |index| index + 1);
        let (group, later) = rest.as_slice().split_at(length);
        if group.first().is_some_and(|piece| piece.turn) && !placing.at_top() {
            placing.turn();
        }
        // The signature never stands alone on a page, if a page can hold it and the group above it.
        let needed = if later.is_empty() { height(group) + foot_height } else { height(group) };
        if !placing.fits(needed)
            && !placing.at_top()
            && (needed <= placing.whole_page() || !placing.fits(height(group)))
        {
            placing.turn();
        }
        for piece in rest.by_ref().take(length) {
            placing.place(piece);
        }
    }
    placing.close_frames();
    if !foot.is_empty() {
        if !placing.fits(foot_height) && !placing.at_top() {
            placing.turn();
        }
        let top = (body.bottom - (foot_height - foot[0].before)).max(placing.y);
        placing.strike_until(top);
        placing.y = top;
        for (index, piece) in foot.into_iter().enumerate() {
            placing.set(piece, index > 0);
        }
        placing.close_frames();
    } else {
        placing.strike_until(body.bottom);
    }
    placing.pages
}

fn height(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.before + piece.height).sum()
}

struct Placing {
    body: Body,
    frames: Vec<Frame>,
    repeats: Vec<Vec<Piece>>,
    pages: Vec<Vec<Item>>,
    y: f32,
    /// Frames that pieces on this page stand in: where each began, where in the page's items, and where it ends.
    open: Vec<(FrameId, f32, usize, f32)>,
    strike: bool,
}

impl Placing {
    fn top(&self) -> f32 {
        if self.pages.len() == 1 { self.body.first_top } else { self.body.next_top }
    }

    fn at_top(&self) -> bool {
        self.y <= self.top()
    }

    fn whole_page(&self) -> f32 {
        self.body.bottom - self.body.next_top
    }

    fn fits(&self, height: f32) -> bool {
        // A hundredth of a point is rounding, not overflow.
        self.y + height <= self.body.bottom + 0.01
    }

    fn turn(&mut self) {
        self.close_frames();
        self.strike_until(self.body.bottom);
        self.pages.push(Vec::new());
        self.y = self.body.next_top;
    }

    fn place(&mut self, piece: Piece) {
        if !self.fits(piece.before + piece.height) && !self.at_top() {
            self.turn();
        }
        if self.at_top()
            && self.pages.len() > 1
            && let Some(head) = piece.repeat.and_then(|id| self.repeats.get(id).cloned())
        {
            for mut piece in head {
                piece.items.iter_mut().for_each(|item| item.place.repeated = true);
                self.set(piece, false);
            }
        }
        let with_distance = !self.at_top();
        self.set(piece, with_distance);
    }

    fn set(&mut self, piece: Piece, with_distance: bool) {
        if with_distance {
            self.y += piece.before;
        }
        self.close_frames_but(&piece.frames);
        let Some(page) = self.pages.last_mut() else { return };
        let bottom = self.y + piece.height;
        for frame in &piece.frames {
            match self.open.iter_mut().find(|(id, ..)| id == frame) {
                Some((.., end)) => *end = bottom,
                None => self.open.push((*frame, self.y, page.len(), bottom)),
            }
        }
        page.extend(piece.items.into_iter().map(|item| item.moved(self.body.left, self.y)));
        self.y = bottom;
    }

    fn close_frames(&mut self) {
        self.close_frames_but(&[]);
    }

    /// Draws the frames that have ended, beneath what stands in them.
    fn close_frames_but(&mut self, still_open: &[FrameId]) {
        let Some(page) = self.pages.last_mut() else { return };
        while let Some(position) = self.open.iter().rposition(|(id, ..)| !still_open.contains(id)) {
            let (id, top, index, bottom) = self.open.remove(position);
            if let Some(frame) = self.frames.get(id) {
                page.insert(index, frame.item(top, bottom).moved(self.body.left, 0.0));
                for (_, _, later, _) in self.open.iter_mut().filter(|(_, _, later, _)| *later > index) {
                    *later += 1;
                }
            }
        }
    }

    /// Strikes the space from here down to `bottom`.
    fn strike_until(&mut self, bottom: f32) {
        let (top, bottom) = (self.y + mm(3.0), bottom - mm(3.0));
        if !self.strike || bottom - top < WRITABLE {
            return;
        }
        let width = self.body.width;
        let points = vec![(0.0, 0.0), (width, 0.0), (0.0, bottom - top), (width, bottom - top)];
        let mark = Mark::Stroke { points, width: 0.7, color: PALE, dash: None };
        if let Some(page) = self.pages.last_mut() {
            page.push(Item::new(Role::Mark, self.body.left, top, mark));
        }
    }
}
