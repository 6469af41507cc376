"""New identifiers and secrets."""

from foundation.identifiers import new_token


def test_no_secret_looks_like_an_option_of_a_command() -> None:
    """One byte gives few different tokens, so a thousand of them show every beginning."""
    beginnings = {new_token(1)[0] for _ in range(2000)}
    assert "-" not in beginnings
    assert "_" in beginnings
