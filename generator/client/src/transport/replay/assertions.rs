//! Assertions on the requests that a replay recorded, for tests that read as a request and what was sent.
//!
//! **Invariant:** every failure names the part of the request that differs, the expected value and the sent one.

use bytes::Bytes;

use super::Replay;

impl Replay {
    /// Adds a failure in the form in which services report one, with the request ID `example`.
    ///
    /// ```
    /// use acs_client::Replay;
    ///
    /// let replay = Replay::new().service_error(404, "InvalidInstance.NotFound", "no such instance");
    /// assert_eq!(replay.remaining(), 1);
    /// ```
    #[must_use]
    pub fn service_error(self, status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "RequestId": "example", "Code": code, "Message": message });
        self.error(status, body.to_string())
    }

    /// Returns the only request sent so far.
    ///
    /// # Panics
    ///
    /// Panics if no request was sent, or more than one.
    ///
    /// ```no_run
    /// # let replay = acs_client::Replay::new();
    /// let sent = replay.sent();
    /// assert_eq!(sent.headers()["x-acs-version"], "2018-01-29");
    /// ```
    #[track_caller]
    pub fn sent(&self) -> http::Request<Bytes> {
        let mut requests = self.requests();
        match (requests.pop(), requests.len()) {
            (Some(request), 0) => request,
            (None, _) => panic!("no request was sent"),
            (Some(_), others) => panic!("expected one request, sent {}", others + 1),
        }
    }

    /// Returns the encoded query of each request sent so far.
    ///
    /// ```
    /// assert!(acs_client::Replay::new().queries().is_empty());
    /// ```
    pub fn queries(&self) -> Vec<String> {
        let requests = self.requests();
        let queries = requests.iter().map(|request| request.uri().query());
        queries
            .map(|query| query.unwrap_or_default().to_owned())
            .collect()
    }

    /// Checks the operation, the HTTP method and the path of the only request.
    ///
    /// # Panics
    ///
    /// Panics if one of them differs, or if not exactly one request was sent.
    ///
    /// ```no_run
    /// # let replay = acs_client::Replay::new();
    /// replay.assert_operation("QueryDnsHost", "POST", "/");
    /// ```
    #[track_caller]
    pub fn assert_operation(&self, name: &str, method: &str, path: &str) {
        let sent = self.sent();
        self.assert_header("x-acs-action", name);
        assert_same("method", sent.method().as_str(), method);
        assert_same("path", sent.uri().path(), path);
    }

    /// Checks the query of the only request: its encoded parameters, in the order in which they are sent.
    ///
    /// # Panics
    ///
    /// Panics if a parameter differs, or if not exactly one request was sent.
    ///
    /// ```no_run
    /// # let replay = acs_client::Replay::new();
    /// replay.assert_query(["PageNum=1", "PageSize=50"]);
    /// ```
    #[track_caller]
    pub fn assert_query<'p>(&self, expected: impl IntoIterator<Item = &'p str>) {
        let sent = self.sent();
        assert_parameters("query", sent.uri().query().unwrap_or_default(), expected);
    }

    /// Checks the form in the body of the only request: its encoded parameters, in the order in which they are sent.
    ///
    /// # Panics
    ///
    /// Panics if a parameter differs, or if not exactly one request was sent.
    ///
    /// ```no_run
    /// # let replay = acs_client::Replay::new();
    /// replay.assert_form(["Mode=slow", "Name=a+b"]);
    /// ```
    #[track_caller]
    pub fn assert_form<'p>(&self, expected: impl IntoIterator<Item = &'p str>) {
        let sent = self.sent();
        assert_parameters("form", &String::from_utf8_lossy(sent.body()), expected);
    }

    /// Checks the body of the only request.
    ///
    /// # Panics
    ///
    /// Panics if the body differs, or if not exactly one request was sent.
    ///
    /// ```no_run
    /// # let replay = acs_client::Replay::new();
    /// replay.assert_body(r#"{"Name":"a"}"#);
    /// ```
    #[track_caller]
    pub fn assert_body(&self, expected: &str) {
        assert_same(
            "body",
            &String::from_utf8_lossy(self.sent().body()),
            expected,
        );
    }

    /// Checks a header of the only request.
    ///
    /// # Panics
    ///
    /// Panics if the header is missing, is no text or differs, or if not exactly one request was sent.
    ///
    /// ```no_run
    /// # let replay = acs_client::Replay::new();
    /// replay.assert_header("x-acs-version", "2018-01-29");
    /// ```
    #[track_caller]
    pub fn assert_header(&self, name: &str, expected: &str) {
        let sent = self.sent();
        let value = sent.headers().get(name).map(|value| value.to_str());
        match value {
            Some(Ok(value)) => assert_same(name, value, expected),
            Some(Err(_)) => panic!("header {name}: the sent value is no text"),
            None => panic!("header {name}: expected {expected:?}, but none was sent"),
        }
    }
}

#[track_caller]
fn assert_same(part: &str, sent: &str, expected: &str) {
    assert!(
        sent == expected,
        "{part}: expected {expected:?}, sent {sent:?}"
    );
}

#[track_caller]
fn assert_parameters<'p>(part: &str, sent: &str, expected: impl IntoIterator<Item = &'p str>) {
    let sent: Vec<&str> = sent.split('&').filter(|pair| !pair.is_empty()).collect();
    let expected: Vec<&str> = expected.into_iter().collect();
    assert!(
        sent == expected,
        "{part}: expected {expected:?}, sent {sent:?}"
    );
}
