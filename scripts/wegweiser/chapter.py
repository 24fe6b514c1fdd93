"""One Markdown file as data: front matter, headings, links, citations, each with its line.

MkDocs renders the pages; this reader only tells *where in the source* something stands, so
that a message can name the line. It uses a CommonMark parser with line numbers; the few
constructs which only MkDocs knows (admonitions, drawn blocks) are opened up beforehand
without moving a line.
"""
from __future__ import annotations

import re
from dataclasses import astuple, dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from . import schema
from .citations import CITATION, Citation, find_citations
from .findings import Finding
from .limits import excesses, hidden_characters
from .prose import Line, prose_lines
from .read_cache import remembered
from .text import first_line, slugify
from .yaml_source import load

if TYPE_CHECKING:
    from markdown_it.token import Token

HEADING_ID = re.compile(r"\s*\{\s*#([\w-]+)[^}]*\}\s*$")
ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?|===)(?:\s|$)")
BLOCK = re.compile(r"^/{3,}[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*))?$")
BLOCK_END = re.compile(r"^/{3,}\s*$")
FENCE = re.compile(r"^(`{3,}|~{3,})[^`~]*$")
VALUE = re.compile(r"\[=([\w-]+)\.([\w-]+(?:\.[\w-]+)?)\]")
WORD = re.compile(r"\w+(?:[-./]\w+)*")
# Python-Markdown takes "#tag" at the start of a line for a heading, CommonMark does not.
TIGHT_HEADING = re.compile(r"^#{1,6}[^\s#]")
MAXIMUM_BYTES = 200_000


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Link:
    target: str
    line: int
    text: str


@dataclass(frozen=True)
class Image:
    source: str
    alt: str
    line: int


@dataclass(frozen=True)
class DrawnBlock:
    name: str
    argument: str
    line: int


@dataclass(frozen=True)
class ValueUse:
    """A computed value in running text: `[=model.name]`, of a scenario `[=model.scenario.name]`."""

    model: str
    name: str
    line: int


@dataclass(frozen=True)
class WordCount:
    """How many words stand from this line on, up to the next entry."""

    line: int
    count: int


@dataclass
class Chapter:
    """A page of the handbook. `path` is relative to docs/, e.g. "analyse/index.md"."""

    path: str
    text: str = ""  # as it was read, line ends as \n; "" if it could not be read
    body_offset: int = 0  # lines before the body
    meta: schema.FrontMatter | None = None
    findings: list[Finding] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    blocks: list[DrawnBlock] = field(default_factory=list)
    values: list[ValueUse] = field(default_factory=list)
    html_lines: list[int] = field(default_factory=list)
    words: list[WordCount] = field(default_factory=list)
    tight_headings: list[int] = field(default_factory=list)
    code_problems: list[int] = field(default_factory=list)  # code that the site would set as text
    full_blocks: list[int] = field(default_factory=list)  # drawn blocks with content of their own

    @property
    def source(self) -> str:
        """The path that messages name, relative to the repository."""
        return f"docs/{self.path}"

    @cached_property
    def prose(self) -> list[Line]:
        """The lines that people read as text, without markup."""
        if any(finding.check == "grenzen" for finding in self.findings):
            return []  # no pattern shall see such a text
        return list(prose_lines(self.text, self.body_offset))

    @property
    def is_cut_short(self) -> bool:
        """The body could not be read to its end: what seems to be missing may stand there."""
        return bool(self.code_problems) or any(finding.check in ("grenzen", "datei") for finding in self.findings)

    def line_with(self, *words: str) -> int:
        """The first line of the file in which all `words` stand, for messages about the front matter."""
        return first_line(self.text, *words)

    @property
    def kind(self) -> str:
        return self.meta.art if self.meta else "seite"

    @property
    def title(self) -> str:
        return self.meta.title if self.meta else PurePosixPath(self.path).stem

    @property
    def profile(self) -> schema.BaseModel | None:
        """The typed Steckbrief; None for a page that has none."""
        return getattr(self.meta, "steckbrief", None)

    @property
    def programme(self) -> schema.Programme | None:
        """The funding programme of a financing instrument; None for everything else."""
        return getattr(self.profile, "programm", None)

    @property
    def folder(self) -> str:
        """The first folder ("analyse"), which is the part the chapter belongs to; "" at the top."""
        return self.path.split("/")[0] if "/" in self.path else ""

    @property
    def is_index(self) -> bool:
        return self.path.endswith("index.md")


