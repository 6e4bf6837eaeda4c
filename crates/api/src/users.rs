//! Users: who has a password and a key. Keys are made, wrapped and rotated by `store`; who may ask is the table's.

use crate::desk::{Desk, required};
use crate::practice::check_password;
use crate::problem::Problem;
use crate::sections::staff::{self, StaffView};
use crate::view::Nothing;
use chart::StaffId;
use chart::sections::staff::Role;
use serde::{Deserialize, Serialize};
use store::{NewUser, Secret};
use ts_rs::TS;

/// Give a person a login and a password.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddUser {
    /// `Dr Ada Okafor`.
    pub name: String,
    /// What they will type to unlock.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Degrees as on paper.
    #[serde(default)]
    pub qualification: String,
    /// Licence numbers as on paper.
    #[serde(default)]
    pub registration: String,
    /// Their first password.
    pub password: String,
}

/// Take a person's login away. The practice gets a new key, which takes a while: `practice.progress`.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveUser {
    /// Who.
    pub staff: StaffId,
}

/// Give somebody who forgot their password a new one, and with it a new signing key.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// Whose; not one's own.
    pub staff: StaffId,
    /// The new password.
    pub new_password: String,
}

/// Change one's own password.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present one.
    pub old_password: String,
    /// The new one.
    pub new_password: String,
}

/// A new recovery code. The one before opens nothing any more.
#[derive(Serialize, TS)]
pub struct NewRecoveryCode {
    /// Shown once: nine groups of four signs. Printed with `practice.recovery_page`, typed back with
    /// `practice.confirm_recovery`.
    pub recovery_code: String,
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddUser) -> Result<StaffView, Problem> {
    check_password(&request.password)?;
    let user = NewUser {
        name: required("name", &request.name, "Everyone needs a name.")?,
        login: required("login", &request.login, "Choose a short name to unlock with.")?,
        role: request.role,
        qualification: request.qualification.trim().to_owned(),
        registration: request.registration.trim().to_owned(),
        password: Secret::new(request.password),
    };
    let now = desk.now;
    desk.store_mut().add_user(user, now)?;
    desk.staff_changed()?;
    staff::list(desk, Nothing {})
}

pub(crate) fn remove(desk: &mut Desk<'_>, request: RemoveUser) -> Result<StaffView, Problem> {
    let now = desk.now;
    let board = desk.board;
    let removed = board.during("The practice gets a new key", |progress| {
        desk.store_mut().remove_user(request.staff, now, progress)
    });
    // The person may be out although the rotation failed.
    desk.staff_changed()?;
    removed?;
    staff::list(desk, Nothing {})
}

pub(crate) fn reset_password(desk: &mut Desk<'_>, request: ResetPassword) -> Result<StaffView, Problem> {
    check_password(&request.new_password)?;
    let now = desk.now;
    desk.store_mut().reset_password(request.staff, &Secret::new(request.new_password), now)?;
    desk.staff_changed()?;
    staff::list(desk, Nothing {})
}

pub(crate) fn change_password(desk: &mut Desk<'_>, request: ChangePassword) -> Result<Nothing, Problem> {
    check_password(&request.new_password)?;
    let (old, new) = (Secret::new(request.old_password), Secret::new(request.new_password));
    let now = desk.now;
    desk.store_mut().change_password(&old, &new, now)?;
    Ok(Nothing {})
}

pub(crate) fn new_recovery_code(desk: &mut Desk<'_>, _: Nothing) -> Result<NewRecoveryCode, Problem> {
    let now = desk.now;
    let code = desk.store_mut().new_recovery_code(now)?;
    Ok(NewRecoveryCode { recovery_code: code.to_string() })
}
