import pytest

from refsite.common.problems import Problem, Report
from refsite.reading.yaml_blocks import MAX_DEPTH, Field, Fields, read_block, read_fields


def fields(text: str) -> Fields:
    report = Report()
    found = read_fields("a.md", text, 3, report)
    assert report.problems == ()
    assert found is not None
    return found


def refusal(text: str) -> Problem:
    report = Report()
    assert read_fields("a.md", text, 3, report) is None
    (problem,) = report.problems
    return problem


@pytest.mark.parametrize("written", ["5.2", "5.10", "6", "0x10", "1e3", "1_000", "010", "~", "yes"])
def test_an_id_stays_text_when_yaml_would_read_something_else(written: str) -> None:
    assert fields(f"id: {written}").text("id") == written


@pytest.mark.parametrize("written", ["'5.10'", '"5.10"', "5.10  # à relire", "  5.10 "])
def test_quotes_blanks_and_comments_are_no_part_of_an_id(written: str) -> None:
    assert fields(f"id: {written}").text("id") == "5.10"


def test_a_comment_line_is_skipped_and_lines_stay_right() -> None:
    found = fields("# un commentaire\nid: 5.2\n\npoints: 3")
    assert found.entries == {"id": Field("5.2", 4), "points": Field("3", 6)}


@pytest.mark.parametrize(
    ("written", "key"),
    [("identifiant", "id"), ("catégorie", "categorie"), ("pondération", "ponderation")],
)
def test_newer_spellings_stand_for_the_known_key(written: str, key: str) -> None:
    assert fields(f"{written}: 5").entries == {key: Field("5", 3)}


def test_an_empty_block_has_no_fields() -> None:
    assert fields("") == Fields({}, 3)


def test_an_empty_value_is_no_text() -> None:
    assert fields("points:").text("points") == ""


def test_a_value_on_several_lines_reads_as_one() -> None:
    assert fields("remarque: >\n  un\n  deux\n\n  trois").text("remarque") == "un deux trois"


def test_a_list_reads_as_its_words() -> None:
    entry = fields("mots: [un, deux]").entries["mots"]
    assert (entry.value, entry.text) == (("un", "deux"), "un, deux")


def test_a_mapping_reads_as_its_pairs() -> None:
    entry = fields("suivi: {qui: moi, quand: mai}").entries["suivi"]
    assert entry.text == "qui\u00a0: moi, quand\u00a0: mai"


def test_a_list_of_mappings_keeps_its_lines() -> None:
    entry = fields("anomalies:\n  - {code: somme}\n  - {code: niveau}").entries["anomalies"]
    assert [item.entries["code"].line for item in entry.value if isinstance(item, Fields)] == [4, 5]


def test_a_list_in_a_list_reads_as_words() -> None:
    assert fields("mots: [[un, deux], trois]").entries["mots"].text == "un, deux, trois"


def test_the_line_of_an_absent_key_is_that_of_the_block() -> None:
    assert Fields({"id": Field("1", 9)}, 7).line_of("points") == 7


def test_a_key_that_is_a_list_has_no_text() -> None:
    assert Fields({"id": Field(("1",), 9)}, 7).text("id") == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [("id: 1\nremarque: à voir : plus tard", 4), ("id: 1\npoints: 2\nid: 3", 5)],
)
def test_the_line_of_a_mistake_is_that_of_the_file(text: str, line: int) -> None:
    found = refusal(text)
    assert (found.code, found.line, len(found.hints)) == ("yaml-illisible", line, 1)


@pytest.mark.parametrize(
    ("text", "line"), [("points: 3", 2), ("points: 3\nID: 6", 4), ("", 2), ("id: []", 2)]
)
def test_a_block_of_a_node_gives_an_id(text: str, line: int) -> None:
    report = Report()
    assert read_block("a.md", text, 3, report).line == 2
    assert [(item.code, item.line) for item in report.problems] == [("id-absent", line)]


def test_an_alias_counts_as_the_key_it_stands_for() -> None:
    problem = refusal("id: 1\nidentifiant: 1")
    assert (problem.line, problem.code) == (4, "yaml-illisible")


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1",
        "a: *x",
        "&x a: 1",
        "a: !!str 1",
        "a: !x 1",
        "!!map {a: 1}",
        "a: !!python/name:os.system x",
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str) -> None:
    assert refusal(text).code == "yaml-alias"


def test_the_line_of_an_alias_is_that_of_the_file() -> None:
    assert refusal("id: 1\n\nb: *x").line == 5


def test_a_bomb_of_aliases_is_refused_before_it_is_built() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
    )
    assert refusal(bomb).code == "yaml-alias"


@pytest.mark.parametrize(
    "text",
    [
        "id: [1",
        "id: 'ouvert",
        "id: }",
        "id: 1\n\tpoints: 2",
        "id: @x",
        "id: `x",
        "id: 1\nmots seuls",
        "- un\n- deux",
        "texte seul",
        "? [a, b]\n: c",
        "%YAML 9.9\n---\nid: 1",
        "id: 1\n---\nid: 2",
        "a\ufffdb: 1",
        "id: \ufffe",
    ],
)
def test_what_does_not_read_is_one_error_within_the_block(text: str) -> None:
    problem = refusal(text)
    assert problem.code == "yaml-illisible"
    assert 3 <= problem.line <= 3 + text.count("\n")
    assert problem.hints


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_that_no_sheet_needs_is_refused(opening: str, closing: str) -> None:
    inner = MAX_DEPTH - 1
    assert fields(f"a: {opening * inner}x{closing * inner}").entries
    assert refusal(f"a: {opening * MAX_DEPTH}x{closing * MAX_DEPTH}").code == "yaml-illisible"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "'", '"', "a:\n "])
def test_deep_nesting_ends_without_a_traceback(opening: str) -> None:
    assert refusal(f"a: {opening * 20_001}").code == "yaml-illisible"


@pytest.mark.parametrize("line", ["---", "-----", "..."])
def test_a_line_that_ends_the_block_too_early_is_to_be_taken_out(line: str) -> None:
    found = refusal(f"id: 6.1\n{line}\npoints: 3\n")
    assert found.line == 4
    assert line in found.hints[0]
    assert fields("id: 6.1\npoints: 3\n").entries


@pytest.mark.parametrize("written", [r'"\e[31m"', r'"\0"', r'"a\x7f"', r'["\b"]'])
def test_a_control_character_written_as_an_escape_is_refused_at_its_line(written: str) -> None:
    problem = refusal(f"id: 6\nnote: {written}")
    assert (problem.line, problem.code) == (4, "yaml-illisible")
