//! RSA decryption, of what OpenSSL encrypted for the key of these tests.

use crate::crypto::KeyError;
use crate::crypto::rsa_decrypt::{Padding, PrivateKey};
use crate::crypto::text::{from_base64, to_base64};

const PKCS1: &str = "W6FboCJ4d7nqYoUTjHsGA3Y2L4CwohQBVCFXEE8YaONgycxjsppyGFaTx8NqvpU/cwa55x+J2t+R4caHhYTUusMyHM587oFcaHQwOedWVamTj6Vh4qUBNCTbqmR5TZ7qwbgU5LnbP/I6xKmOhSZvE6YrIzTtszXVuWrlykbPzlrYB4Q+X53dLJNFsO4KQcEvMNTM4sEn04Noaf5cjCQwFehzddqMEQlnSfCiH0UC7dQmnzy1zMREo2SBldH0Gt305f1g3WycltLWD2wr+BMpe/sIHUhWNjNpzMRwz6gUHFnsshzOJA9/WO0CnHE0Ez2KZJpu0asgXQcNmrWcYPMP5Q==";
const OAEP: &str = "UCsU1TnpYQ3mAkmH15yzuSt4ygkFwSeu2nZHis3/XtkvErcgIpGfqR67h5zqzuU3vhnjaCsEaUT1Dl8JvWEKjH8nE86Y99IsQEouHaXwjhPzL1sWW/yi1n9pdi9Mr7i/wX/MxwFwfdmY/FzXXRs7+exUXgms0cxFEHdN1e8+96oJUQBOGQMtGuOE7/WnvOXZ7nNBmpDotspFfydhYwXaDJK5qzcXWjt8PXU2QQicO09/2sF09NwIdB1bCeZL93hvQZ5U42u1qG79uO3/FS3tVffV5+phtfnlu6UZ6i6EptMBuSaPyMfKdjd/ZCLSZK0l8U9Elk+oT931ab1I2xWZ+w==";

#[test]
fn each_padding_opens_its_own() {
    for pem in [include_str!("data/key.pkcs8.pem"), include_str!("data/key.pkcs1.pem")] {
        let key = PrivateKey::from_pem(pem).unwrap();
        assert_eq!(format!("{key:?}"), "PrivateKey(***)");
        assert_eq!(**key.decrypt(Padding::Pkcs1, PKCS1).unwrap(), *b"text");
        assert_eq!(**key.decrypt(Padding::OaepSha1, OAEP).unwrap(), *b"text");
        assert_eq!(key.decrypt(Padding::Pkcs1, OAEP), Err(KeyError::Undecryptable));
        assert_eq!(key.decrypt(Padding::OaepSha1, PKCS1), Err(KeyError::Undecryptable));
        assert_eq!(key.decrypt(Padding::Pkcs1, "?"), Err(KeyError::DataNotBase64));
        let data = from_base64(PKCS1).unwrap();
        for end in [0, 1, 255] {
            let cut = to_base64(&data[..end]);
            assert_eq!(key.decrypt(Padding::Pkcs1, &cut), Err(KeyError::Undecryptable));
        }
    }
    let sm2 = include_str!("data/sm2.pkcs8.pem");
    assert_eq!(PrivateKey::from_pem(sm2).unwrap_err(), KeyError::Rejected);
}
