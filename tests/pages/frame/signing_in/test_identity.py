"""Who somebody is, and whose address is on the list: what only looks like it is nobody."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ieo_metrics.framework.roles import Role
from pages.shared.frame.signing_in.addresses import is_listed, plain_address, plain_domain
from pages.shared.frame.signing_in.identity import person, role_by
from pages.shared.frame.signing_in.set_up import SetUp

TENANT = "0a1b2c3d-0000-4000-8000-00000000000f"
OBJECT = "6f1c0000-0000-4000-8000-000000000001"
BACK = "https://dashboard.example.org/oauth2callback"
LIST = ("@unit.example.org".removeprefix("@"), "guest@partner.example.org")
OTHERS = SetUp(
    "https://login.example.org/.well-known/openid-configuration", "https://login.example.org", BACK, LIST
)
ENTRA = SetUp("", f"https://login.microsoftonline.com/{TENANT}/v2.0", BACK, LIST)


def may_enter(claims: dict[str, Any], found: SetUp) -> bool:
    return isinstance(role_by(claims, found), Role)


def stated(**others: Any) -> dict[str, Any]:
    return {
        "iss": OTHERS.issuer,
        "sub": "7",
        "email": "officer@unit.example.org",
        "email_verified": True,
        "name": "An Officer",
        **others,
    }


def of_entra(**others: Any) -> dict[str, Any]:
    return {
        "iss": ENTRA.issuer,
        "sub": "only here",
        "tid": TENANT,
        "oid": OBJECT,
        "preferred_username": "officer@unit.example.org",
        **others,
    }


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("officer@unit.example.org", True),
        ("Officer@Unit.Example.ORG", True),
        ("o'neill+vru@unit.example.org", True),
        ("guest@partner.example.org", True),
        ("other@partner.example.org", False),
        ("officer@sub.unit.example.org", False),
        ("officer@evilunit.example.org", False),
        ("officer@unit.example.org.evil.com", False),
        ("unit.example.org@evil.com", False),
        ("x@evil.com@unit.example.org", False),
        ("a@unit.example.org@evil.com", False),
        ("officer@unit.example.org.", False),
        (".officer@unit.example.org", False),
        ("officer.@unit.example.org", False),
        ("of..ficer@unit.example.org", False),
        ("officer@unit..example.org", False),
        ("officer@-unit.example.org", False),
        ("officer@unit.example.org ", False),
        (" officer@unit.example.org", False),
        ("off icer@unit.example.org", False),
        ("officer@unit.example.org\n", False),
        ("officer@unit.example.org\x00", False),
        ("officer\t@unit.example.org", False),
        ("officer\u200b@unit.example.org", False),
        ("gue\u017ft@partner.example.org", False),  # a long s, which is S in capitals
        ("officer@unit.e\u0445ample.org", False),  # a Cyrillic letter
        ("officer@unit.example\u3002org", False),  # an ideographic full stop, a dot to some
        ("officer@unit\uff0eexample.org", False),
        ('"officer"@unit.example.org', False),
        ("officer@[127.0.0.1]", False),
        ("An Officer <officer@unit.example.org>", False),
        ("officer@unit.example.org,other@evil.com", False),
        ("@unit.example.org", False),
        ("unit.example.org", False),
        ("", False),
        ("o" * 250 + "@unit.example.org", False),
        (None, False),
        (7, False),
        (["officer@unit.example.org"], False),
    ],
)
def test_the_list_of_those_who_may(address: Any, fine: bool) -> None:
    assert is_listed(plain_address(address), LIST) == fine
    assert may_enter(stated(email=address), OTHERS) == fine
    assert may_enter(of_entra(preferred_username=address), ENTRA) == fine


def test_the_sign_for_kelvin_is_no_k() -> None:
    assert "\u212a".lower() == "k"
    assert not is_listed(plain_address("\u212aate@unit.example.org"), ("kate@unit.example.org",))
    assert plain_domain("bloc\u212a.example.org") == ""
    assert plain_domain("@XN--Bcher-KVA.example") == "xn--bcher-kva.example"


@given(some.text(max_size=40) | some.from_regex(r"[\x00-\x7f]{0,20}@[\x00-\x7f]{0,20}", fullmatch=True))
def test_a_plain_address_has_one_spelling(text: str) -> None:
    plain = plain_address(text)
    if plain:
        assert plain == text.lower() and plain.isascii() and plain.isprintable() and " " not in plain
        name, domain = plain.split("@")
        assert name and plain_domain(domain) == domain
        assert not {"", "."} & {name[0], name[-1], domain[0], domain[-1]} and ".." not in plain


@given(some.text(max_size=8), some.text(max_size=8), some.sampled_from(["officer", "guest", "\u212a", "@"]))
def test_nothing_around_an_address_gets_on_the_list(before: str, after: str, name: str) -> None:
    address = f"{before}{name}@unit.example.org{after}"
    if is_listed(plain_address(address), LIST):
        assert address.lower().endswith("@unit.example.org") and address.count("@") == 1 and address.isascii()


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://login.example.org/"},
        {"iss": "HTTPS://login.example.org"},
        {"iss": None},
        {"iss": ["https://login.example.org"]},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "7\n"},
        {"sub": "7" * 256},
        {"sub": "7 8"},
    ],
)
def test_whoever_is_not_named_by_the_pinned_issuer_is_nobody(other: dict[str, Any]) -> None:
    assert person(stated(), OTHERS) is not None
    assert person(stated(**other), OTHERS) is None
    open_to_all = SetUp(OTHERS.provider, OTHERS.issuer, BACK, None)
    assert may_enter(stated(), open_to_all) and not may_enter(stated(**other), open_to_all)


@pytest.mark.parametrize(
    "other",
    [
        {"tid": "9188040d-6c67-4c5b-b112-36a304b66dad"},  # Microsoft's own: private accounts
        {"tid": None},
        {"oid": None},
        {"iss": "https://login.microsoftonline.com/common/v2.0"},
        {"iss": f"https://sts.windows.net/{TENANT}/"},
    ],
)
def test_a_token_of_another_tenant_is_nobody(other: dict[str, Any]) -> None:
    assert person(of_entra(), ENTRA) is not None
    assert person(of_entra(**other), ENTRA) is None


def test_people_are_known_by_what_does_not_change() -> None:
    one = person(of_entra(), ENTRA)
    assert one is not None and (one.tenant, one.subject) == (TENANT, OBJECT)
    assert one.in_trail == f"officer@unit.example.org ({OBJECT})"
    other = person(stated(email=None, name="An\n\u202eOfficer\x07 "), OTHERS)
    assert other is not None and other.in_trail == "An Officer (7)"


@pytest.mark.parametrize("verified", [False, "false", None, 0, 1, "yes"])
def test_an_address_counts_where_the_issuer_vouches_for_it(verified: object) -> None:
    assert not may_enter(stated(email_verified=verified), OTHERS)
    assert not may_enter(
        stated(email=None, preferred_username="officer@unit.example.org"), OTHERS
    )  # anybody may choose that
    assert may_enter(of_entra(email_verified=verified), ENTRA)  # Entra does not state it
