//! SM2, SM3 and SM4: against OpenSSL, and properties that hold for every input. The keys were made
//! for these tests.

use super::Inputs;
use crate::crypto::sm::sm2::{DEFAULT_ID, PrivateKey, PublicKey};
use crate::crypto::sm::sm3;
use crate::crypto::sm::sm4::Sm4Key;
use crate::crypto::text::{from_base64, to_base64};
use crate::crypto::{CipherError, KeyError};

const PRIVATE: &str = include_str!("data/sm2.pkcs8.pem");
const PUBLIC: &str = include_str!("data/sm2.public.pem");
const CERTIFICATE: &str = include_str!("data/sm2.certificate.pem");

/// The lines of a PEM block without what is around them.
fn bare(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

#[test]
fn keys_in_all_forms() {
    let der = from_base64(&bare(PRIVATE)).unwrap();
    let sec1 = to_base64(&der[29..]);
    let sec1 = format!("-----BEGIN EC PRIVATE KEY-----\n{sec1}\n-----END EC PRIVATE KEY-----\n");
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    let of_openssl = include_str!("data/sm2.sec1.pem");
    let forms = [PRIVATE, &bare(PRIVATE), &PRIVATE.replace('\n', "\\n"), &sec1, of_openssl];
    for private in forms {
        let private = PrivateKey::from_pem(private).unwrap();
        assert_eq!(private.public_key(), public);
        assert_eq!(format!("{private:?}"), "PrivateKey(***)");
    }
    assert_eq!(PrivateKey::from_bytes(&der[36..68]).unwrap().public_key(), public);
    assert_eq!(PublicKey::from_pem(CERTIFICATE).unwrap(), public);
    assert_eq!(PublicKey::from_pem(&bare(PUBLIC)).unwrap(), public);

    let rsa = include_str!("data/key.pkcs8.pem");
    assert_eq!(PrivateKey::from_pem(rsa).unwrap_err(), KeyError::Rejected);
    assert_eq!(PublicKey::from_pem("").unwrap_err(), KeyError::NoPem("certificate or public key"));
    assert_eq!(PrivateKey::from_bytes(&[0; 32]).unwrap_err(), KeyError::Rejected);
    for end in 0..CERTIFICATE.len() {
        let _ = PublicKey::from_pem(&format!("{}-----END CERTIFICATE-----", &CERTIFICATE[..end]));
        let _ = PrivateKey::from_pem(&bare(PRIVATE)[..end.min(180)]);
    }
}

/// `openssl pkeyutl` made the signature and the ciphertext.
#[test]
fn what_others_made() {
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    let signature = "MEUCIF0EQ1looKObSAhqYxW6stukINwt1a7FTJCdYpbQn0eMAiEA1ohlYbds17iXMZqOY7aHF8YamyhhLWUiQazT5Gp8ocA=";
    assert_eq!(public.verify("97845f6e", b"text", signature), Ok(()));
    assert_eq!(public.verify("97845f6f", b"text", signature), Err(KeyError::Mismatch));
    assert_eq!(public.verify(DEFAULT_ID, b"text", signature), Err(KeyError::Mismatch));

    let sealed = "MGwCICcXXx4CJjWy37c5g+CXlyVlX27HGCR6VhEEnzJyMzbtAiBuUBAAiSRVJrq2EOsCuAjW7o+y+BwS0nRVBq9OowUcOwQgwVnvZ102fHUDUgYGbyvoJzS5thj40WA8N1y4YY1dO/0EBMZ9FoA=";
    let private = PrivateKey::from_pem(PRIVATE).unwrap();
    assert_eq!(**private.decrypt(sealed).unwrap(), *b"text");
    // The same, its parts one behind the other.
    let der = from_base64(sealed).unwrap();
    let parts = [&[4], &der[4..36], &der[38..70], &der[72..104], &der[106..]].concat();
    assert_eq!(**private.decrypt(&to_base64(&parts)).unwrap(), *b"text");
}

#[test]
fn what_is_signed_verifies() {
    let private = PrivateKey::from_pem(PRIVATE).unwrap();
    let public = private.public_key();
    let mut inputs = Inputs::new();
    for length in 0..20 {
        let (id, message) = (inputs.text(length), inputs.bytes(length * 7));
        let signature = private.sign(&id, &message).unwrap();
        assert_eq!(public.verify(&id, &message, &signature), Ok(()));
        let other = format!("{id}!");
        assert_eq!(public.verify(&other, &message, &signature), Err(KeyError::Mismatch));
        let mut changed = from_base64(&signature).unwrap();
        let at = inputs.below(changed.len());
        changed[at] ^= 1 << inputs.below(8);
        assert!(public.verify(&id, &message, &to_base64(&changed)).is_err());
        assert!(public.verify(&id, &message, &to_base64(&inputs.bytes(length * 4))).is_err());
    }
    // An id longer than the digest of the signer can count is refused, not cut.
    assert_eq!(private.sign(&"i".repeat(8192), b""), Err(KeyError::CannotSign));
    assert_eq!(public.verify("", b"", "?"), Err(KeyError::SignatureNotBase64));
}

#[test]
fn what_is_encrypted_to_a_key_decrypts() {
    let private = PrivateKey::from_pem(PRIVATE).unwrap();
    let public = private.public_key();
    let mut inputs = Inputs::new();
    for length in 1..40 {
        let plain = inputs.bytes(length);
        let sealed = public.encrypt(&plain).unwrap();
        assert_eq!(**private.decrypt(&sealed).unwrap(), *plain);
        let mut changed = from_base64(&sealed).unwrap();
        let at = changed.len() - 1 - inputs.below(length + 32);
        changed[at] ^= 1;
        assert_eq!(private.decrypt(&to_base64(&changed)), Err(KeyError::Undecryptable));
        // Never a panic, whatever comes.
        let mut noise = inputs.bytes(length * 5);
        noise[0] = [0x30, 0x04, 0x02, 0x00, 0x05][length % 5];
        assert_eq!(private.decrypt(&to_base64(&noise)), Err(KeyError::Undecryptable));
    }
    assert_eq!(public.encrypt(b""), Err(KeyError::CannotEncrypt));
    assert_eq!(private.decrypt(""), Err(KeyError::Undecryptable));
}

#[test]
fn sm4_in_both_modes() {
    let mut inputs = Inputs::new();
    for length in 0..50 {
        let key = inputs.bytes(16);
        let key = Sm4Key::from_bytes(&key).unwrap();
        let (plain, aad) = (inputs.bytes(length), inputs.bytes(length / 2));
        let (iv, nonce): (Vec<u8>, [u8; 12]) = (inputs.bytes(16), [7; 12]);
        let sealed = key.seal_cbc(&iv, &plain).unwrap();
        assert_eq!(sealed.len(), (length / 16 + 1) * 16);
        assert_eq!(**key.open_cbc(&iv, &sealed).unwrap(), *plain);

        let mut sealed = key.seal_gcm(nonce, &aad, &plain).unwrap();
        assert_eq!(**key.open_gcm(&nonce, &aad, &sealed).unwrap(), *plain);
        let at = inputs.below(sealed.len());
        sealed[at] ^= 1;
        assert_eq!(key.open_gcm(&nonce, &aad, &sealed), Err(CipherError::TagMismatch));
    }
    // GB/T 32907, example 1: the first block of a CBC with an empty vector is the cipher itself.
    let key = Sm4Key::from_base64("ASNFZ4mrze/+3LqYdlQyEA==").unwrap();
    let block = 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210u128.to_be_bytes();
    let sealed = key.seal_cbc(&[0; 16], &block).unwrap();
    assert_eq!(sealed[..16], 0x681e_df34_d206_965e_86b3_e94f_536e_4246u128.to_be_bytes());
    assert_eq!(key.open_cbc(&[0; 16], &sealed[1..]), Err(CipherError::DataLength(31)));
    assert_eq!(key.open_gcm(&[0; 11], b"", b""), Err(CipherError::IvLength { is: 11, needs: 12 }));
    assert_eq!(key.open_gcm(&[0; 12], b"", b"short"), Err(CipherError::DataLength(5)));
    assert_eq!(sm3(b"").len(), 64);
}
