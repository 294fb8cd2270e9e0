"""Wheels come from where this machine's installers look, by their digest, without pip."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from knowledge.errors import SourceMissing
from knowledge.package_index import DEFAULT_INDEX, Sources, download

WHEEL = b"PK wheel" * 4000
SHA = hashlib.sha256(WHEEL).hexdigest()
NAME = "sample_data-1.0-py3-none-any.whl"


class Index(ThreadingHTTPServer):
    """A package index on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.password: str | None = None
        self.failures = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.server.failures:
            self.server.failures -= 1
            return self.send_error(503)
        wanted = self.server.password and f"Basic {base64.b64encode(self.server.password.encode()).decode()}"
        if wanted and self.headers.get("Authorization") != wanted:
            return self.send_error(401)
        if self.path not in self.server.pages:
            return self.send_error(404)
        media, body = self.server.pages[self.path]
        self.send_response(200)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def index() -> Iterator[Index]:
    server = Index()
    server.pages["/files/" + NAME] = ("application/octet-stream", WHEEL)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def as_json(sha: str = SHA) -> tuple[str, bytes]:
    files = [
        {
            "filename": "sample_data-0.9-py3-none-any.whl",
            "url": "/files/old.whl",
            "hashes": {"sha256": "0" * 64},
        },
        {"filename": NAME, "url": f"/files/{NAME}", "hashes": {"sha256": sha} if sha else {}},
    ]
    return "application/vnd.pypi.simple.v1+json", json.dumps({"files": files}).encode()


def as_html(digest: str = f"#sha256={SHA}") -> tuple[str, bytes]:
    return "text/html; charset=utf-8", f'<a href="../../files/{NAME}{digest}">{NAME}</a>'.encode()


def fetched(sources: Sources, target: Path) -> bytes:
    download("Sample.Data", "1.0", SHA, target, sources)
    return target.read_bytes()


@pytest.mark.parametrize("page", [as_json(), as_json(sha=""), as_html(), as_html(digest="")])
def test_a_wheel_is_found_on_pages_of_both_forms(
    index: Index, tmp_path: Path, page: tuple[str, bytes]
) -> None:
    index.pages["/simple/sample-data/"] = page
    assert fetched(Sources((f"{index.address}/simple",)), tmp_path / "w") == WHEEL


def test_the_next_index_is_asked_when_the_first_lacks_it(index: Index, tmp_path: Path) -> None:
    index.pages["/second/sample-data/"] = as_json()
    sources = Sources((f"{index.address}/first", f"{index.address}/second"))
    assert fetched(sources, tmp_path / "w") == WHEEL
    assert index.asked[:2] == ["/first/sample-data/", "/second/sample-data/"]


def test_folders_on_disk_are_indexes_too(tmp_path: Path) -> None:
    folder = tmp_path / "simple" / "sample-data"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(WHEEL)
    (folder / "index.html").write_text(f'<a href="{NAME}#sha256={SHA}">x</a>')
    assert fetched(Sources(((tmp_path / "simple").as_uri(),)), tmp_path / "w") == WHEEL
    (folder / "index.html").unlink()
    assert fetched(Sources((), (str(folder),)), tmp_path / "v") == WHEEL


def test_another_wheel_of_that_name_is_not_taken(index: Index, tmp_path: Path) -> None:
    index.pages["/simple/sample-data/"] = as_html(digest="")
    index.pages["/files/" + NAME] = ("application/octet-stream", b"something else")
    with pytest.raises(SourceMissing, match="another wheel: expected SHA-256"):
        fetched(Sources((f"{index.address}/simple",)), tmp_path / "w")
    assert not (tmp_path / "w").exists()


def test_a_server_that_fails_for_a_moment_is_asked_again(index: Index, tmp_path: Path) -> None:
    index.pages["/simple/sample-data/"] = as_json()
    index.failures = 2
    assert fetched(Sources((f"{index.address}/simple",)), tmp_path / "w") == WHEEL


