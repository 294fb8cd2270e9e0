"""Downloads one pinned wheel from the package indexes that this machine is set up for, by the standard library alone.

No pip is needed: environments of uv have none. Where pip or uv are told to look (environment, configuration files), this
looks, too. Which index a wheel comes from does not matter: it is the pinned one by its SHA-256, or it is not taken.

Simple repository API: PEP 503 (HTML), PEP 691 (JSON), https://packaging.python.org/en/latest/specifications/simple-repository-api/.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import html.parser
import json
import os
import re
import ssl
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, Final, TypeVar
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import certifi

from knowledge.errors import SourceMissing

DEFAULT_INDEX: Final = "https://pypi.org/simple"
ACCEPT: Final = "application/vnd.pypi.simple.v1+json, text/html;q=0.2"
TRIES: Final = 3
SECONDS: Final = 30.0
"""How long a server may be silent, unless pip is configured otherwise."""
LARGEST: Final = 1 << 29
"""Bytes of a page or a wheel: what sends more is no package index."""
BLOCK: Final = 1 << 20

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where wheels may be had, and how to reach it."""

    indexes: tuple[str, ...]
    """Addresses of simple repositories, the first asked first."""
    links: tuple[str, ...] = ()
    """Folders, or pages with links to wheels."""
    certificates: str | None = None
    proxy: str | None = None
    seconds: float = SECONDS

    @classmethod
    def configured(cls, environment: Mapping[str, str] = os.environ) -> Sources:
        """What pip and uv would use on this machine: environment first, then configuration files."""
        pip, uv = _pip_settings(environment), _uv_settings(environment)

        def said(name: str) -> str:
            return environment.get(f"PIP_{name.upper().replace('-', '_')}") or pip.get(name, "")

        first = (
            environment.get("UV_DEFAULT_INDEX")
            or environment.get("UV_INDEX_URL")
            or said("index-url")
            or uv.get("default", "")
            or DEFAULT_INDEX
        )
        further = f"{environment.get('UV_INDEX', '')} {environment.get('UV_EXTRA_INDEX_URL', '')} " \
                  f"{said('extra-index-url')} {uv.get('further', '')}"  # fmt: skip
        named = [re.sub(r"^[\w-]+=(?=\w+:)", "", one) for one in (first, *further.split())]
        links = f"{environment.get('UV_FIND_LINKS', '').replace(',', ' ')} {said('find-links')}"
        seconds = said("default-timeout") or said("timeout")
        return cls(
            indexes=()
            if _is_on(said("no-index"))
            else tuple(dict.fromkeys(one.rstrip("/") for one in named)),
            links=tuple(dict.fromkeys(links.split())),
            certificates=said("cert") or environment.get("REQUESTS_CA_BUNDLE") or None,
            proxy=said("proxy") or None,
            seconds=float(seconds) if re.fullmatch(r"\d+(\.\d+)?", seconds) else SECONDS,
        )


def download(package: str, version: str, sha256: str, target: Path, sources: Sources | None = None) -> None:
    """Write the wheel of ``package`` that has this SHA-256 to ``target``.

    Raises:
        SourceMissing: No index has it or can be reached; one sentence with each one's reason.
    """
    reach = _Reach(sources or Sources.configured())
    troubles: list[str] = []
    for page in reach.pages(package):
        try:
            listed = _again(partial(reach.read, page))
            for address in _wheels(listed, page, package, version, sha256):
                found = _again(partial(reach.save, address, target))
                if found == sha256:
                    return
                troubles.append(
                    f"{_shown(page)} has another wheel: expected SHA-256 {sha256[:12]}…, found {found[:12]}…"
                )
            troubles.append(f"{_shown(page)} does not have it")
        except (OSError, HTTPException, ValueError, LookupError, TypeError) as error:
            troubles.append(f"{_shown(page)}: {_reason(error)}")
    target.unlink(missing_ok=True)
    raise SourceMissing(
        f"Could not download {package}=={version} for its data ({'; '.join(dict.fromkeys(troubles)) or 'no index is set'}): "
        "set PIP_INDEX_URL to a package index that this machine reaches, and run `yuanfa setup` again."
    )


