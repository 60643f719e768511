//! Enums that keep values their description does not list.

use acs_client::OpenEnum;

use crate::domain::Lang;

#[test]
fn keeps_values_the_description_does_not_list() {
    assert_eq!(OpenEnum::from("en"), Lang::En);
    assert_eq!(OpenEnum::<Lang>::from("fr".to_owned()), "fr");
    assert_eq!(OpenEnum::<Lang>::from("fr").known(), None);
    assert_eq!(OpenEnum::<Lang>::from("zh").known(), Some(Lang::Zh));
    assert_eq!(OpenEnum::from(Lang::Zh).to_string(), "zh");
    assert_eq!(
        format!("{:?} {:?}", Lang::En, OpenEnum::from(Lang::En)),
        r#"en "en""#
    );
    assert!(OpenEnum::<Lang>::default().is_empty());
}
