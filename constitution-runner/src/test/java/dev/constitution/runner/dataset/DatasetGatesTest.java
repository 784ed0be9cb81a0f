package dev.constitution.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import dev.constitution.gate.Gate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetGatesTest {
    private final DatasetGates gates = DatasetGates.ofDuplicates();
    private final DatasetGates near = DatasetGates.ofNearDuplicates(0.8);
    private final SplittableRandom random = new SplittableRandom(11);
    private int row;

    private DatasetPair pair(String split, Prompt prompt, String chosen, String rejected) {
        Optional<String> part = Optional.of(split).filter(name -> !name.isEmpty());
        return new DatasetPair(row++, prompt, chosen, rejected, part, Optional.empty());
    }

    private static Prompt withTool(String definition) {
        return new Prompt("a", List.of(Message.user("Is a + b odd?")), List.of(Tool.of(definition)), Map.of());
    }

    private Optional<String> offer(DatasetGates to, String split, String prompt, String chosen, String rejected) {
        return to.offer(pair(split, Prompt.of("p" + row, prompt), chosen, rejected))
                .map(Gate.Objection::gate);
    }

    private Optional<String> offer(String prompt, String chosen, String rejected) {
        return offer(gates, "", prompt, chosen, rejected);
    }

    private String text(int words) {
        return RandomText.of(random, words);
    }

    @Test
    void offer_samePairAgain_isADuplicate() {
        assertThat(offer("Why?", "Because it is so.", "No idea.")).isEmpty();
        assertThat(offer("Why?", "Because it is so.", "No idea.")).contains("duplicate");
        assertThat(gates.report().kept()).isEqualTo(1);
        assertThat(gates.report().dropped())
                .containsExactly(new DatasetReport.Dropped(
                        1, "p1", "duplicate", "the pair of row 1 has the same turns and answers"));
    }

    @Test
    void offer_anyTextDiffers_isKept() {
        Prompt prompt = Prompt.of("a", "Is a + b odd?");
        List<Message> underSystem = List.of(Message.system("Be brief."), Message.user("Is a + b odd?"));

        assertThat(Stream.of(
                        pair("", prompt, "Yes.", "No."),
                        pair("", prompt, "No.", "Yes."),
                        pair("", prompt, "yes.", "No."),
                        pair("", Prompt.of("a", "Is a - b odd?"), "Yes.", "No."),
                        pair("", Prompt.of("a", underSystem), "Yes.", "No."),
                        pair("", withTool("{\"function\":{\"name\":\"f\"}}"), "Yes.", "No."),
                        pair("", withTool("{\"function\":{\"name\":\"g\"}}"), "Yes.", "No.")))
                .allMatch(other -> gates.offer(other).isEmpty());
        assertThat(gates.offer(pair("", Prompt.of("b", underSystem), "Yes.", "No.")))
                .isPresent();
    }

    @Test
    void offer_fewWordsDifferent_isANearDuplicateWhereTheseAreLookedFor() {
        String prompt = text(20);
        String chosen = text(100);
        String rejected = text(100);

        assertThat(offer(near, "", prompt, chosen, rejected)).isEmpty();
        assertThat(offer(near, "", prompt, chosen + " Indeed.", rejected)).contains("near_duplicate");
        assertThat(offer(near, "", prompt, chosen, rejected)).contains("duplicate");
        assertThat(offer(near, "", prompt, text(100), rejected)).isEmpty();
        assertThat(near.report().dropped().get(0).reason()).isEqualTo("the pair of row 1 has nearly the same phrases");

        assertThat(offer(prompt, chosen, rejected)).isEmpty();
        assertThat(offer(prompt, chosen + " Indeed.", rejected)).isEmpty();
    }

    @Test
    void offer_longCommonSystemTurn_makesNoNearDuplicates() {
        Message system = Message.system(text(500));
        for (int i = 0; i < 10; i++) {
            Prompt prompt = Prompt.of("p" + i, List.of(system, Message.user(text(10))));
            assertThat(near.offer(pair("s" + i % 2, prompt, text(20), text(20))))
                    .isEmpty();
        }
    }

    @Test
    void offer_questionOfAnotherSplit_isDroppedThere() {
        assertThat(offer(near, "train", "How do I talk to a loud neighbour?", text(30), text(30)))
                .isEmpty();
        assertThat(offer(near, "test", "how do I talk to a loud neighbour", text(30), text(30)))
                .contains("split_overlap");
        assertThat(offer(near, "train", "How do I talk to a loud neighbour?", text(30), text(30)))
                .as("several pairs of a prompt in one split")
                .isEmpty();
        assertThat(offer(near, "test", "How do I bake bread without yeast?", text(30), text(30)))
                .isEmpty();
        assertThat(near.report().droppedByGate())
                .containsOnlyKeys("split_overlap")
                .containsEntry("split_overlap", 1L);
    }

    @Test
    void report_longerChosenAnswers_warnsOfLength() {
        for (int i = 0; i < 50; i++) {
            offer(text(10), text(100 + i), text(40 + i));
        }

        DatasetReport report = gates.report();

        assertThat(report.lengths().chosenLonger()).isEqualTo(1);
        assertThat(report.lengths().cohensD()).isGreaterThan(2);
        assertThat(report.warnings()).singleElement().asString().startsWith("chosen answers are longer: ");
    }

    @Test
    void report_longerChosenAnswersInSixPairs_warnsWhereTheEffectIsLarge() {
        for (int i = 0; i < 6; i++) {
            offer(text(10), text(120 + 20 * i), text(40 + 20 * i));
        }

        assertThat(gates.report().lengths().cohensD()).isBetween(1.5, 3.0);
        assertThat(gates.report().warnings()).singleElement().asString().startsWith("chosen answers are longer: ");
    }

    @Test
    void report_lengthsOfSixPairsThatDifferByChance_doNotWarn() {
        for (int i = 0; i < 6; i++) {
            offer(text(10), text(100 + 30 * (i % 3)), text(70 + 30 * (i % 3)));
        }

        assertThat(gates.report().lengths().cohensD())
                .as("large, were it of many pairs")
                .isGreaterThan(0.5);
        assertThat(gates.report().warnings()).isEmpty();
    }

    @Test
    void report_cohensD_isTheDifferenceInPooledDeviations() {
        offer("a", "aaaa", "b");
        offer("b", "aaaaaa", "bbb");
        offer("c", "\ud83d\ude00\ud83d\ude00", "bbbbb");

        LengthBias lengths = gates.report().lengths();

        assertThat(lengths.meanOfChosen()).isEqualTo(4);
        assertThat(lengths.meanOfRejected()).isEqualTo(3);
        assertThat(lengths.cohensD()).as("(4 - 3) / 2").isCloseTo(0.5, within(1e-12));
        assertThat(lengths.chosenLonger()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void report_sameSentenceInManyAnswers_isBoilerplate() {
        for (int i = 0; i < 200; i++) {
            String end = i % 10 == 0 ? " It is important to treat everyone with respect." : "";
            String start = i % 4 == 0 ? "As an AI language model, " : "";
            offer(text(10), start + text(40) + "." + end, text(40));
        }

        Boilerplate boilerplate = gates.report().boilerplate();

        assertThat(boilerplate.sentences())
                .containsExactly(new Boilerplate.Phrase("It is important to treat everyone with respect.", 20));
        assertThat(boilerplate.openings()).containsExactly(new Boilerplate.Phrase("As an AI language model,", 50));
        assertThat(boilerplate.openingShare()).isEqualTo(0.25);
        assertThat(gates.report().warnings())
                .contains(
                        "20 of 200 chosen answers say: It is important to treat everyone with respect.",
                        "50 of 200 chosen answers open with: As an AI language model,");
    }

    @Test
    void report_refusals_areCountedByClassAndTaughtOnesWarnedOf() {
        for (int i = 0; i < 4; i++) {
            String refusal = "I'm sorry, but I cannot help with number " + text(5);
            Optional<String> promptClass = Optional.of(i < 3 ? "safe" : "unsafe");
            gates.offer(
                    new DatasetPair(i, Prompt.of("p" + i, text(20)), refusal, text(30), Optional.empty(), promptClass));
        }

        DatasetReport report = gates.report();

        assertThat(report.refusals())
                .containsEntry("safe", new RefusalRate(3, 3, 0))
                .containsEntry("unsafe", new RefusalRate(1, 1, 0));
        assertThat(report.warnings())
                .contains("3 of 3 chosen answers evade, of the rejected ones 0 (class of prompts: safe)")
                .noneMatch(warning -> warning.contains("unsafe"));
    }

    @Test
    void toJson_report_isStableAndHoldsEveryId() {
        offer("Why?", "Because it is so.", "No idea.");
        offer("Why?", "Because it is so.", "No idea.");
        gates.offer(pair("", Prompt.of("\ud800", "Why?"), "Because it is so.", "No idea."));

        assertThat(gates.report().toJson()).isEqualToNormalizingNewlines("""
                        {
                          "version" : 3,
                          "kept" : 1,
                          "dropped_by_gate" : {
                            "duplicate" : 2
                          },
                          "lengths" : {
                            "chosen_longer" : 1.0,
                            "mean_chosen" : 17.0,
                            "mean_rejected" : 8.0,
                            "cohens_d" : 0.0
                          },
                          "tokens" : {
                            "counted" : "estimated by kinds of characters",
                            "longest" : 15,
                            "limits" : [ {
                              "tokens" : 1024,
                              "pairs" : 0,
                              "differences_beyond" : 0
                            }, {
                              "tokens" : 2048,
                              "pairs" : 0,
                              "differences_beyond" : 0
                            } ],
                            "blank_answers" : 0
                          },
                          "boilerplate" : {
                            "opening_share" : 0.0,
                            "openings" : [ ],
                            "sentences" : [ ]
                          },
                          "refusals" : {
                            "all" : {
                              "pairs" : 1,
                              "chosen" : 0,
                              "rejected" : 0
                            }
                          },
                          "warnings" : [ ],
                          "dropped" : [ {
                            "row" : 2,
                            "id" : "p1",
                            "gate" : "duplicate",
                            "reason" : "the pair of row 1 has the same turns and answers"
                          }, {
                            "row" : 3,
                            "id" : "\\uD800",
                            "gate" : "duplicate",
                            "reason" : "the pair of row 1 has the same turns and answers"
                          } ]
                        }
                        """);
    }

    @Test
    void report_noPairs_isEmpty() {
        DatasetReport report = gates.report();

        assertThat(report.kept()).isZero();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.lengths()).isEqualTo(new LengthBias(0, 0, 0, 0, 0));
    }

    @Test
    void offer_oddTexts_areTakenWithoutFailing() {
        for (String odd : new String[] {"!!!", "\ud800", "a".repeat(300_000), "a ".repeat(100_000), "今日は"}) {
            offer(near, "train", odd, odd + "x", odd);
            offer(near, "test", odd, "", odd + "y");
            offer(near, "", odd, odd, " ");
        }

        DatasetReport report = near.report();
        assertThat(report.kept() + report.dropped().size()).isEqualTo(3 * 5);
        assertThat(report.toJson()).contains("\"version\"");
    }

    @Test
    void ofNearDuplicates_shareOutOfRange_isRefused() {
        assertThatThrownBy(() -> DatasetGates.ofNearDuplicates(0)).hasMessageContaining("(0, 1]");
        assertThatThrownBy(() -> DatasetGates.ofNearDuplicates(Double.NaN)).hasMessageContaining("(0, 1]");
    }
}
