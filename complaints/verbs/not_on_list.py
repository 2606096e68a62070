"""“This was not on the list”: a complaint that brings its evidence with it and goes to the bureau.

The published version, the notice and the difference between what was asked and what is published are attached as they
are now; the department complained of neither handles nor sees it.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from complaints.complaint_errors import NothingAsked, WordsTooMany
from complaints.complaint_states import Category, ComplaintKind, Source
from complaints.list_difference import LONGEST_LINE, MOST_LINES, Line, Verdict, as_data, difference
from complaints.models import ListEvidence
from complaints.queries.published_list import PublishedList
from complaints.verbs.complaining import LEAST_WORDS, About, Received, Said, receive_complaint
from complaints.verbs.complaint_files import Sent
from hall.models import Hall, StaffMember


def complain_not_on_list(
    *,
    hall: Hall,
    published: PublishedList,
    asked: Sequence[tuple[str, str]],
    said: Said,
    files: Sequence[Sent] = (),
    by: StaffMember,
) -> Received:
    """Take the complaint with its evidence, or neither. `asked` is what was demanded, each with what was said of it."""
    check_lines([row for row in asked if row not in published.notice_lines])
    lines = difference(cleaned_lines(asked), published.materials)
    if not lines:
        raise NothingAsked()
    said = replace(said, kind=ComplaintKind.COMPLAINT, category=category_of(lines), words=worded(said.words, lines))
    source = Source.NOTICE if published.document else Source.GUIDE_PAGE
    about = About(matter=published.matter, application=published.application)
    with transaction.atomic():
        received = receive_complaint(hall=hall, said=said, about=about, source=source, files=files, by=by)
        ListEvidence.objects.create(
            hall=hall,
            complaint=received.complaint,
            version=published.version,
            fingerprint=published.version.fingerprint,
            document=published.document,
            difference=as_data(lines),
        )
    return received


def check_lines(written: Sequence[tuple[str, str]]) -> None:
    """Raise WordsTooMany for a line that could not be kept whole; what a notice says is kept with the notice."""
    longest = max((len(part.strip()) for row in written for part in row), default=0)
    if longest > LONGEST_LINE:
        raise WordsTooMany(most=LONGEST_LINE, length=longest)


def cleaned_lines(asked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lines with something in them, each once."""
    lines = [(name.strip()[:LONGEST_LINE], problem.strip()[:LONGEST_LINE]) for name, problem in asked]
    return list(dict.fromkeys(line for line in lines if line[0]))[:MOST_LINES]


def category_of(lines: Sequence[Line]) -> Category:
    """Vague when every line is a catch-all; otherwise something that is not on the list."""
    return Category.VAGUE if all(line.verdict == Verdict.VAGUE for line in lines) else Category.NOT_LISTED


def worded(words: str, lines: Sequence[Line]) -> str:
    """The person's words; without any, what was asked speaks for itself."""
    if len(words.strip()) >= LEAST_WORDS:
        return words
    return f"{words.strip()}　被要求提供：{'；'.join(line.asked for line in lines)}".strip()
