//! TLS by rustls, by the platform's library, or not at all. With rustls the ring provider is part of
//! the configuration, so nothing is installed for the whole process; certificates are checked as the
//! platform does.

type BoxError = Box<dyn std::error::Error + Send + Sync>;

#[cfg(feature = "rustls")]
pub(super) use by_rustls::{Https, Stream, https, plain};
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(super) use by_the_platform::{Https, Stream, https, plain};
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) use none::{Https, Stream, https, plain};

#[cfg(feature = "rustls")]
mod by_rustls {
    use std::sync::Arc;

    pub(in super::super) use hyper_rustls::{HttpsConnector as Https, MaybeHttpsStream as Stream};
    use rustls::ClientConfig;
    use rustls_platform_verifier::BuilderVerifierExt as _;

    use super::BoxError;

    /// Adds TLS where URLs ask for it.
    pub(in super::super) fn https<T>(connector: T) -> Result<Https<T>, BoxError> {
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        let builder = hyper_rustls::HttpsConnectorBuilder::new().with_tls_config(config);
        Ok(builder.https_or_http().enable_http1().wrap_connector(connector))
    }

    pub(in super::super) fn plain<T>(io: T) -> Stream<T> {
        Stream::Http(io)
    }
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
mod by_the_platform {
    pub(in super::super) use hyper_tls::{HttpsConnector as Https, MaybeHttpsStream as Stream};

    use super::BoxError;

    /// Adds TLS where URLs ask for it.
    pub(in super::super) fn https<T>(connector: T) -> Result<Https<T>, BoxError> {
        let tls = hyper_tls::native_tls::TlsConnector::new()?;
        Ok(Https::from((connector, tls.into())))
    }

    pub(in super::super) fn plain<T>(io: T) -> Stream<T> {
        Stream::Http(io)
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
mod none {
    use super::BoxError;

    /// Calls of `https:` are refused before they come here.
    pub(in super::super) type Https<T> = T;
    pub(in super::super) type Stream<T> = T;

    pub(in super::super) fn https<T>(connector: T) -> Result<Https<T>, BoxError> {
        Ok(connector)
    }

    pub(in super::super) fn plain<T>(io: T) -> Stream<T> {
        io
    }
}
