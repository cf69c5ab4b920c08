//! Secret keys as what signs takes them.

use hmac::{Hmac, KeyInit as _};
use sha2::Sha256;

/// The secret key, already taken up: half of the work of a signature is done once. Wiped when dropped.
pub(crate) type SigningKey = Hmac<Sha256>;

/// Takes up a secret key of any length.
pub(crate) fn signing_key(secret: &[u8]) -> Option<SigningKey> {
    SigningKey::new_from_slice(secret).ok()
}

/// The two states that a [`SigningKey`] consists of are wiped when they are dropped: this no longer compiles when the features
/// of hmac and sha2 that do it are off.
const _: fn() = || {
    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<<Sha256 as hmac::EagerHash>::Core>();
};
