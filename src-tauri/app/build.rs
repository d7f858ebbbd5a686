//! Tells Tauri where things are: the configuration stands at the root, the capabilities beside this file.

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/app/capabilities");
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/app/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning=tauri-build: {error:#}");
        std::process::exit(1);
    }
}