def _again(work: Callable[[], _T]) -> _T:
    """Do it, and twice more when the way to the server failed."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise
        except (OSError, HTTPException):
            continue
    return work()


class _Reach:
    """Reads pages and files over HTTP or from disk."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        context = ssl.create_default_context(cafile=sources.certificates)
        if sources.certificates is None:
            # Some Pythons come without certificates; what is downloaded is checked by its digest in any case.
            context.load_verify_locations(certifi.where())
        handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
        if sources.proxy:
            handlers.append(urllib.request.ProxyHandler(dict.fromkeys(("http", "https"), sources.proxy)))
        self._opener = urllib.request.build_opener(*handlers)

    def pages(self, package: str) -> Iterator[str]:
        """Addresses that may list the package's wheels; a folder is one with a slash at its end."""
        for place in self._sources.links:
            yield place if "://" in place else f"{Path(place).expanduser().absolute().as_uri()}/"
        name = re.sub(r"[-_.]+", "-", package).lower()
        for index in self._sources.indexes:
            yield f"{index}/{name}/"

    def read(self, page: str) -> tuple[bytes, str]:
        """A page with its media type; of a folder on disk a list of its wheels."""
        if urlsplit(page).scheme == "file":
            folder = Path(urllib.request.url2pathname(urlsplit(page).path))
            if (folder / "index.html").is_file():
                return (folder / "index.html").read_bytes(), "text/html"
            names = sorted(path.name for path in folder.glob("*.whl"))
            files = [{"filename": name, "url": (folder / name).as_uri()} for name in names]
            return json.dumps({"files": files}).encode(), "application/json"
        with self._open(page) as answer:
            return answer.read(LARGEST), answer.headers.get_content_type()

    def save(self, address: str, target: Path) -> str:
        """Write a file and give its SHA-256."""
        with self._open(address) as answer, target.open("wb") as file:
            return _copied(answer, file)

    def _open(self, address: str) -> Any:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https", "file"}:
            raise ValueError(f"expected an http, https or file address, found {parts.scheme or 'none'}")
        user, _, host = parts.netloc.rpartition("@")
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            urlunsplit(parts._replace(netloc=host, fragment="")),
            headers={"Accept": ACCEPT, "User-Agent": "yuanfa"},
        )
        if user:
            # Not sent on when the server leads elsewhere.
            code = base64.b64encode(unquote(user).encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {code}")
        return self._opener.open(request, timeout=self._sources.seconds)


def _copied(answer: IO[bytes], file: IO[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    while block := answer.read(BLOCK):
        size += len(block)
        if size > LARGEST:
            raise ValueError(f"expected a wheel of at most {LARGEST >> 20} MB, found more")
        digest.update(block)
        file.write(block)
    return digest.hexdigest()


class _Anchors(html.parser.HTMLParser):
    """The links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def _wheels(page: tuple[bytes, str], address: str, package: str, version: str, sha256: str) -> list[str]:
    """Addresses of wheels that may be the wanted one; where the page gives digests, only that one."""
    body, media = page
    if media.endswith("json"):
        files = [(one["url"], one.get("hashes", {}).get("sha256", "")) for one in json.loads(body)["files"]]
    else:
        anchors = _Anchors()
        anchors.feed(body.decode("utf-8", "replace"))
        files = [(link, _said_digest(link)) for link in anchors.found]
    start = f"{re.sub(r'[-_.]+', '_', package).lower()}-{version}-"
    found = []
    for link, digest in files:
        name = unquote(urlsplit(link).path.rsplit("/", 1)[-1])
        fits = name.lower().startswith(start) and name.endswith(".whl")
        if fits and digest in {"", sha256}:
            found.append(_with_user(urljoin(_with_slash(address), link), address))
    return found


def _said_digest(link: str) -> str:
    said = re.search(r"sha256=([0-9a-f]{64})", urlsplit(link).fragment)
    return said.group(1) if said else ""


def _with_slash(address: str) -> str:
    """As the page is fetched, so that relative links lead on from it."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _with_user(link: str, page: str) -> str:
    """A link of the same server needs the same password."""
    user, _, host = urlsplit(page).netloc.rpartition("@")
    parts = urlsplit(link)
    return urlunsplit(parts._replace(netloc=f"{user}@{host}")) if user and parts.netloc == host else link


def _shown(page: str) -> str:
    """A server's name: neither a password nor a path of this machine."""
    return urlsplit(page).hostname or "the local folder"


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return " ".join(str(cause).split())[:120] or type(error).__name__


def _is_on(value: str) -> bool:
    return value.lower() in {"1", "true", "yes", "on"}


def _pip_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What pip's configuration files say, the nearest file last; see pip's documentation, "Configuration files"."""
    home = Path(environment.get("HOME") or Path.home())
    shared = [folder for folder in environment.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":") if folder]
    paths = [
        *(Path(folder) / "pip" / "pip.conf" for folder in shared),
        Path("/Library/Application Support/pip/pip.conf"),
        Path("/etc/pip.conf"),
        Path(environment.get("PROGRAMDATA", r"C:\ProgramData")) / "pip" / "pip.ini",
        home / ".pip" / "pip.conf",
        home / "pip" / "pip.ini",
        home / "Library/Application Support/pip/pip.conf",
        Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf",
        *([Path(environment["APPDATA"]) / "pip" / "pip.ini"] if environment.get("APPDATA") else []),
        Path(sys.prefix) / "pip.conf",
        Path(sys.prefix) / "pip.ini",
    ]
    named = environment.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return {}
    found: dict[str, str] = {}
    for path in [*paths, *([Path(named)] if named else [])]:
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue  # pip itself will say so
        for section in ("global", "download"):
            if parser.has_section(section):
                found.update(
                    {name.replace("_", "-"): value for name, value in parser.items(section) if value}
                )
    return found


def _uv_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """``default`` and ``further`` indexes of uv's own configuration files."""
    home = Path(environment.get("HOME") or Path.home())
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    paths = [Path("/etc/uv/uv.toml"), config / "uv" / "uv.toml"]
    if environment.get("UV_CONFIG_FILE"):
        paths = [Path(environment["UV_CONFIG_FILE"])]
    found: dict[str, str] = {}
    for path in paths:
        try:
            said = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        pip = said.get("pip", {})
        if first := said.get("index-url") or pip.get("index-url"):
            found["default"] = first
        further = [*said.get("extra-index-url", []), *pip.get("extra-index-url", [])]
        for index in said.get("index", []):
            if index.get("default"):
                found["default"] = index["url"]
            elif not index.get("explicit"):
                further.append(index["url"])
        found["further"] = " ".join(further)
    return found
