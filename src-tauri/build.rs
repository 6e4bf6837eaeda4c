//! Compiles the window's configuration, icons and access list into the program.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The built interface is embedded, so a new file in it must embed it again.
    println!("cargo:rerun-if-changed=../ui/dist");

    // WebKit loads the system's SQLite. Were ours visible, the loader would hand WebKit
    // functions of SQLCipher (or ours its), and the two differ in the layout of their structs.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }

    // Naming our command puts it under the access list: only a window that a capability
    // names may call it. Unnamed commands would be open to every window.
    let commands = tauri_build::AppManifest::new().commands(&["rpc"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}
