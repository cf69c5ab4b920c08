//! Bodies that are no single value, and families of headers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use super::Request;
use crate::codec::encode::{Encode, EncodeAs, EncodeText, EncodeTextAs, JsonWriter};
use crate::codec::format::Text;
use crate::wire::body::{File, Upload, multipart::Multipart};

/// One file or several, which may be absent.
pub trait Files {
    /// The files.
    fn files(&self) -> &[File];
}

impl Files for File {
    fn files(&self) -> &[File] {
        core::slice::from_ref(self)
    }
}

impl Files for Vec<File> {
    fn files(&self) -> &[File] {
        self
    }
}

impl<T: Files> Files for Option<T> {
    fn files(&self) -> &[File] {
        self.as_ref().map_or(&[], T::files)
    }
}

/// Headers by what follows their common prefix, which may be absent.
pub trait HeaderFamily<T> {
    /// The members, by key.
    fn family(&self) -> Option<&BTreeMap<String, T>>;
}

impl<T> HeaderFamily<T> for BTreeMap<String, T> {
    fn family(&self) -> Option<&BTreeMap<String, T>> {
        Some(self)
    }
}

impl<T> HeaderFamily<T> for Option<BTreeMap<String, T>> {
    fn family(&self) -> Option<&BTreeMap<String, T>> {
        self.as_ref()
    }
}

const PART: &str = "part";

impl Request {
    /// Writes a body that is sent as it is.
    pub fn upload(&mut self, content: &Upload) {
        self.upload = Some(content.clone());
    }

    /// Starts a body of several parts; all of them may be absent.
    pub fn multipart_body(&mut self) {
        self.parts();
    }

    /// Writes a part that is text; one that is absent is left out.
    pub fn part<T: EncodeText + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.part_as::<Text, T>(name, value);
    }

    /// Writes a part that is text, in a format; one that is absent is left out.
    #[doc(hidden)]
    pub fn part_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        self.refuse_fault(PART, name, F::fault_as(value));
        if let Some(text) = F::encode_text_as(value) {
            self.parts().text(name, &text);
        }
    }

    /// Writes a part that is JSON; one that is absent is left out.
    pub fn part_json<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        if !value.is_absent() {
            let mut writer = JsonWriter::new();
            value.encode(&mut writer);
            self.json_part(name, writer);
        }
    }

    /// Writes a part that is JSON, in a format; one that is absent is left out.
    #[doc(hidden)]
    pub fn part_json_as<F: EncodeAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        if !F::is_absent_as(value) {
            let mut writer = JsonWriter::new();
            F::encode_as(value, &mut writer);
            self.json_part(name, writer);
        }
    }

    /// Writes a part for every file.
    #[doc(hidden)]
    pub fn part_files(&mut self, name: &'static str, files: &impl Files) {
        for file in files.files() {
            if let Err(problem) = self.parts().file(name, file) {
                self.refuse(PART, name, problem);
            }
        }
    }

    /// Writes a header for every member, its name the prefix and the key.
    #[doc(hidden)]
    pub fn header_family<T: EncodeText>(
        &mut self,
        prefix: &'static str,
        family: &impl HeaderFamily<T>,
    ) {
        self.header_family_as::<Text, T>(prefix, family);
    }

    /// Writes a header for every member, its name the prefix and the key, its value in a format.
    #[doc(hidden)]
    pub fn header_family_as<F: EncodeTextAs<T>, T>(
        &mut self,
        prefix: &'static str,
        family: &impl HeaderFamily<T>,
    ) {
        for (key, value) in family.family().into_iter().flatten() {
            self.refuse_fault("header", prefix, F::fault_as(value));
            self.header_member(prefix, key, F::encode_text_as(value));
        }
    }

    fn header_member(&mut self, prefix: &'static str, key: &str, value: Option<Cow<'_, str>>) {
        match HeaderName::from_bytes(format!("{prefix}{key}").as_bytes()) {
            Ok(name) if !key.is_empty() => self.header_value(prefix, name, value),
            _ => self.refuse(
                "header",
                prefix,
                "has a key that no header can be named after; use letters, digits and hyphens",
            ),
        }
    }

    fn parts(&mut self) -> &mut Multipart {
        self.multipart.get_or_insert_with(Multipart::new)
    }

    fn json_part(&mut self, name: &'static str, writer: JsonWriter) {
        if let Some((member, problem)) = writer.fault() {
            self.refuse("member", member, problem);
        }
        self.parts().json(name, &writer.into_bytes());
    }

    /// The boundary is nobody else's to choose.
    pub(super) fn multipart_content(&mut self, multipart: Multipart) -> Upload {
        match HeaderValue::from_str(&multipart.content_type()) {
            Ok(content_type) => {
                self.headers.insert(CONTENT_TYPE, content_type);
            }
            Err(_) => self.refuse("header", "content-type", "cannot be sent"),
        }
        multipart.finish()
    }
}
