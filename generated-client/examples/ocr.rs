//! Reads the text of pictures, four at a time, with progress, and goes on where one fails.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features clova_ocr --example ocr -- receipt.jpg letter.png
//! ```

mod support;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use futures_util::{StreamExt, stream};
use ncloud::body::{File, Upload};
use ncloud::clova_ocr::{FileImage, OcrVersion, RecognizeTextInFile, SERVICE, TextMessage};
use ncloud::{Client, Error, ServiceKey};
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let client = support::client(|builder| {
        let key = ServiceKey::secret(std::env::var("CLOVA_OCR_SECRET")?)?;
        Ok(builder
            .endpoint(&SERVICE, std::env::var("CLOVA_OCR_URL")?)
            .service_key(&SERVICE, key))
    })?;
    run(&client, &files, &mut io::stdout()).await
}

pub(crate) async fn run(client: &Client, files: &[PathBuf], out: &mut impl Write) -> Result {
    let mut results = stream::iter(files)
        .map(|file| async move { (file, recognize(client, file).await) })
        .buffered(4);
    let mut failed = 0;
    while let Some((file, text)) = results.next().await {
        failed += usize::from(text.is_err());
        let text = text.unwrap_or_else(|error| error.to_string());
        writeln!(out, "{}: {text}", file.display())?;
    }
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} of {} files could not be read", files.len()).into()),
    }
}

async fn recognize(client: &Client, path: &Path) -> Result<String, Error> {
    let file = path.display().to_string();
    let format = path.extension().unwrap_or_default().to_string_lossy();
    let image = FileImage::new(format.as_ref(), &file);
    let message = TextMessage::new(OcrVersion::V2, &file, SystemTime::now().into(), [image]);
    let shown = file.clone();
    let picture = Upload::from_path(path).on_progress(move |progress| {
        eprintln!("{shown}: {} of {:?} bytes", progress.bytes, progress.total);
    });
    let request = RecognizeTextInFile::new(message, File::new(file, picture));
    // Nothing is changed by it, so that it may be sent again.
    let result = client.call(request).repeatable(true).send().await?;
    let fields = result.images.into_iter().filter_map(|image| image.fields);
    let words: Vec<_> = fields
        .flatten()
        .filter_map(|field| field.infer_text)
        .collect();
    Ok(words.join(" "))
}
