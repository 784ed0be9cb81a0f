package dev.constitution.runner.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelDeskTest {
    private static final int PROMPTS = 12;

    @TempDir
    private Path folder;

    private RunStore store;
    private PageServer server;
    private Page page;
    private ScriptedExperiment experiment;

    @BeforeEach
    void serve() throws IOException {
        try (LoopbackServer model = new LoopbackServer()) {
            experiment = new ScriptedExperiment(folder, PROMPTS, model).done();
        }
        open();
    }

    private void open() throws IOException {
        store = RunStore.openExisting(experiment.out());
        server = new LabelDesk(store, LabelOrder.byDoubt()).serve("127.0.0.1", 0);
        page = new Page(server.address());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        store.close();
    }

    /** Labels all that is left, each time what is kind; gives the prompts in the order in which they were shown. */
    private List<String> labelAll(String labeller) throws IOException, InterruptedException {
        List<String> shown = new ArrayList<>();
        JsonNode next = page.answer("next", Map.of("labeller", labeller));
        while (next.has("key")) {
            shown.add(
                    next.at("/turns/0/content").textValue() + next.path("first").textValue());
            boolean isKindFirst = next.path("first").textValue().contains("kind");
            next = page.answer(
                    "label",
                    Map.of(
                            "labeller",
                            labeller,
                            "key",
                            next.path("key").textValue(),
                            "choice",
                            isKindFirst ? "first" : "second"));
        }
        assertThat(next.path("done").intValue()).isEqualTo(PROMPTS);
        return shown;
    }

    @Test
    void label_twoPeople_haveOrdersAndSidesOfTheirOwnAndSeeNothingOfEachOther() throws Exception {
        List<String> ann = labelAll("Ann");
        assertThat(page.answer("next", Map.of("labeller", "Bob")).path("done").intValue())
                .isZero();
        List<String> bob = labelAll("Bob");

        assertThat(ann).isNotEqualTo(bob).doesNotHaveDuplicates();
        assertThat(Set.copyOf(ann)).as("not all sides are the same").isNotEqualTo(Set.copyOf(bob));
        List<Label> labels = StoredLabels.in(store);
        assertThat(labels).hasSize(2 * PROMPTS).allSatisfy(label -> {
            assertThat(label.choice()).as("told is kind").isEqualTo(Choice.B);
            assertThat(label.origin()).isEqualTo("serve");
        });
        assertThat(labels)
                .filteredOn(label -> label.labeller().equals("Ann"))
                .extracting(label -> label.shownFirst().orElseThrow())
                .contains("plain", "told");
    }

    @Test
    void next_pageAndAnswers_sayNothingOfArmsOrJudge() throws Exception {
        String all = page.post("next", Map.of("labeller", "Ann")).body()
                + page.get("").body()
                + page.get("label.js").body();

        assertThat(all).doesNotContain("told", "plain\"", "judge", "probability", "p1\"");
    }

    @Test
    void label_again_takesTheEarlierWordsPlace() throws Exception {
        String key = page.answer("next", Map.of("labeller", "Ann")).path("key").textValue();
        page.answer("label", Map.of("labeller", "Ann", "key", key, "choice", "tie"));
        JsonNode again = page.answer("again", Map.of("labeller", "Ann", "key", key));
        assertThat(again.path("done").intValue()).isEqualTo(1);
        page.answer(
                "label", Map.of("labeller", "Ann", "key", key, "choice", "first", "correction", "As it should be."));

        assertThat(StoredLabels.in(store)).singleElement().satisfies(label -> {
            assertThat(label.choice().isDecided()).isTrue();
            assertThat(label.correction()).contains("As it should be.");
        });
    }

    @Test
    void serve_startedAgain_goesOnWhereEachPersonStopped() throws Exception {
        String first = page.answer("next", Map.of("labeller", "Ann")).toString();
        String key = page.answer("next", Map.of("labeller", "Ann")).path("key").textValue();
        JsonNode second = page.answer("label", Map.of("labeller", "Ann", "key", key, "choice", "skip"));
        close();
        open();

        JsonNode now = page.answer("next", Map.of("labeller", "Ann"));

        assertThat(now.path("done").intValue()).isEqualTo(1);
        assertThat(now.path("first")).isEqualTo(second.path("first"));
        assertThat(first).isNotEqualTo(now.toString());
        assertThat(page.post("label", Map.of("labeller", "Ann", "key", key, "choice", "tie"))
                        .body())
                .contains("load the page again");
    }

    @Test
    void label_whatCannotBe_isRefusedWithTheReason() throws Exception {
        String key = page.answer("next", Map.of("labeller", "Ann")).path("key").textValue();

        for (Map<String, String> sent : List.of(
                Map.of("labeller", "Ann", "key", key, "choice", "best"),
                Map.of("labeller", "Ann", "key", "0", "choice", "tie"),
                Map.of("labeller", " ", "key", key, "choice", "tie"),
                Map.of("labeller", "A\tn", "key", key, "choice", "tie"),
                Map.of("labeller", "Ann", "key", key))) {
            HttpResponse<String> response = page.post("label", sent);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("error");
        }
        assertThat(StoredLabels.in(store)).isEmpty();
    }

    @Test
    void request_fromElsewhere_isRefusedAndStoresNothing() throws Exception {
        String host = "Host: 127.0.0.1:" + server.address().getPort();
        String json = "\nContent-Type: application/json";
        String path = server.address().getPath();
        String key = page.answer("next", Map.of("labeller", "Ann")).path("key").textValue();
        String body = "{\"labeller\":\"Ann\",\"key\":\"" + key + "\",\"choice\":\"tie\"}";
        int port = server.address().getPort();

        // Another name that was made to mean this machine, another port, no name.
        for (String other :
                List.of("Host: labels.example:" + port, "Host: 127.0.0.1:1", "Host: 127.0.0.1.example:" + port)) {
            assertThat(page.status("GET", path, other, "")).as(other).isEqualTo(403);
            assertThat(page.status("POST", path + "label", other + json, body)).isEqualTo(403);
        }
        // Without the secret, or with another.
        for (String other : List.of("/", "/label", "/" + "0".repeat(32) + "/label")) {
            assertThat(page.status("POST", other, host + json, body)).as(other).isEqualTo(403);
        }
        // From another page, by script or by form.
        for (String other : List.of(
                host + json + "\nOrigin: http://labels.example",
                host + json + "\nOrigin: null",
                host + json + "\nOrigin: http://localhost:" + port,
                host + json + "\nSec-Fetch-Site: cross-site",
                host + json + "\nSec-Fetch-Site: none",
                host + "\nContent-Type: text/plain",
                host + "\nContent-Type: application/x-www-form-urlencoded",
                host)) {
            assertThat(page.status("POST", path + "label", other, body))
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(page.status("PUT", path + "label", host + json, body)).isEqualTo(405);
        assertThat(page.status("GET", path + "../../etc/passwd", host, "")).isNotEqualTo(200);
        assertThat(page.status("GET", path + "package-info.class", host, "")).isEqualTo(404);
        assertThat(StoredLabels.in(store)).isEmpty();
        // And as it should be.
        assertThat(page.status(
                        "POST",
                        path + "label",
                        host + json + "\nOrigin: http://127.0.0.1:" + port + "\nSec-Fetch-Site: same-origin",
                        body))
                .isEqualTo(200);
        assertThat(StoredLabels.in(store)).hasSize(1);
    }

    @Test
    void page_everyAnswer_forbidsWhatIsNotItsOwn() throws Exception {
        for (String name : new TreeSet<>(List.of("", "page.css", "page.js", "label.js"))) {
            HttpResponse<String> response = page.get(name);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(response.body()).doesNotContain("http://", "https://", "innerHTML");
        }
    }

    @Test
    void serve_folderThatAnotherIsWorkingOn_isRefusedInWords() {
        assertThat(CommandLineHarness.run("label", "serve", experiment.out().toString())
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("another process is working on this run");
    }
}
