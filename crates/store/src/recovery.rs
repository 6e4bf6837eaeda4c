//! The printed recovery code after it was made: typed back once, and made anew when it is lost.

use crate::audit::Act;
use crate::error::Result;
use crate::secret::RecoveryCode;
use crate::settings;
use crate::store::{Moment, Store};

impl Store {
    /// The user typed the printed code back, so it was printed and can be read.
    ///
    /// # Errors
    /// [`crate::StoreError::WrongCode`] when it is not the code that opens this practice.
    pub fn confirm_recovery(&mut self, typed: &str, now: Moment) -> Result<()> {
        self.key_file.open_with_code(&RecoveryCode::read(typed)?)?;
        self.write(Act::named("recovery.confirm"), now, |writing| {
            writing.set_fact("recovery_confirmed", "yes")
        })
    }

    /// Whether the code that opens the practice now was ever typed back.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the file.
    pub fn recovery_confirmed(&self) -> Result<bool> {
        Ok(settings::fact(&self.connection, "recovery_confirmed")?.as_deref() == Some("yes"))
    }

    /// Makes a new printed code. The old one opens nothing any more.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk; the old code then still holds.
    pub fn new_recovery_code(&mut self, now: Moment) -> Result<RecoveryCode> {
        let code = RecoveryCode::random()?;
        let mut key_file = self.key_file.clone();
        key_file.put_recovery(&code, &self.keys)?;
        // Unconfirmed first: were the power to fail in between, the user would only be asked once more.
        self.write(Act::named("recovery.renew"), now, |writing| {
            writing.set_fact("recovery_confirmed", "no")
        })?;
        key_file.write(&self.folder, &[&self.keys])?;
        self.key_file = key_file;
        Ok(code)
    }
}