def read_chapter(docs: Path, path: str) -> Chapter:
    """Read `docs/path`; problems end up in `findings`, nothing is raised for bad content."""
    chapter = Chapter(path)
    file = docs / path
    if file.is_symlink() or not file.is_file():
        chapter.findings.append(Finding(
            chapter.source, 1, "datei", "Das ist keine gewöhnliche Datei.", "Legen Sie die Datei selbst an dieser Stelle ab.",
        ))
        return chapter
    if file.stat().st_size > MAXIMUM_BYTES:
        chapter.findings.append(Finding(
            chapter.source, 1, "datei", f"Die Datei ist größer als {MAXIMUM_BYTES // 1000} kB.",
            "Teilen Sie das Kapitel oder entfernen Sie eingebettete Daten.",
        ))
        return chapter
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        chapter.findings.append(Finding(
            chapter.source, 1, "datei", "Die Datei ist nicht in UTF-8 gespeichert.",
            "Speichern Sie sie im Editor mit der Kodierung UTF-8.",
        ))
        return chapter
    front, body, chapter.body_offset = split_front_matter(text)
    chapter.text = text
    _read_front_matter(chapter, front)
    too_much, hidden = remembered("grenzen", body, lambda: [list(excesses(body)), list(hidden_characters(body))])
    _add_problems(chapter, "grenzen", too_much)
    _add_problems(chapter, "zeichen", hidden)
    if not too_much:  # no parser shall see such a text
        _read_body(chapter, body)
    return chapter


