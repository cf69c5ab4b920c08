//! A client of everything that a gateway serves.

use ncloud::{ClientBuilder, Credentials, ServiceKey, ServiceName};
use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY, SampleKey};

/// Points a client at a gateway, with all keys that it takes.
///
/// # Panics
///
/// If the gateway takes keys that are none.
pub fn pointed_at(gateway: &Gateway, mut builder: ClientBuilder) -> ClientBuilder {
    let credentials = Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY);
    builder = builder.credentials(credentials.unwrap());
    for settings in gateway.settings() {
        for (name, address) in &settings.endpoints {
            builder = builder.endpoint(ServiceName::unchecked(name.clone()), address);
        }
        let key = match &settings.key {
            Some(SampleKey::Pair(id, secret)) => ServiceKey::pair(*id, *secret),
            Some(SampleKey::Named(values)) => ServiceKey::named(values.clone()),
            Some(_) | None => continue,
        };
        builder = builder.service_key(
            ServiceName::unchecked(settings.service.clone()),
            key.unwrap(),
        );
    }
    builder
}
