//! Browser and operating system out of a user agent. Everybody claims to be everybody else: the most particular word
//! counts.

/// The word before the version, and the browser's name.
const BROWSERS: [(&str, &str); 18] = [
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Electron/", "Electron"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("MSIE ", "Internet Explorer"),
    ("Trident/7.0; rv:", "Internet Explorer"),
];

/// `Firefox 131.0`; None where it is none that we know.
pub(super) fn browser_of(user_agent: &str) -> Option<String> {
    let known = BROWSERS.iter().find_map(|(word, name)| Some((*name, number_behind(user_agent, word)?)));
    let safari = || {
        user_agent
            .contains("Safari/")
            .then(|| number_behind(user_agent, "Version/"))
            .flatten()
            .map(|v| ("Safari", v))
    };
    known.or_else(safari).map(|(name, version)| format!("{name} {version}").trim_end().to_owned())
}

/// `macOS 10.15.7`; None where it is none that we know.
pub(super) fn os_of(user_agent: &str) -> Option<String> {
    let version = |word: &str| number_behind(user_agent, word);
    let named = |name: &str, version: String| format!("{name} {version}").trim_end().to_owned();
    if let Some(version) = version("Windows NT ") {
        let version = match version.as_str() {
            // Windows 11 says the same.
            "10.0" => "10".to_owned(),
            "6.3" => "8.1".to_owned(),
            "6.2" => "8".to_owned(),
            "6.1" => "7".to_owned(),
            _ => version,
        };
        return Some(named("Windows", version));
    }
    if user_agent.contains("iPhone") || user_agent.contains("iPad") {
        return Some(named("iOS", version(" OS ").unwrap_or_default()));
    }
    if let Some(version) = version("Android ") {
        return Some(named("Android", version));
    }
    if let Some(version) = version("Mac OS X ") {
        return Some(named("macOS", version));
    }
    if user_agent.contains("CrOS ") {
        return Some("ChromeOS".to_owned());
    }
    user_agent.contains("Linux").then(|| "Linux".to_owned())
}

fn number_behind(user_agent: &str, word: &str) -> Option<String> {
    let (_, rest) = user_agent.split_once(word)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_'))).unwrap_or(rest.len());
    Some(rest.get(..end)?.replace('_', "."))
}
