"""``yuanfa mcp``: the same answers for agents and programs, over the Model Context Protocol (official SDK).

The objects are those of ``--json``. Over HTTP the server listens on the loopback address unless told otherwise,
and keeps no session: any number of clients ask at once. No question reaches a log.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

import anyio.to_thread
from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from bot.answer import Language
from bot.as_json import ask_object, citation_object, cite_object, search_object
from bot.service import Yuanfa
from bot.today import with_age
from knowledge.models import Case, Kind
from knowledge.passage_ids import article_passage_id

INSTRUCTIONS: Final = (
    "Law and cases of the People's Republic of China (mainland). Excerpts marked verbatim are the official text; "
    "digests (要旨) are not. Check citations with verify_citations before you rely on them. General information, "
    "no legal advice."
)
READS: Final = ToolAnnotations(readOnlyHint=True, idempotentHint=True, openWorldHint=False)

Question = Annotated[str, Field(max_length=4096, description="In Chinese or English, in ordinary words.")]
AsOf = Annotated[date | None, Field(description="The day whose law is asked for; by default today.")]
Previous = Annotated[
    list[str] | None,
    Field(max_length=20, description="Messages before it in the conversation, oldest first."),
]
ReplyTo = Annotated[str | None, Field(max_length=20_000, description="Text of the message that it answers.")]
Count = Annotated[int, Field(ge=1, le=1000, description="How many passages.")]
Kinds = Annotated[list[Kind] | None, Field(description="Only these kinds; by default all but topics.")]
Text = Annotated[str, Field(max_length=100_000, description="Any text with citations of Chinese law.")]
Place = Annotated[
    str, Field(max_length=500, description="民法典第1195条, PIPL Art. 10, or a passage_id of a hit.")
]


def make_server(
    service: Callable[[], Yuanfa],
    *,
    old_since: Callable[[], date | None] = lambda: None,
    host: str = "127.0.0.1",
    port: int = 8000,
) -> FastMCP:
    """The server with its five tools.

    Args:
        service: Gives the loaded service; asked at every call, so that a new index can take the old one's place.
        old_since: The day on which the law changed that the service still holds, or None; answers then say so.
        host: Address for HTTP.
        port: Port for HTTP.
    """
    server = FastMCP(
        "yuanfa", INSTRUCTIONS, log_level="WARNING", host=host, port=port, stateless_http=True, json_response=True
    )  # fmt: skip

    @server.tool(annotations=READS)
    async def ask(
        question: Question,
        language: Language | None = None,
        as_of: AsOf = None,
        previous: Previous = None,
        reply_to: ReplyTo = None,
    ) -> dict[str, Any]:
        """Answer a question on PRC law: a reviewed conclusion with verbatim excerpts, or a plain word that there is no source."""

        def work() -> dict[str, Any]:
            answer = service().ask(
                question, language=language, as_of=as_of, previous=previous or (), reply_to=reply_to
            )
            return ask_object(with_age(answer, old_since()), None)

        return await anyio.to_thread.run_sync(work)

    @server.tool(annotations=READS)
    async def search(query: Question, k: Count = 10, kinds: Kinds = None) -> dict[str, Any]:
        """Rank articles, interpretations, regulations and cases for a query."""
        return await anyio.to_thread.run_sync(lambda: search_object(service(), query, k, kinds, None))

    @server.tool(annotations=READS)
    async def get_article(article: Place, as_of: AsOf = None) -> dict[str, Any]:
        """The article that a citation or a passage_id names, whole, with its verdict and version."""
        return await anyio.to_thread.run_sync(lambda: _article(service(), article, as_of))

    @server.tool(annotations=READS)
    async def verify_citations(text: Text, as_of: AsOf = None) -> dict[str, Any]:
        """Find every citation of a text and check it: does the article exist, is it in force, does a quotation say what the law says."""
        return await anyio.to_thread.run_sync(lambda: cite_object(service(), text, None, as_of))

    @server.tool(annotations=READS)
    async def list_cases() -> dict[str, Any]:
        """Every case held, with what it rests on."""
        return {"cases": [_case(one) for one in service().cases()]}

    return server


def _article(service: Yuanfa, name: str, as_of: date | None) -> dict[str, Any]:
    """A citation object with ``passage_id`` and ``full_text``, the article that the cited place lies in.

    Raises:
        ToolError: The name is neither a citation nor a passage id.
    """
    known = service.article(name.strip())
    found = service.cite(known.citation if known else name, as_of=as_of)
    if not found:
        raise ToolError(
            f"expected a citation like 民法典第1195条 or a passage_id of an article, found {name[:80]!r}; "
            "search finds articles by their content"
        )
    one = found[0]
    whole = one.source_article
    return {
        **citation_object(one),
        "passage_id": article_passage_id(one.law_id, whole.number) if one.law_id and whole else None,
        "full_text": whole.text if whole else None,
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "title": case.title,
        "english_title": case.english_title,
        "standing": case.standing,
        "standing_text": case.standing_text,
        "court": case.court,
        "summary": case.summary,
        "english_summary": case.english_summary,
        "laws": list(case.laws),
        "minor_involved": case.minor_involved,
        "source": case.source,
    }
