//! On which sites services are, and in which regions.

use ncloud_codegen::{
    emit::markdown::code,
    ir::{Address, Service, Site},
};

use super::{
    Frame,
    html::{blocks, escape, inline, link},
    links::{Links, SERVICE, Targets},
};
use crate::doc::page::Page;

pub(super) fn page(services: &[Service], places: &[Targets<'_>]) -> Frame {
    let mut intro = Page::titled("Sites and regions");
    intro.paragraph("The three sites have accounts of their own. A cell says that a service is there, with the regions that have addresses of their own; a service that is told its region by a parameter says so.");
    let heads: String = Site::ALL
        .iter()
        .map(|site| format!("<th scope=\"col\">{}</th>", site.as_str()))
        .collect();
    let mut rows = String::new();
    for (service, places) in services.iter().zip(places) {
        let address = format!("{}/{SERVICE}", service.name);
        let parameter = service.region_parameter.as_deref();
        let parameter = parameter.map(|name| format!("region in {}", code(name)));
        rows.push_str(&row(
            &link(&address, &service.title),
            &service.address,
            parameter.as_deref().unwrap_or_default(),
        ));
        for operation in &service.operations {
            if let Some(own) = &operation.address {
                let address = format!("{}/{}", service.name, places.file(operation));
                rows.push_str(&row(
                    &link(&address, &format!("{}: {}", service.title, operation.name)),
                    own,
                    "",
                ));
            }
        }
    }
    let main = format!(
        "{}<div class=\"table\"><table class=\"matrix\">\n<thead><tr><th scope=\"col\">service</th>{heads}<th scope=\"col\"></th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
        blocks(intro.blocks(), &Links::none()),
    );
    Frame::outer("Sites and regions", "On which sites services are", main)
}

fn row(name: &str, address: &Address, remark: &str) -> String {
    let links = Links::none();
    let cells: String = Site::ALL
        .iter()
        .map(|site| {
            let text = cell(address, *site);
            format!(
                "<td data-column=\"{}\">{}</td>",
                site.as_str(),
                escape(&text)
            )
        })
        .collect();
    format!(
        "<tr><th scope=\"row\">{name}</th>{cells}<td>{}</td></tr>\n",
        inline(remark, &links)
    )
}

fn cell(address: &Address, site: Site) -> String {
    let bases: Vec<_> = address.bases().filter(|base| base.site == site).collect();
    if bases.is_empty() {
        return String::new();
    }
    if address.is_tenant {
        return "an address a customer".to_owned();
    }
    let regions = bases.iter().filter_map(|base| base.region.as_deref());
    let regions: Vec<&str> = regions.collect();
    if regions.is_empty() {
        "yes".to_owned()
    } else {
        regions.join(", ")
    }
}
