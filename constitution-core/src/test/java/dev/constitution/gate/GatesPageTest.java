package dev.constitution.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the page about gates to the gates. */
class GatesPageTest {
    @Test
    void page_gatesOnEachPair_areTheOnesThereAreInTheirOrder() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "gates.md")).stream()
                .dropWhile(line -> !line.equals("## Gates on each pair"))
                .dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows).hasSameSizeAs(GateTable.rows());
        for (int i = 0; i < rows.size(); i++) {
            GateTable.Row gate = GateTable.rows().get(i);
            String[] cells = rows.get(i).split("\\|");
            assertThat(cells[1].strip()).isEqualTo("`" + gate.name() + "`");
            assertThat(cells[3]).contains(gate.value().equals("on") ? "" : gate.value());
            assertThat(cells[4].strip()).isEqualTo(gate.isByDefault() ? "yes" : "no");
        }
    }
}
