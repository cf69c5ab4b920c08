//! Tests over every transport that there is.

/// Makes a test of each named function for each transport. A function that is not named is one that nothing calls, which
/// the compiler tells.
#[macro_export]
macro_rules! over_every_transport {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn over_reqwest() {
                super::$name(ncloud::transport::TransportKind::Reqwest).await;
            }

            #[tokio::test]
            async fn over_hyper() {
                super::$name(ncloud::transport::TransportKind::Hyper).await;
            }
        }
    )+};
}
