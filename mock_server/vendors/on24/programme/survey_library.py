"""The account's library of survey questions, and surveys made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mock_server.fake import Stream
from mock_server.vendors.on24.programme.materials import Answer, QuestionKind, Survey, SurveyQuestion
from mock_server.vendors.on24.programme.stock import Words

_FIRST_CODE = 4101
_CODE_STEP = 10
_MAIN_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class LibraryVariation:
    """A question of the library in another language, under a code of its own."""

    code: int
    language: str
    question: str
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question of the library. `code` names it in the account."""

    code: int
    kind: QuestionKind
    question: str
    answers: Sequence[Answer]
    is_required: bool
    variations: Sequence[LibraryVariation]

    def asked(self, language: str, new_id: Iterator[int]) -> SurveyQuestion:
        """Return the question as a survey in a language asks it."""
        spoken = next((one for one in self.variations if one.language == language), None)
        chosen = spoken or self
        return SurveyQuestion(
            id=next(new_id),
            kind=self.kind,
            question=chosen.question,
            is_required=self.is_required,
            answers=chosen.answers,
            library_code=chosen.code,
            primary_code=self.code if spoken else None,
        )


def survey_library(entries: Sequence[Words]) -> Sequence[LibraryQuestion]:
    """Return the library that the stock's entries make."""
    return tuple(_library_question(entry, _FIRST_CODE + at * _CODE_STEP) for at, entry in enumerate(entries))


def new_answers(texts: Sequence[str], weights: Sequence[int] = ()) -> Sequence[Answer]:
    """Return answers to choose from, coded in their order, with how many choose them."""
    each = weights or (0,) * len(texts)
    coded = enumerate(zip(texts, each, strict=True), 1)
    return tuple(Answer(f"choice{number}", text, weight) for number, (text, weight) in coded)


def new_survey(
    library: Sequence[LibraryQuestion], language: str, texts: Sequence[str], new_id: Iterator[int], draw: Stream
) -> Survey:
    """Return a survey of three questions of the library or more: always the first, and the last, an open one."""
    middle = sorted(draw.shuffled(range(1, len(library) - 1))[: draw.between(1, 3)])
    chosen = [library[0], *(library[place] for place in middle), library[-1]]
    return Survey("survey1", tuple(question.asked(language, new_id) for question in chosen), tuple(texts))


def _library_question(entry: Words, code: int) -> LibraryQuestion:
    others = [language for language in entry["question"] if language != _MAIN_LANGUAGE]
    weights = entry.get("weights", ())
    return LibraryQuestion(
        code=code,
        kind=QuestionKind(entry["kind"]),
        question=entry["question"][_MAIN_LANGUAGE],
        answers=new_answers(entry["answers"][_MAIN_LANGUAGE], weights),
        is_required=entry["is_required"],
        variations=tuple(
            LibraryVariation(
                code + number, language, entry["question"][language], new_answers(entry["answers"][language], weights)
            )
            for number, language in enumerate(others, 1)
        ),
    )
