//! Kinds of files that people try to open and that hold no recording we can play, and what to say about each.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Foreign {
    Har,
    PlaywrightTrace,
    PlaywrightReport,
    AllStak,
    Datadog,
    OpenObserve,
    OpenReplay,
    OpenReplaySpot,
    Clarity,
    OpenTelemetry,
    Faro,
    Statsig,
    PostHogSources,
    SentrySegmentList,
    SentryDetails,
    SentryError,
    SentryEnvelope,
    ChromeRecorder,
    BareSnapshot,
    ReplayIo,
    WebArchive,
    Html,
    Xml,
    Picture,
    Video,
    Pdf,
    Sqlite,
    Program,
    /// 7z, rar, xz, bzip2.
    OtherArchive(&'static str),
}

impl Foreign {
    /// Whether it tells of a session at all, so that an archive of such files is named after it.
    pub(crate) fn is_about_a_session(self) -> bool {
        !matches!(
            self,
            Foreign::WebArchive
                | Foreign::Html
                | Foreign::Xml
                | Foreign::Picture
                | Foreign::Video
                | Foreign::Pdf
                | Foreign::Sqlite
                | Foreign::Program
                | Foreign::OtherArchive(_)
        )
    }

    /// What the file is, in one sentence without a final period.
    pub fn fact(self) -> String {
        let text = match self {
            Foreign::Har => "This HAR file (a log of network requests) holds no request with a time",
            Foreign::PlaywrightTrace => "This is a Playwright trace; Playhead cannot read it yet",
            Foreign::PlaywrightReport => {
                "This is a Playwright report, which holds traces; Playhead cannot read them yet"
            }
            Foreign::AllStak => "This is AllStak telemetry without an event that has a time",
            Foreign::Datadog => "This is a Datadog session replay segment; Playhead cannot read it yet",
            Foreign::OpenObserve => {
                "These are OpenObserve rows with session replay segments; Playhead cannot read them yet"
            }
            Foreign::OpenReplay => "This is an OpenReplay recording; Playhead cannot read it yet",
            Foreign::OpenReplaySpot => {
                "These are the events of an OpenReplay Spot, whose picture is a video beside them"
            }
            Foreign::Clarity => "This is a Microsoft Clarity payload; Playhead cannot read it yet",
            Foreign::OpenTelemetry => {
                "These are OpenTelemetry records without a whole event of a session replay"
            }
            Foreign::Faro => "These are Grafana Faro events without a whole event of a session replay",
            Foreign::Statsig => "These are Statsig log events without a whole event of a session replay",
            Foreign::PostHogSources => "This is PostHog's list of a recording's parts, without the recording",
            Foreign::SentrySegmentList => {
                "This is Sentry's list of a replay's segments, without their events"
            }
            Foreign::SentryDetails => "These are a Sentry replay's details, without its events",
            Foreign::SentryError => "This is a Sentry error event, not a session recording",
            Foreign::SentryEnvelope => "This is a Sentry envelope without replay events",
            Foreign::ChromeRecorder => "This is a Chrome DevTools Recorder script without steps",
            Foreign::BareSnapshot => "This is the inside of a single rrweb snapshot, without its event",
            Foreign::ReplayIo => "This is a replay.io log, which only replay.io can play",
            Foreign::WebArchive => "This is a web archive (saved pages), not a session recording",
            Foreign::Html => "This is a web page, not a session recording",
            Foreign::Xml => "This is an XML file, not a session recording",
            Foreign::Picture => "This is a picture, not a session recording",
            Foreign::Video => "This is a video, not a recording of a page's document",
            Foreign::Pdf => "This is a PDF file, not a session recording",
            Foreign::Sqlite => "This is a database, not an exported session recording",
            Foreign::Program => "This is a program, not a session recording",
            Foreign::OtherArchive(kind) => {
                return format!("This is a {kind} archive, which Playhead cannot open");
            }
        };
        text.to_owned()
    }

    /// What to do, in one sentence without a final period.
    pub fn advice(self) -> &'static str {
        match self {
            Foreign::Har => "Save it again from the browser's network panel",
            Foreign::PlaywrightTrace | Foreign::PlaywrightReport => {
                "Open it with `npx playwright show-trace`"
            }
            Foreign::PostHogSources => {
                "Fetch the parts it lists, or use “Export to JSON” in PostHog's player"
            }
            Foreign::SentrySegmentList => "Fetch the segments again with `download=true`",
            Foreign::SentryDetails | Foreign::SentryEnvelope => {
                "Use “Download JSON” in Sentry's replay, or fetch its recording segments with `download=true`"
            }
            Foreign::SentryError => "Open the replay that its `replayId` names",
            Foreign::BareSnapshot => "Wrap it as the `data` of an event of type 2",
            Foreign::OtherArchive(_) => "Unpack it and open what was inside",
            Foreign::OpenReplaySpot => "Watch the video, `video.webm`",
            Foreign::OpenTelemetry | Foreign::Faro | Foreign::Statsig | Foreign::OpenObserve => {
                "Export the session's rrweb events alone, as a JSON array or one on each line"
            }
            Foreign::Html | Foreign::Xml => "If it was downloaded, log in and download the recording again",
            _ => "Open a recording made with rrweb or a tool built on it",
        }
    }
}
