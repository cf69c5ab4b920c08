use std::path::PathBuf;

use ncloud_codegen::{Loaded, Report, printable};
use ncloud_tools::draft::gaps;

use crate::{
    failure::{Failure, counted, draw},
    specs::read_with_warnings,
};

pub(crate) fn check(
    paths: &[PathBuf],
    deny_warnings: bool,
    deny_gaps: bool,
) -> Result<String, Failure> {
    let Loaded {
        services, warnings, ..
    } = read_with_warnings(paths)?;
    let operations = services.iter().map(|service| service.operations.len());
    let counts = format!(
        "{} services, {} operations",
        services.len(),
        operations.sum::<usize>()
    );
    let gaps = gaps_of(&warnings);
    if deny_warnings && !warnings.is_empty() {
        return Err(Failure::Findings(Box::new(warnings)));
    }
    if !warnings.is_empty() {
        draw(&warnings);
    }
    let found = match (warnings.findings().len(), gaps.len()) {
        (0, 0) => "no findings".to_owned(),
        (warnings, 0) => counted(warnings, "warning"),
        (0, gaps) => counted(gaps, "gap"),
        (warnings, gaps) => {
            format!("{}, {}", counted(warnings, "warning"), counted(gaps, "gap"))
        }
    };
    let summary = format!("{counts}: {found}\n");
    if deny_gaps && !gaps.is_empty() {
        return Err(Failure::Outcome(gaps.concat() + &summary));
    }
    Ok(summary)
}

/// What drafts left open in the specs, a line each.
fn gaps_of(report: &Report) -> Vec<String> {
    let sources = report.sources();
    let mut lines = Vec::new();
    for source in sources.ids().filter_map(|id| sources.get(id)) {
        for gap in gaps(&source.text) {
            let text = format!("{}:{}: gap: {}", source.path, gap.line, gap.text);
            lines.push(format!("{}\n", printable::lines(&text)));
        }
    }
    lines
}
