package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.constitution.source.FaultyFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstitutionFaultsTest {

    @Test
    void parse_manyFaults_areAllReportedWithTheirPlaces() {
        assertFaults("""
                id: My Set
                titel: hello
                precedence: orderd
                language: english
                principles:
                  - id: one
                    norm: text
                    critque_request: foo
                    weight: heavy
                  - id: one
                    weight: -1
                    norm: 12
                    tags: [a, 3, " "]
                    comparison:
                  - colour: red
                exemplars:
                  - prompt:
                      - role: user
                        content: hi
                      - role: bot
                        content: hi
                    response: r
                    critique_request: c
                    critique: c
                    decision: revise
                  - prompt:
                      - role: assistant
                        content: hi
                    response: r
                    critique_request: c
                    critique: c
                    decision: maybe
                """, """
                x.yaml:1:5: "id" is "My Set"; use lower-case letters, digits and hyphens, for example "my-set"
                x.yaml:2:1: unknown key "titel"; did you mean "title"?
                x.yaml:3:13: "precedence" must be flat or ordered, is "orderd"; did you mean "ordered"?
                x.yaml:4:11: "language" is "english"; give a BCP 47 tag such as en, de or pt-BR
                x.yaml:8:5: unknown key "critque_request"; did you mean "critique_request"?
                x.yaml:9:13: "weight" must be a number, is text
                x.yaml:10:9: two principles have the id "one", the first in line 6; rename one
                x.yaml:11:13: "weight" must be above 0, is -1
                x.yaml:12:11: "norm" must be text, is a number; put it in quotes
                x.yaml:13:15: item 2 of "tags" must be text, is a number; put it in quotes
                x.yaml:13:18: item 3 of "tags" is blank; fill it in or remove the key
                x.yaml:14:16: "comparison" is blank; fill it in or remove the key
                x.yaml:15:5: missing key "id"; add it: short name, unique in the file: lower-case letters, digits and hyphens
                x.yaml:15:5: missing key "norm"; add it: what a good response is like, in a sentence
                x.yaml:15:5: unknown key "colour"; known keys: id, title, norm, critique_request, revision_request, comparison, weight, tags
                x.yaml:17:5: missing key "revision_request"; add it: the request for the revision
                x.yaml:17:5: missing key "revision"; add it: the revised response
                x.yaml:20:15: "role" must be user or assistant, is "bot"
                x.yaml:27:7: turn 1 is assistant where user was expected; user and assistant turns must alternate
                x.yaml:27:7: "prompt" must end with a user turn, ends with assistant; remove the last turn or add a user turn
                … and 1 more
                """);
    }

    @Test
    void parse_exemplarOfNoDecision_saysWhichThereAre() {
        assertFaults("""
                id: one
                principles:
                  - id: one
                    norm: text
                exemplars:
                  - prompt:
                      - role: user
                        content: hi
                    response: r
                    critique_request: c
                    critique: c
                    decision: maybe
                """, """
                x.yaml:12:15: "decision" must be revise or keep, is "maybe"
                """);
    }

    @Test
    void parse_tagsAnchorsAliases_areRefused() {
        assertFaults("""
                id: &x foo
                principles:
                  - &p {id: a, norm: !!str b}
                  - *p
                  - id: !java.net.URL b
                    norm: q
                """, """
                x.yaml:1:5: YAML anchors are not supported; remove "&x"
                x.yaml:3:5: YAML anchors are not supported; remove "&p"
                x.yaml:3:22: YAML tags are not supported; remove "!!str"
                x.yaml:4:5: YAML aliases are not supported; write out what "*p" is
                x.yaml:5:9: YAML tags are not supported; remove "!java.net.URL"
                """);
    }

    @Test
    void parse_aliasBomb_isRefusedWithoutExpandingIt() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        FaultyFileException e = faultsOf(bomb.toString(), "x.yaml");

        assertThat(e.faults()).hasSizeGreaterThan(29 * 9);
    }

    @Test
    void parse_secondDocument_isRefused() {
        assertFaults(
                "id: x\nprinciples:\n  - {id: a, norm: b}\n---\nid: y\n",
                "x.yaml:5:1: a second document begins here; put it in a file of its own\n");
    }

    @Test
    void parse_duplicateKey_namesBothLines() {
        assertFaults("id: x\nprinciples:\n  - id: a\n    norm: b\n    norm: c\n    extra: d\n", """
                x.yaml:5:5: key "norm" is given twice, first in line 4; remove one
                x.yaml:6:5: unknown key "extra"; known keys: id, title, norm, critique_request, revision_request, comparison, weight, tags
                """);
    }

    @Test
    void parse_deepNesting_isRefused() {
        assertFaults("id: " + "[".repeat(10_000), "x.yaml:1:37: nested deeper than 32 levels; flatten it\n");
    }

    @Test
    void parse_weights_mustFitADouble() {
        assertFaults("""
                id: x
                principles:
                  - {id: a, norm: n, weight: .inf}
                  - {id: b, norm: n, weight: 1e999}
                  - {id: c, norm: n, weight: 1e-999}
                  - {id: d, norm: n, weight: 0}
                """, """
                x.yaml:3:30: "weight" must be a number, is text
                x.yaml:4:30: "weight" must be a number, is text
                x.yaml:5:30: "weight" is too small; the weights count only relative to each other
                x.yaml:6:30: "weight" must be above 0, is 0
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "''|1:1: the file is empty; fill it in",
                "# note only|1:1: the file is empty; fill it in",
                "- a|1:1: the file must be a set of keys, is a list",
                "hello|1:1: the file must be a set of keys, is text",
                "id: x~principles: []|2:13: \"principles\" is empty; give at least one",
                "id: x~principles: {id: a}|2:13: \"principles\" must be a list, is a set of keys",
                "id: x~principles:~\t- id: a|3:1: not valid YAML: a tab stands where the line begins; "
                        + "indent with spaces",
                "id: x~title: a: b|2:9: not valid YAML: a key cannot begin here; "
                        + "put text that holds \": \" in quotes, or check the indentation",
                "id: x~title: \"a~source: b~|2:8: the quoted text that begins here is not closed; "
                        + "close or double the quote",
                "id: x~title: \"a\\qb\"|2:8: the quoted text that begins here holds a \\ that means nothing in YAML; "
                        + "double it, or use single quotes",
                "id: x~principles:~  - id: a~   norm: b|4:4: not valid YAML: this does not fit the lines above; "
                        + "check the indentation and the quotes",
                "id: x~title: @a|2:8: not valid YAML: no text without quotes begins with this character; "
                        + "put the text in quotes",
                "id: x~title~norm: b|3:1: not valid YAML: the colon of a key is missing; "
                        + "add it, or check the indentation",
                "? [a, b]~: c|1:4: a key must be plain text",
                "id: x~title: a\u0001b|2:9: character U+0001 is not allowed in YAML; "
                        + "remove it or write it as an escape in quotes",
            })
    void parse_unusableYaml_saysWhere(String yaml, String fault) {
        assertFaults(yaml.replace('~', '\n'), "x.yaml:" + fault + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": \"x\",~ \"principles\": [}|2:17: not valid JSON: this bracket does not close the one that was"
                        + " opened last; correct one of them",
                "{\"id\": \"x\",~ \"title\": a}|2:11: not valid JSON: a word stands here without quotes; put it in quotes",
                "{\"id\": \"x\",~ \"title\": \"a|2:13: not valid JSON: it ends inside a text, a list or an object; it may be"
                        + " cut off",
                "{\"id\": \"x\",~}|2:1: not valid JSON here; look for a comma, quote or bracket that is missing or too many",
                "{\"id\": \"x~y\"}|1:10: not valid JSON: a line end or control character stands in a text; write it as an"
                        + " escape such as \\n",
            })
    void parse_brokenJson_saysWhereInWordsOfItsOwn(String json, String fault) {
        assertThat(faultsOf(json.replace('~', '\n'), "x.json")).hasMessage("x.json:" + fault);
    }

    @Test
    void parse_textAfterJson_isRefused() {
        FaultyFileException e =
                faultsOf("{\"id\": \"x\", \"principles\": [{\"id\": \"a\", \"norm\": \"b\"}]} {}", "x.json");

        assertThat(e).hasMessage("x.json:1:55: a second document begins here; put it in a file of its own");
    }

    private static void assertFaults(String yaml, String expected) {
        assertThat(faultsOf(yaml, "x.yaml").getMessage() + "\n").isEqualTo(expected);
    }

    private static FaultyFileException faultsOf(String text, String file) {
        return catchThrowableOfType(FaultyFileException.class, () -> Constitutions.parse(text, file));
    }
}
