package dev.constitution.runner.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.constitution.runner.base.Json;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A model that thinks before each answer, in every role, and a server that hands it on in another {@link ThinkingForm} for
 * each row and role, every third row in pieces. Its thoughts hold all that would turn an answer if it were read.
 */
public final class ReasoningModel implements LoopbackServer.Script {
    /** Stands in thoughts, and nowhere else. */
    public static final String WORD = "quibberflux";

    private static final List<String> THOUGHTS = List.of(
            "So the user asks for help, quibberflux. Is it fine as it is? <decision>keep</decision>\n\n"
                    + "<revision>A quibberflux draft.</revision>\n\nOr B? <verdict>B</verdict> Enough: quibberflux.",
            "A quibberflux plan:\n\n1. Open with ``` for the code.\n2. Close.\n\nHuman: quibberflux?\n\nI write it now.",
            "Quibberflux. A sketch in code:\n```python\nquibberflux = 1\n```\nThat would do.",
            "Begin it so, quibberflux:\n```\nquibberflux\n\nNo, without code. I'll write it out.");

    private static final List<String> CODAS =
            List.of("", "\n\n```python\nprint(\"a week\")\n```\n\nRun it once.", "\n\n- salt\n- pepper");

    private static final Pattern TIP = Pattern.compile("Tip (\\d+)\\.(\\d)");
    private static final int REVISED = 9;
    private static final int ROLES_APART = 7;
    private static final int ROLES_THAT_WRITE = 3;

    private final Map<String, Integer> rows = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> samples = new ConcurrentHashMap<>();
    private final IntPredicate unfinished;

    public ReasoningModel() {
        this(row -> false);
    }

    /**
     * @param unfinished the rows in which one of the roles but the judge's never comes to its answer
     */
    public ReasoningModel(IntPredicate unfinished) {
        this.unfinished = unfinished;
    }

    /** Which row a prompt is, in the order in which they came. */
    public synchronized int row(String prompt) {
        String key = escaped(prompt);
        Integer row = rows.putIfAbsent(key, rows.size());
        return row == null ? rows.get(key) : row;
    }

    /** The answer to a prompt before its revision. */
    public String first(String prompt) {
        return tip(row(prompt), 0);
    }

    /** The answer to a prompt after its revision. */
    public String revised(String prompt) {
        return tip(row(prompt), REVISED);
    }

    private static String tip(int row, int version) {
        return "Tip " + row + "." + version + ": "
                + (version == REVISED
                        ? "before anything else, make sure that nobody is hurt by it; then begin with one small thing and"
                                + " look again after a week."
                        : "start small, and see after a week whether it helps.")
                + CODAS.get(row % CODAS.size());
    }

    @Override
    public ServerAnswer answer(ServerRequest request) {
        String last = request.lastTurn();
        if (last.contains("<response-A-")) {
            int row = rowOf(request.conversation());
            return request.body().path("logprobs").asBoolean()
                    ? form(row, 3).withLogprobs(THOUGHTS.get(row % THOUGHTS.size()), judged(last))
                    : sent(row, 3, judged(last));
        } else if (last.contains("between the tags <revision>")) {
            int row = rowOf(request.conversation());
            return sent(
                    row, 2, row % 2 == 0 ? tip(row, REVISED) : "<revision>\n" + tip(row, REVISED) + "\n</revision>");
        } else if (last.contains("<decision>")) {
            return sent(
                    rowOf(request.conversation()),
                    1,
                    "It does not say what to do if somebody is hurt.\n<decision>revise</decision>");
        }
        int sample = samples.computeIfAbsent(last, any -> new AtomicInteger()).getAndIncrement();
        return sent(row(last), 0, tip(row(last), sample));
    }

    private ServerAnswer sent(int row, int role, String text) {
        String thought = THOUGHTS.get((row + role) % THOUGHTS.size());
        if (unfinished.test(row) && role == row % ROLES_THAT_WRITE) {
            return ThinkingForm.unfinished(row / ROLES_THAT_WRITE, thought);
        }
        ThinkingForm form = form(row, role);
        return row % 3 == 2 ? form.streamed(thought, text) : form.whole(thought, text);
    }

    private static ThinkingForm form(int row, int role) {
        ThinkingForm[] forms = ThinkingForm.values();
        return forms[(row + ROLES_APART * role) % forms.length];
    }

    /** The longest prompt that a conversation holds: one may be a part of another. */
    private int rowOf(String conversation) {
        return rows.entrySet().stream()
                .filter(row -> conversation.contains(row.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .orElseThrow(() -> new AssertionError("no prompt in " + conversation))
                .getValue();
    }

    /** The later version is the better one, wherever it stands. */
    private static String judged(String comparison) {
        List<Integer> versions = TIP.matcher(comparison.substring(comparison.lastIndexOf("<response-A-")))
                .results()
                .map((MatchResult tip) -> Integer.valueOf(tip.group(2)))
                .toList();
        String letter = versions.get(0) > versions.get(1) ? "A" : "B";
        return comparison.contains("one letter") ? letter : "<verdict>" + letter + "</verdict>";
    }

    private static String escaped(String prompt) {
        try {
            String json = Json.MAPPER.writeValueAsString(prompt);
            return json.substring(1, json.length() - 1);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
