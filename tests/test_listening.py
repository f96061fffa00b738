"""Beyond this computer only through an encrypted line; mistakes are one sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core import cli
from core.errors import InvalidEntry
from core.listening import Tls, check_listening, is_loopback


def a_certificate(folder: Path, name: str, password: bytes = b"") -> tuple[Path, Path]:
    """A certificate and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "notes.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    shut = serialization.BestAvailableEncryption(password) if password else None
    plain = serialization.NoEncryption()
    written = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, shut or plain)
    files = folder / f"{name}.crt", folder / f"{name}.key"
    files[0].write_bytes(made.public_bytes(pem))
    files[1].write_bytes(written)
    return files


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_computer_needs_no_certificate(host: str) -> None:
    assert is_loopback(host)
    assert check_listening(host, 8501).tls is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "notes.example.org", ""])  # noqa: S104
def test_beyond_it_an_encrypted_line_is_asked_for(host: str) -> None:
    with pytest.raises(InvalidEntry, match="listens on this computer only"):
        check_listening(host, 8501)
    assert check_listening(host, 8501, proxied=True).proxied


def test_a_certificate_that_fits_is_taken(tmp_path: Path) -> None:
    certificate, key = a_certificate(tmp_path, "ours")
    found = check_listening("192.168.1.5", 443, certificate=certificate, key=key)
    assert found.tls == Tls(certificate, key)
    assert found.public_hosts == ("192.168.1.5",), "its own address is one of its names"


def test_mistakes_with_certificates_are_one_sentence(tmp_path: Path) -> None:
    certificate, key = a_certificate(tmp_path, "ours")
    _, another = a_certificate(tmp_path, "other")
    _, shut = a_certificate(tmp_path, "shut", b"secret words")
    for pair in ((certificate, another), (key, certificate), (certificate, shut)):
        with pytest.raises(InvalidEntry, match="fit each other"):
            check_listening("0.0.0.0", 443, certificate=pair[0], key=pair[1])  # noqa: S104
    with pytest.raises(InvalidEntry, match="There is no file"):
        check_listening("127.0.0.1", 443, certificate=certificate, key=tmp_path / "none")
    with pytest.raises(InvalidEntry, match="belong together"):
        check_listening("127.0.0.1", 443, certificate=certificate)


@pytest.mark.parametrize("name", ["https://x.org", "x.org:443", "a b", "", "*.org", "x/../y"])
def test_a_public_host_is_a_name_only(name: str) -> None:
    with pytest.raises(InvalidEntry, match="a name only"):
        check_listening("127.0.0.1", 8501, public_hosts=[name])


def test_names_are_compared_without_case_or_final_dot() -> None:
    found = check_listening("127.0.0.1", 8501, public_hosts=["Notes.Example.ORG."])
    assert found.public_hosts == ("notes.example.org", "127.0.0.1")


def test_the_command_refuses_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["serve", "--store", str(tmp_path / "store"), "--host", "0.0.0.0"]  # noqa: S104
    assert cli.main(given) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "--tls-cert FILE" in told
