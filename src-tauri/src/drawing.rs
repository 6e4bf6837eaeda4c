//! How the web view draws where no graphics card helps it.
//!
//! WebKitGTK paints in memory that it shares with the card. Without a card a processor imitates one, and a chart
//! takes three times as long to stand on the screen (docs/measured.md); with the cards of virtual machines and with
//! NVIDIA's driver the window is known to stay blank (tauri issues 9304 and 9394). WebKit has its older way for such
//! machines and a variable that asks for it.

/// What WebKit reads when the first view is made: set to 1, the page is painted where it is made.
#[cfg(target_os = "linux")]
const PAINT_IN_PLACE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// The makers, by PCI number, with whose cards the window stays blank.
#[cfg(target_os = "linux")]
const BLANK: [&str; 7] = [
    "0x10de", // NVIDIA
    "0x1234", // QEMU
    "0x1414", // Hyper-V
    "0x15ad", // VMware
    "0x1af4", // virtio
    "0x1b36", // QXL
    "0x80ee", // VirtualBox
];

/// Asks for the older way where no card draws well, unless somebody chose already.
#[cfg(target_os = "linux")]
pub(crate) fn without_a_card() {
    // What cannot be read is no card that can be counted on.
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let makers = devices.filter_map(|device| {
        let name = device.file_name().into_string().ok()?;
        // A `card0` alone only shows; what draws has a node of its own.
        name.starts_with("renderD").then(|| {
            std::fs::read_to_string(format!("/sys/class/drm/{name}/device/vendor")).unwrap_or_default()
        })
    });
    if std::env::var_os(PAINT_IN_PLACE).is_none() && !draws_well(makers) {
        // SAFETY: the program has no second thread yet that could read the environment meanwhile.
        #[expect(unsafe_code, reason = "the variable is the only door to this setting")]
        unsafe {
            std::env::set_var(PAINT_IN_PLACE, "1");
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn without_a_card() {}

/// Whether one of the cards that draw is of a maker with whom the window is seen. A card on a board has no PCI number.
#[cfg(target_os = "linux")]
fn draws_well(mut makers: impl Iterator<Item = String>) -> bool {
    makers.any(|maker| !BLANK.contains(&maker.trim()))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::draws_well;

    fn makers(numbers: &[&str]) -> bool {
        draws_well(numbers.iter().map(|number| format!("{number}\n")))
    }

    #[test]
    fn a_machine_without_a_card_is_asked_for_the_older_way() {
        assert!(!makers(&[]));
    }

    #[test]
    fn so_is_one_whose_only_card_leaves_the_window_blank() {
        assert!(!makers(&["0x10de"]));
        assert!(!makers(&["0x15ad"]));
    }

    #[test]
    fn any_other_card_draws() {
        assert!(makers(&["0x8086"]));
        assert!(makers(&["0x10de", "0x8086"]), "a laptop that has two");
        assert!(makers(&[""]), "a card on a board");
    }
}
