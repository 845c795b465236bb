"""XML read as far as it can be."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.charset import without_controls
from streamer.xmltree import mended, parse, without_bad_references


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("Ben & Jerry", "Ben & Jerry"),
        ("a &amp; b &lt;i&gt;", "a & b <i>"),
        ("&nbsp;&eacute;&rdquo;", "\u00a0é”"),
        ("&unknown; &", "&unknown; &"),
        ("a&#0;&#xD800;&#8;&#x1F534;&#1605;", "a🔴م"),
        ("&#99999999999;", "&#99999999999;"),
        ("<![CDATA[a & b &nbsp;]]>", "a & b &nbsp;"),
        ("<!-- a & b -->c", "c"),
        ("&AMP;&LT;", "&<"),
    ],
)
def test_references_mean_what_stands_beside_them(raw: str, meant: str) -> None:
    top, broken = parse(f"<a>{raw}</a>")
    assert broken is None
    assert "".join(top.children[0].parts) == meant


def test_prefixes_need_no_declaration_and_case_does_not_matter() -> None:
    top, broken = parse('<Urlset><n:URL x:ID="7"><n:loc> /1 </n:loc></n:URL></Urlset>')
    (url,) = top.all("url")
    assert broken is None
    assert (url.words("loc"), url.attributes, url.closed) == ("/1", {"id": "7"}, True)


def test_a_document_that_breaks_off_gives_what_stood_before() -> None:
    top, broken = parse("<a><b>1</b><b>2")
    assert broken
    assert [node.closed for node in top.all("b")] == [True, False]


@given(st.text())
def test_any_text_comes_back_when_it_was_escaped(text: str) -> None:
    text = without_controls(text).replace("\r", "")
    top, broken = parse(f"<a>{escape(text)}</a>")
    assert broken is None
    assert "".join(top.children[0].parts) == text


@given(st.text(alphabet="&#x0123456789abcdefD;<![]CDAT- ampltnbsp"))
def test_no_text_raises(text: str) -> None:
    parse(text)
    assert parse(f"<a>{mended(text)}")[0] is not None
    assert len(without_bad_references(text)) <= len(text)
