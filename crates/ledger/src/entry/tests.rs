use proptest::prelude::*;

use super::*;

fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash)
}

prop_compose! {
    fn seen()(device in any::<[u8; 32]>(), seq in 0..=i64::MAX.cast_unsigned(), hash in hash()) -> Seen {
        Seen { device: DeviceId(device), seq, hash }
    }
}

prop_compose! {
    fn owned()(
        ids in any::<([u8; 16], [u8; 16], [u8; 32])>(),
        seq in prop_oneof![0..30_u64, 0..=i64::MAX.cast_unsigned()],
        previous in hash(),
        kind in "[a-z0-9._-]{1,64}",
        version in 1..=u32::MAX,
        subject in "[^\\p{Cc}]{1,100}",
        mut supersedes in prop::collection::vec(hash(), 0..5),
        mut seen in prop::collection::vec(seen(), 0..30),
        time in -377_705_023_201_000..=253_402_207_200_999_i64,
        result in prop::option::of("[^\\p{Cc}]{1,16}"),
        body_digest in prop::option::of(hash()),
    ) -> (Fields<'static>, String, String, Option<String>) {
        supersedes.sort_unstable();
        seen.sort_unstable();
        seen.dedup_by_key(|seen| seen.device);
        let fields = Fields {
            workspace: Uuid::from_bytes(ids.0),
            device: DeviceId(ids.2),
            seq,
            previous: (seq > 0).then_some(previous),
            author: Uuid::from_bytes(ids.1),
            kind: "",
            version,
            subject: "",
            supersedes,
            seen,
            time,
            result: None,
            body_digest,
        };
        (fields, kind, subject, result)
    }
}

fn encoded(owned: &(Fields<'static>, String, String, Option<String>)) -> Vec<u8> {
    let (fields, kind, subject, result) = owned;
    let fields = Fields { kind, subject, result: result.as_deref(), ..fields.clone() };
    fields.check().unwrap();
    let mut bytes = Vec::new();
    fields.encode(&mut bytes);
    assert_eq!(Fields::decode(&bytes), Ok(fields));
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_encoded_is_decoded_again(owned in owned()) {
        let bytes = encoded(&owned);
        let entry = Entry::decode(bytes.clone()).unwrap();
        prop_assert_eq!(entry.bytes(), &bytes[..]);
        prop_assert_eq!(entry.hash, Hash::of_parts(&[&[0], &bytes]));
    }

    #[test]
    fn what_is_decoded_has_no_other_encoding(owned in owned(), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = encoded(&owned);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(fields) = Fields::decode(&bytes) {
            let mut again = Vec::new();
            fields.encode(&mut again);
            prop_assert_eq!(again, bytes);
        }
    }

    #[test]
    fn any_bytes_are_refused_or_encoded_again(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Fields::decode(&bytes).is_err());
    }

    #[test]
    fn cut_or_lengthened_bytes_are_refused(owned in owned(), place in any::<prop::sample::Index>()) {
        let mut bytes = encoded(&owned);
        prop_assert!(Fields::decode(&bytes[..place.index(bytes.len())]).is_err());
        bytes.push(0xf6);
        prop_assert!(Fields::decode(&bytes).is_err());
    }
}

/// A small entry, and the same value in the other spellings that CBOR allows.
#[test]
fn other_spellings_of_the_same_value_are_refused() {
    let fields = Fields {
        workspace: Uuid::from_bytes([1; 16]),
        device: DeviceId([2; 32]),
        seq: 5,
        previous: Some(Hash([3; 32])),
        author: Uuid::from_bytes([4; 16]),
        kind: "k",
        version: 1,
        subject: "s",
        supersedes: vec![Hash([5; 32])],
        seen: vec![],
        time: 6,
        result: None,
        body_digest: None,
    };
    let mut bytes = Vec::new();
    fields.encode(&mut bytes);
    let decode = |bytes: &[u8]| Fields::decode(bytes).map(drop);
    assert_eq!(decode(&bytes), Ok(()));
    // The array's head, the tag's, then workspace (1 + 16) and device (2 + 32): the sequence number is next.
    let seq = 1 + 1 + ENTRY_TAG.len() + 17 + 34;
    assert_eq!(bytes[seq], 5);
    let mut wide_number = bytes.clone();
    wide_number.splice(seq..=seq, [0x18, 5]);
    let mut wide_list = bytes.clone();
    wide_list.splice(0..1, [0x98, 14]);
    let mut endless_list = bytes.clone();
    endless_list[0] = 0x9f;
    endless_list.push(0xff);
    let mut undefined = bytes.clone();
    *undefined.last_mut().unwrap() = 0xf7;
    for other in [wide_number, wide_list, endless_list, undefined] {
        assert!(decode(&other).is_err(), "{}", hex::encode(other));
    }
}

#[test]
fn rules_between_fields_are_checked() {
    let good = Fields {
        workspace: Uuid::nil(),
        device: DeviceId([2; 32]),
        seq: 1,
        previous: Some(Hash([3; 32])),
        author: Uuid::nil(),
        kind: "k",
        version: 1,
        subject: "s",
        supersedes: vec![Hash([1; 32]), Hash([2; 32])],
        seen: vec![],
        time: 0,
        result: None,
        body_digest: None,
    };
    assert_eq!(good.check(), Ok(()));
    let seen = |device| Seen { device: DeviceId([device; 32]), seq: 0, hash: Hash([0; 32]) };
    let bad = [
        Fields { seq: 0, ..good.clone() },
        Fields { previous: None, ..good.clone() },
        Fields { supersedes: vec![Hash([2; 32]), Hash([1; 32])], ..good.clone() },
        Fields { supersedes: vec![Hash([1; 32]), Hash([1; 32])], ..good.clone() },
        Fields { seen: vec![seen(4), seen(3)], ..good.clone() },
        Fields { seen: vec![seen(3), seen(3)], ..good.clone() },
        Fields { seen: vec![seen(2)], ..good.clone() },
        Fields { seq: u64::MAX, ..good.clone() },
        Fields { time: i64::MAX, ..good.clone() },
    ];
    for fields in bad {
        assert!(fields.check().is_err(), "{fields:?}");
    }
}