def _add_problems(chapter: Chapter, check: str, problems: list[list]) -> None:
    for line, message, hint in problems:
        chapter.findings.append(Finding(chapter.source, line + chapter.body_offset + 1, check, message, hint))


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Return (front matter, body, lines before the body).

    >>> split_front_matter("---\\ntitle: A\\n---\\n# A\\n")
    ('title: A\\n', '# A\\n', 3)
    """
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.DOTALL)
    if not match:
        return None, text, 0
    return match.group(1), text[match.end():], match.group(0).count("\n")


def _read_front_matter(chapter: Chapter, front: str | None) -> None:
    data, lines, findings = load(front or "", chapter.source, line_offset=1)
    chapter.findings += findings
    if not findings:
        chapter.meta, problems = schema.validate(data if front else None, lines, chapter.source)
        chapter.findings += problems


# What a body consists of: attribute of Chapter → what its entries are.
PIECES = {
    "headings": Heading, "links": Link, "images": Image, "citations": Citation, "blocks": DrawnBlock,
    "values": ValueUse, "words": WordCount, "html_lines": int, "tight_headings": int, "code_problems": int, "full_blocks": int,
}


def _read_body(chapter: Chapter, body: str) -> None:
    offset = chapter.body_offset
    pieces = remembered(f"kapitel {offset}", body, lambda: _plain(_parse_body(Chapter(chapter.path), body, offset)))
    for name, kind in PIECES.items():
        setattr(chapter, name, [kind(*entry) for entry in pieces[name]])


def _plain(chapter: Chapter) -> dict[str, list]:
    """What was read, as plain data for the cache."""
    return {
        name: [(entry,) if kind is int else astuple(entry) for entry in getattr(chapter, name)]
        for name, kind in PIECES.items()
    }


def _parse_body(chapter: Chapter, body: str, offset: int) -> Chapter:
    from markdown_it import MarkdownIt  # not needed for what the cache knows
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    parser.validateLink = lambda url: True  # unsafe addresses shall be found by the checks, not skipped
    tokens = parser.parse(_open_up(chapter, body, offset))
    seen_ids: set[str] = set()
    for index, token in enumerate(tokens):
        line = offset + token.map[0] + 1 if token.map else 0
        if token.type == "html_block":
            chapter.html_lines.append(line)
        if token.type == "code_block":
            chapter.code_problems.append(line)
        if token.type == "inline":
            _read_inline(chapter, token, line)
            if tokens[index - 1].type == "heading_open":
                _read_heading(chapter, token, int(tokens[index - 1].tag[1]), line, seen_ids)
    return chapter


def _open_up(chapter: Chapter, body: str, offset: int) -> str:
    """Dedent what stands in admonitions and note the drawn blocks; every line keeps its number."""
    result: list[str] = []
    inside: list[int] = []  # indentation of the open admonitions' contents
    code = ""  # the open fence
    code_line = 0
    drawn = False  # between the two lines of a drawn block
    for number, line in enumerate(body.split("\n"), start=offset + 1):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        while bare and inside and indent < inside[-1]:
            inside.pop()
        base = inside[-1] if inside else 0
        if code:
            code = "" if line.rstrip() == code else code
            result.append(line)
            continue
        if fence := FENCE.match(bare):
            if indent:  # CommonMark takes it for code, Python-Markdown does not
                chapter.code_problems.append(number)
            else:
                code, code_line = fence.group(1), number
        if bare and drawn:
            if not BLOCK_END.match(bare):
                chapter.full_blocks.append(number)
            drawn = False
        if code:
            result.append(line)
        elif bare and ADMONITION.match(bare) and indent == base:
            inside.append(base + 4)
            result.append("")
        elif block := BLOCK.match(bare):
            chapter.blocks.append(DrawnBlock(block.group(1), (block.group(2) or "").strip(), number))
            drawn = True
            result.append("")
        elif TIGHT_HEADING.match(bare) and indent == base:
            chapter.tight_headings.append(number)
            result.append(line[base:])
        elif BLOCK_END.match(bare):
            result.append("")
        else:
            result.append(line[base:] if bare else "")
    if code:
        chapter.code_problems.append(code_line)
    return "\n".join(result)


def _read_heading(chapter: Chapter, token: Token, level: int, line: int, seen: set[str]) -> None:
    explicit = HEADING_ID.search(token.content)
    text = HEADING_ID.sub("", token.content)
    identifier = explicit.group(1) if explicit else slugify(text, "-")
    unique, count = identifier, 1
    while unique in seen:  # as Python-Markdown does it: the second one gets _1
        unique, count = f"{identifier}_{count}", count + 1
    seen.add(unique)
    chapter.headings.append(Heading(level, text, unique, line))


def _read_inline(chapter: Chapter, token: Token, line: int) -> None:
    children = token.children or []
    texts = (child.content for child in children if child.type in ("text", "code_inline"))
    chapter.words.append(WordCount(line, sum(len(WORD.findall(CITATION.sub("", text))) for text in texts)))
    for position, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "link_open":
            chapter.links.append(Link(str(child.attrs["href"]), line, _link_text(children[position + 1:])))
        elif child.type == "image":
            chapter.images.append(Image(str(child.attrs["src"]), child.content, line))
        elif child.type == "html_inline":
            chapter.html_lines.append(line)
        elif child.type == "text":
            chapter.citations += find_citations(child.content, line)
            chapter.values += [ValueUse(*match.groups(), line) for match in VALUE.finditer(child.content)]


def _link_text(tokens: list[Token]) -> str:
    """The text of a link, from what follows its opening."""
    text = []
    for token in tokens:
        if token.type == "link_close":
            break
        text.append(token.content)
    return "".join(text)