def test_a_password_in_the_address_is_sent_and_never_told(index: Index, tmp_path: Path) -> None:
    index.pages["/simple/sample-data/"] = as_json()
    index.password = "reader:s3cret"
    open_address = f"{index.address}/simple"
    with pytest.raises(SourceMissing, match="HTTP 401"):
        fetched(Sources((open_address,)), tmp_path / "w")
    assert fetched(Sources((open_address.replace("//", "//reader:s3cret@"),)), tmp_path / "w") == WHEEL
    with pytest.raises(SourceMissing) as caught:
        fetched(Sources((open_address.replace("//", "//reader:wr0ng@"),)), tmp_path / "w")
    assert "wr0ng" not in str(caught.value)


@pytest.mark.parametrize(
    "page", [b"[]", b"{}", b'{"files": [{}]}', b'{"files": 7}', b"\xff\xfe not json"], ids=range(5)
)
def test_a_page_that_is_no_index_is_a_reason(index: Index, tmp_path: Path, page: bytes) -> None:
    index.pages["/simple/sample-data/"] = ("application/json", page)
    with pytest.raises(SourceMissing, match="PIP_INDEX_URL") as caught:
        fetched(Sources((f"{index.address}/simple",)), tmp_path / "w")
    assert "\n" not in str(caught.value)


def test_where_nothing_is_reached_one_sentence_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"127\.0\.0\.1: .*set PIP_INDEX_URL .*`yuanfa setup`"):
        fetched(Sources(("http://127.0.0.1:9/simple",), seconds=1), tmp_path / "w")
    with pytest.raises(SourceMissing, match="no index is set"):
        fetched(Sources(()), tmp_path / "w")


def configured(home: Path, **environment: str) -> Sources:
    return Sources.configured({"HOME": str(home), "XDG_CONFIG_DIRS": str(home / "xdg"), **environment})


def test_installers_settings_are_followed(tmp_path: Path) -> None:
    found = configured(
        tmp_path,
        PIP_CONFIG_FILE="/dev/null",
        PIP_INDEX_URL="https://mirror.example/simple/",
        PIP_EXTRA_INDEX_URL="https://a.example/s https://b.example/s",
        PIP_FIND_LINKS="/srv/wheels",
        PIP_DEFAULT_TIMEOUT="7",
        PIP_CERT="/srv/ca.pem",
        PIP_PROXY="http://proxy.example:3128",
    )
    assert found == Sources(
        ("https://mirror.example/simple", "https://a.example/s", "https://b.example/s"),
        ("/srv/wheels",),
        "/srv/ca.pem",
        "http://proxy.example:3128",
        7.0,
    )


def test_a_configuration_file_of_pip_is_read_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    own = tmp_path / "pip.conf"
    own.write_text("[global]\nindex-url = https://file.example/simple\n[download]\ntimeout = 9\n")
    assert configured(tmp_path, PIP_CONFIG_FILE=str(own)).indexes[0] == "https://file.example/simple"
    assert configured(tmp_path, PIP_CONFIG_FILE=str(own)).seconds == 9
    both = configured(tmp_path, PIP_CONFIG_FILE=str(own), PIP_INDEX_URL="https://env.example/simple")
    assert both.indexes[0] == "https://env.example/simple"


def test_settings_of_uv_are_followed(tmp_path: Path) -> None:
    quiet = {"PIP_CONFIG_FILE": "/dev/null"}
    assert configured(tmp_path, **quiet, UV_INDEX_URL="https://uv.example/s").indexes == (
        "https://uv.example/s",
    )
    toml = tmp_path / "uv.toml"
    toml.write_text(
        '[[index]]\nname = "own"\nurl = "https://own.example/s"\ndefault = true\n'
        '[[index]]\nurl = "https://more.example/s"\n[[index]]\nurl = "https://torch.example/s"\nexplicit = true\n'
    )
    found = configured(tmp_path, **quiet, UV_CONFIG_FILE=str(toml), UV_INDEX="named=https://named.example/s")
    assert found.indexes == ("https://own.example/s", "https://named.example/s", "https://more.example/s")


def test_without_settings_the_public_index_is_asked(tmp_path: Path) -> None:
    quiet = {"PIP_CONFIG_FILE": "/dev/null", "UV_CONFIG_FILE": "/nowhere"}
    assert configured(tmp_path, **quiet).indexes == (DEFAULT_INDEX,)
    assert configured(tmp_path, **quiet, PIP_NO_INDEX="1").indexes == ()
