//! What can be told of a literal before the program runs. Only what can never be right is refused.

/// Checks the literal of a setting; the error says what is wrong and what is right.
pub(crate) fn literal(kind: &str, setting: &str, value: &str) -> Result<(), String> {
    match setting {
        // Corps of different times have ids of different forms.
        "appid" if kind.starts_with("wecom") && !value.is_empty() => Ok(()),
        // Bots have ids of the platform's own.
        "appid" if kind == "dialogue" && !value.is_empty() => Ok(()),
        "agent_id" if value.is_empty() => Err("the agent_id is empty".to_owned()),
        "appid" => appid(value),
        "secret" if value.is_empty() => Err("the secret is empty".to_owned()),
        "secret" if value.trim() != value => Err("there is space around the secret".to_owned()),
        "token" => token(value),
        "aes_key" => aes_key(value),
        "pay_key" if value.is_empty() => Err("the pay_key is empty".to_owned()),
        "pay_key" if value.trim() != value => Err("there is space around the pay_key".to_owned()),
        "env_version" => match value {
            "release" | "trial" | "develop" => Ok(()),
            _ => {
                Err(format!("unknown env_version `{value}`: there are release, trial and develop"))
            }
        },
        _ => Ok(()),
    }
}

fn appid(value: &str) -> Result<(), String> {
    let digits = value.strip_prefix("wx").unwrap_or("");
    if digits.len() == 16 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Ok(());
    }
    Err(format!(
        "`{value}` cannot be an appid: one is `wx` and 16 hexadecimal digits in lower case, \
         18 characters in all (this has {})",
        value.chars().count()
    ))
}

fn token(value: &str) -> Result<(), String> {
    if (3..=32).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Ok(());
    }
    Err("this cannot be a token: one is 3 to 32 English letters and digits".to_owned())
}

fn aes_key(value: &str) -> Result<(), String> {
    if value.len() != 43 {
        return Err(format!(
            "this cannot be an EncodingAESKey: one has 43 characters (this has {})",
            value.chars().count()
        ));
    }
    if !value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/') {
        return Err(
            "this cannot be an EncodingAESKey: one is English letters and digits".to_owned()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn what_wechat_gives_out_passes() {
        assert_eq!(literal("mini_program", "appid", "wx0123456789abcdef"), Ok(()));
        assert_eq!(
            literal("mini_program", "aes_key", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
            Ok(())
        );
        assert_eq!(literal("mini_program", "token", "huhujm"), Ok(()));
        assert_eq!(literal("dialogue", "appid", "Gg8HejYTkUsEIlG"), Ok(()));
        assert_eq!(literal("wecom", "agent_id", "contacts"), Ok(()));
        assert_eq!(literal("wecom_suite", "appid", "ww0123456789abcdef"), Ok(()));
    }

    #[test]
    fn what_cannot_be_right_is_refused() {
        for (setting, value) in [
            ("appid", "wx0123456789abcde"),
            ("appid", "wx0123456789ABCDEF"),
            ("appid", ""),
            ("aes_key", "abc"),
            ("aes_key", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF="),
            ("token", "a b"),
            ("token", "ab"),
            ("secret", ""),
            ("secret", " x"),
            ("pay_key", ""),
            ("pay_key", "x "),
            ("env_version", "prod"),
            ("agent_id", ""),
        ] {
            assert!(literal("mini_program", setting, value).is_err(), "{setting} {value}");
        }
    }
}
